/* Puts findings beside the figures they concern, and those of the page into a list above it. Only in the preview. */
(() => {
  'use strict';
  const language = document.documentElement.lang === 'en' ? 'en' : 'id';
  const data = JSON.parse(document.getElementById('amanah-findings').textContent);
  const notes = data.notes[language];
  const words = data.words[language];
  const here = location.pathname.replace(/^\//, '').replace(/^en\//, '').replace(/index\.html$/, '');

  const make = (name, kind, text) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  };
  const told = (note) => {
    const item = make('li', `amanah-note ${note.severity}`);
    item.append(make('strong', '', `${note.word}: ${note.message}`));
    note.hints.forEach((hint) => item.append(make('p', '', hint)));
    const where = make('p', 'amanah-where', `${note.place} [${note.code}] `);
    if (note.edit) {
      const link = make('a', '', words.edit);
      link.href = note.edit;
      where.append(link);
    }
    item.append(where);
    return item;
  };

  /* Where nothing can be shown but what blocks it, the list stands there already: it gets the links. */
  const faults = [...document.querySelectorAll('ol.faults code')];
  faults.forEach((place) => {
    const note = notes.find((one) => one.edit && one.place === place.textContent);
    if (!note) return;
    const link = make('a', '', words.edit);
    link.href = note.edit;
    place.after(' ', link);
  });
  if (faults.length) return;

  /* A figure is a link to its row in the ledger; the row is what a finding names. */
  const rows = new Map();
  notes.forEach((note) => note.figures.forEach((row) => rows.set(row, [...(rows.get(row) || []), note])));
  const onPage = new Set(notes.filter((note) => note.page === here));
  const rowOf = (link) => {
    const to = new URL(link.getAttribute('href'), location.href);
    return to.pathname.replace(/^\//, '').replace(/^en\//, '') + decodeURIComponent(to.hash);
  };
  const mark = (place, found) => {
    found.forEach((note) => onPage.add(note));
    const worst = found.some((note) => note.severity === 'error') ? 'error' : 'warning';
    const box = make('details', `amanah-beside ${worst}`);
    const label = make('summary', '', '!');
    label.setAttribute('aria-label', found.map((note) => `${note.word}: ${note.message}`).join('; '));
    const list = make('ul');
    list.append(...found.map(told));
    box.append(label, list);
    place.after(box);
  };
  document.querySelectorAll('article.sheet a.f[href]').forEach((link) => {
    const found = rows.get(rowOf(link));
    if (found) mark(link, found);
  });
  document.querySelectorAll('article.sheet section.entry[id]').forEach((row) => {
    const found = rows.get(`${here}#${row.id}`);
    if (found && row.firstElementChild) mark(row.firstElementChild, found);
  });

  const panel = make('details', 'amanah-panel');
  panel.open = onPage.size > 0;
  const list = make('ul');
  list.append(...(onPage.size ? [...onPage] : notes).map(told));
  panel.append(make('summary', '', `${onPage.size ? words.here : words.everywhere}: ${onPage.size || notes.length}`));
  panel.append(make('p', 'amanah-where', words.only), list);
  const sheet = document.querySelector('article.sheet') || document.body;
  sheet.prepend(panel);
})();
