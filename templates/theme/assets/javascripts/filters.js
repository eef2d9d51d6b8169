// Narrow the list of programs. The page stands whole without this script; with it, the choices also stand in the
// address, so that a narrowed list can be sent to somebody. A long list goes on at other pages, which are fetched when
// somebody narrows it.
(() => {
  "use strict";
  const box = document.querySelector("[data-filters]");
  if (!box) return;
  const form = box.querySelector("form");
  const count = document.querySelector(".filter-count");
  const list = document.querySelector(".rows");
  const turn = list.parentElement.querySelector(".prevnext");
  const fields = [...form.elements].filter((one) => one.name);
  const own = [...list.children];
  const others = [];
  const pages = Number(box.dataset.pages) || 1;
  const all = Number(box.dataset.all) || own.length;
  const patience = 20000; // milliseconds
  let whole = pages < 2;
  let asked = null;

  const fits = (row) => fields.every((one) => !one.value || (row.dataset[one.name] || "").split(" ").includes(one.value));
  const isChosen = () => fields.some((one) => one.value);

  const read = () => {
    const said = new URLSearchParams(location.search);
    for (const one of fields) {
      const value = said.get(one.name) || "";
      one.value = [...one.options].some((option) => option.value === value) ? value : "";
    }
  };

  const write = () => {
    const said = new URLSearchParams(fields.filter((one) => one.value).map((one) => [one.name, one.value])).toString();
    try {
      history.replaceState(null, "", location.pathname + (said ? "?" + said : "") + location.hash);
    } catch {
      // A page opened from a folder may not write its address; the list is narrowed all the same.
    }
  };

  // The links of a row are relative to the page that it comes from.
  const rowsOf = async (number) => {
    const answer = await fetch(`page_${number}/`, { credentials: "same-origin", signal: AbortSignal.timeout(patience) });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return [...page.querySelectorAll(".rows > .row")].map((row) => {
      const copy = document.importNode(row, true);
      for (const link of copy.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), answer.url).href;
      return copy;
    });
  };

  const gather = async () => {
    try {
      const found = await Promise.all(Array.from({ length: pages - 1 }, (_, place) => rowsOf(place + 2)));
      const rows = found.flat();
      // Another publication meanwhile, or a page of somebody else, must not pass for the list.
      if (own.length + rows.length !== all) throw new Error(String(rows.length));
      others.push(...rows);
      list.append(...rows);
      whole = true;
    } catch {
      asked = null; // a lost connection may come back
    }
  };

  const show = async () => {
    if (isChosen() && !whole) {
      list.setAttribute("aria-busy", "true");
      await (asked ||= gather());
      list.removeAttribute("aria-busy");
    }
    const chosen = isChosen();
    for (const row of own) row.hidden = !fits(row);
    for (const row of others) row.hidden = !chosen || !fits(row);
    const rows = [...own, ...others];
    const left = rows.filter((row) => !row.hidden).length;
    const words = (left ? count.dataset.some : count.dataset.none).replace("{count}", left).replace("{all}", all);
    count.hidden = !chosen;
    count.textContent = chosen ? (whole ? words : `${words} ${count.dataset.part}`) : "";
    if (turn) turn.hidden = chosen && whole;
    return chosen;
  };

  box.hidden = false;
  read();
  show().then((chosen) => { if (chosen) box.open = true; });
  form.addEventListener("change", () => { show(); write(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const one of fields) one.value = "";
    show();
    write();
  });
})();
