/* The fields that Decap CMS does not have: texts in two languages side by side, and numbers with their source. */
(async () => {
  'use strict';

  const answer = await fetch('config.json');
  const config = await answer.json();
  if (!answer.ok) {
    document.body.textContent = config.error;
    return;
  }
  const { x_words: words, x_lists: lists, ...settings } = config;
  const { CMS, h, createClass } = window;

  const plain = (value) => (value && value.toJS ? value.toJS() : value);
  const isGroup = (value) => value !== null && typeof value === 'object';
  const text = (value) => (value === undefined || value === null ? '' : String(value));
  const without = (group) =>
    Object.fromEntries(Object.entries(group).filter(([, one]) => one !== '' && one !== undefined && one !== null));

  /* What can be picked: what the files listed when the page was loaded, and the sources that this form lists itself. */
  const listed = ({ field, getEntry }, name) => {
    const known = (lists[field.get('x_scope') || ''] || {})[name] || {};
    const own = name === 'sources' ? plain(getEntry().getIn(['data', 'sources'])) || [] : [];
    const typed = own.filter((one) => one && one.x_id).map((one) => [one.x_id, one.title || one.x_id]);
    return { ...known, ...Object.fromEntries(typed) };
  };

  /* A text is one string in the publisher's language, or a group of one string a language. It stays what it was. */
  const versions = (value) => (isGroup(value) ? value : { id: text(value) });
  const put = (value, language, typed) => {
    const made = without({ ...versions(value), [language]: typed });
    if (!Object.keys(made).length) return '';
    return !isGroup(value) && Object.keys(made).join() === 'id' ? made.id : made;
  };

  const both = (value, lines, id, change) =>
    h('div', { className: 'amanah-both' },
      ['id', 'en'].map((language) =>
        h('label', { key: language, lang: language },
          h('span', {}, words[language]),
          h(lines > 1 ? 'textarea' : 'input', {
            id: language === 'id' ? id : `${id}-${language}`,
            rows: lines > 1 ? lines : undefined,
            value: text(versions(value)[language]),
            onChange: (event) => change(put(value, language, event.target.value)),
          }))));

  /* Decap CMS draws a field anew only when its own value changes, so a list is read again when somebody comes to it. */
  const select = (id, value, options, empty, change, again) => {
    const known = value && !(value in options) ? { ...options, [value]: value } : options;
    return h('select', { id, value: text(value), onFocus: again, onChange: (event) => change(event.target.value) },
      h('option', { value: '' }, empty),
      Object.entries(known).map(([key, label]) => h('option', { key, value: key }, label === key ? key : `${label} (${key})`)));
  };

  const TextControl = createClass({
    render() {
      const { value, field, forID, onChange, classNameWrapper } = this.props;
      return h('div', { className: `${classNameWrapper} amanah-box` },
        both(plain(value), field.get('x_lines'), forID, onChange));
    },
  });

  const PickControl = createClass({
    render() {
      const { value, field, forID, onChange, classNameWrapper } = this.props;
      return h('div', { className: `${classNameWrapper} amanah-box` },
        select(forID, plain(value), listed(this.props, field.get('x_list')), '', onChange,
          () => this.forceUpdate()));
    },
  });

  /* A number is written alone, or as a group where something stands beside it. */
  const FigureControl = createClass({
    set(key, typed) {
      const now = plain(this.props.value);
      const made = without({ ...(isGroup(now) ? now : { value: text(now) }), [key]: typed });
      const rest = Object.keys(made).filter((one) => one !== 'value');
      this.props.onChange(rest.length ? made : made.value || '');
    },
    render() {
      const { field, forID, classNameWrapper } = this.props;
      const now = plain(this.props.value);
      const group = isGroup(now) ? now : { value: text(now) };
      const line = (key, inner) => h('label', { key }, h('span', {}, words[key]), inner);
      const input = (key, holder) =>
        h('input', { id: key === 'value' ? forID : `${forID}-${key}`, value: text(group[key]), placeholder: holder,
          onChange: (event) => this.set(key, event.target.value) });
      const more = Object.keys(group).some((one) => one !== 'value');
      return h('div', { className: `${classNameWrapper} amanah-box` },
        input('value'),
        h('details', { open: more || undefined },
          h('summary', {}, words.more),
          line('source', select(`${forID}-source`, group.source, listed(this.props, 'sources'), words.default, (one) => this.set('source', one),
            () => this.forceUpdate())),
          line('unit', input('unit', field.get('x_unit'))),
          line('estimate', select(`${forID}-estimate`, group.estimate, { ya: words.yes }, '', (one) => this.set('estimate', one))),
          h('span', {}, words.note), both(group.note, 2, `${forID}-note`, (one) => this.set('note', one)),
          h('span', {}, words.counted), both(group.counted, 2, `${forID}-counted`, (one) => this.set('counted', one))));
    },
  });

  CMS.registerWidget('amanah-text', TextControl);
  CMS.registerWidget('amanah-pick', PickControl);
  CMS.registerWidget('amanah-figure', FigureControl);
  if (config.x_locale) CMS.registerLocale(settings.locale, config.x_locale);
  delete settings.x_locale;

  /* After each save: what the checks say about the file. */
  const panel = document.getElementById('findings');
  const show = (found) => {
    const close = document.createElement('button');
    close.textContent = '×';
    close.setAttribute('aria-label', words.close);
    close.addEventListener('click', () => { panel.hidden = true; });
    const list = document.createElement('ul');
    list.append(...found.map((one) => {
      const item = document.createElement('li');
      item.className = one.severity;
      item.textContent = [one.place, one.message, one.hint].filter(Boolean).join(' · ');
      return item;
    }));
    const head = document.createElement('strong');
    head.textContent = found.length ? words.found : words.clean;
    panel.replaceChildren(close, head, list);
    panel.dataset.count = String(found.length);
    panel.hidden = false;
  };
  CMS.registerEventListener({
    name: 'postSave',
    handler: async () => {
      const said = await fetch('findings.json');
      if (said.ok) show(await said.json());
    },
  });

  CMS.init({ config: settings });
})();
