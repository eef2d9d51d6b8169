/* The figure panel, and a few things the keyboard needs. Everything works without this file:
 * a figure is then an ordinary link to its row in the ledger page. */
(() => {
  "use strict";

  const moved = document.querySelector("meta[data-moved]");
  if (moved) {
    location.replace(moved.dataset.moved + location.hash);
    return;
  }

  const WORDS = {
    id: { close: "Tutup", more: "Buka halaman angka ini", panel: "Jejak angka" },
    en: { close: "Close", more: "Open this figure's page", panel: "Trace of the figure" },
  };
  const words = WORDS[document.documentElement.lang] || WORDS.en;
  const pages = new Map(); // ledger page without its hash -> promise of its document
  const wide = matchMedia("(min-width: 960px)");
  let panel = null; // the open dialog
  let opener = null; // the figure in the page it belongs to

  const withoutHash = (url) => url.origin + url.pathname + url.search;

  function ledger(url) {
    const key = withoutHash(url);
    if (!pages.has(key)) {
      const page = fetch(key, { credentials: "same-origin" })
        .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)))))
        .then((text) => new DOMParser().parseFromString(text, "text/html"));
      page.catch(() => pages.delete(key)); // a lost connection may come back
      pages.set(key, page);
    }
    return pages.get(key);
  }

  /* Copy a row of the ledger; its links are relative to the ledger page, its ids are taken there. */
  function copied(node, base) {
    const copy = document.importNode(node, true);
    for (const item of [copy, ...copy.querySelectorAll("[id]")]) item.removeAttribute("id");
    for (const link of copy.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), base).href;
    return copy;
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function build(entry, url) {
    const box = element("div", "panel");
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-modal", "false");
    box.tabIndex = -1;
    const head = element("div", "panel-head");
    const body = element("div", "panel-body");
    const heading = entry.querySelector("h1, h2, h3, h4");
    const title = element("h3", "", "");
    if (heading) title.append(...copied(heading, url.href).childNodes);
    else title.textContent = words.panel;
    title.id = "amanah-panel-title";
    box.setAttribute("aria-labelledby", title.id);
    const close = element("button", "panel-close", words.close);
    close.type = "button";
    close.addEventListener("click", () => shut(true));
    head.append(title, close);
    for (const child of entry.children) if (child !== heading) body.append(copied(child, url.href));
    const more = element("p", "panel-more");
    const link = element("a", "", words.more);
    link.href = url.href;
    more.append(link);
    body.append(more);
    box.append(head, body);
    return { box, close };
  }

  /* Wide: under the figure, inside the window's edges. Narrow: a sheet; scroll the figure clear of it. */
  function place(box) {
    const figure = opener.getBoundingClientRect();
    if (wide.matches) {
      const room = document.documentElement.clientWidth - box.offsetWidth - 16;
      box.style.left = `${scrollX + Math.max(16, Math.min(figure.left - 8, room))}px`;
      box.style.top = `${scrollY + figure.bottom + 10}px`;
      const low = figure.bottom + 10 + box.offsetHeight - innerHeight;
      if (low > 0) scrollBy(0, Math.min(low + 16, Math.max(0, figure.top - 80)));
      return;
    }
    box.style.left = box.style.top = "";
    document.body.classList.add("panel-room");
    const edge = box.getBoundingClientRect().top - 24;
    if (figure.bottom > edge) scrollBy(0, figure.bottom - edge);
    else if (figure.top < 72) scrollBy(0, figure.top - 72);
  }

  function shut(back) {
    if (!panel) return;
    panel.remove();
    panel = null;
    document.body.classList.remove("panel-room");
    if (opener) {
      opener.setAttribute("aria-expanded", "false");
      if (back) opener.focus({ preventScroll: true });
    }
    opener = null;
  }

  async function show(link) {
    const url = new URL(link.href);
    let entry = null;
    try {
      const page = await ledger(url);
      entry = page.getElementById(decodeURIComponent(url.hash.slice(1)))?.closest(".entry");
    } catch {
      entry = null;
    }
    if (!entry) {
      location.href = url.href; // a folder on disk, no network, or no such row: follow the link
      return;
    }
    const figure = panel && panel.contains(link) ? opener : link;
    shut(false);
    opener = figure;
    opener.setAttribute("aria-expanded", "true");
    const { box, close } = build(entry, url);
    panel = box;
    document.body.append(box);
    place(box);
    close.focus({ preventScroll: true });
  }

  function isPlain(event) {
    return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target && target.closest("a.f[href]");
    if (link && isPlain(event) && !event.defaultPrevented) {
      const url = new URL(link.href);
      const elsewhere = withoutHash(url) !== withoutHash(new URL(location.href));
      if (url.origin === location.origin && url.hash && (elsewhere || (panel && panel.contains(link)))) {
        event.preventDefault();
        if (link === opener) shut(true);
        else show(link);
        return;
      }
    }
    if (panel && target && !panel.contains(target)) shut(false);
    const menu = document.querySelector(".menu[open]");
    if (menu && target && (!menu.contains(target) || target.closest("a"))) menu.open = false;
  });

  addEventListener("resize", () => panel && place(panel));

  /* Search: Material opens and closes it by a check box; buttons, Esc and "/" work that box. */
  const toggle = document.getElementById("__search");
  const open = document.querySelector(".find-open");
  const find = document.querySelector(".find");
  if (toggle && open && find) {
    const query = find.querySelector(".find-query");
    const flip = () => toggle.click();
    open.addEventListener("click", flip);
    find.querySelector(".find-close").addEventListener("click", flip);
    toggle.addEventListener("change", () => {
      open.setAttribute("aria-expanded", String(toggle.checked));
      if (toggle.checked) query.focus();
      else if (document.activeElement === document.body || find.contains(document.activeElement)) open.focus();
    });
    document.addEventListener("pointerdown", (event) => {
      if (toggle.checked && !find.contains(event.target) && !open.contains(event.target)) flip();
    });
    // Material closes the search on Tab, which would keep the keyboard from its buttons and results.
    document.addEventListener("keydown", (event) => {
      if (event.key === "Tab" && toggle.checked && find.contains(event.target)) event.stopPropagation();
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target instanceof Element && event.target.closest("input, select, textarea, [contenteditable]");
      if (event.key === "/" && !typing && !toggle.checked && !event.ctrlKey && !event.metaKey) flip();
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector(".menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (panel && !(toggle && toggle.checked)) {
      shut(true);
    }
  });

  /* Paper shows what is folded away on screen. */
  const folded = [];
  addEventListener("beforeprint", () => {
    shut(false);
    for (const item of document.querySelectorAll(".sheet details:not([open])")) {
      item.open = true;
      folded.push(item);
    }
  });
  addEventListener("afterprint", () => {
    for (const item of folded.splice(0)) item.open = false;
  });
})();
