/* The figure panel, and a few things the keyboard needs. Everything works without this file:
 * a figure is then an ordinary link to its row in the ledger page. */
(() => {
  "use strict";

  const moved = document.querySelector("meta[data-moved]");
  if (moved) {
    const file = location.protocol === "file:" ? "index.html" : "";
    location.replace(moved.dataset.moved + file + location.hash);
    return;
  }

  /* In a folder on disk nobody adds index.html to the address of a folder. */
  if (location.protocol === "file:") {
    for (const link of document.querySelectorAll("a[href]")) {
      if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    }
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

  /* The colours: follow the device, light, dark. The choice is kept where the browser keeps anything. */
  const SCHEMES = ["auto", "default", "slate"];
  const scheme = document.querySelector(".scheme");
  if (scheme) {
    const name = () => scheme.setAttribute("aria-label", scheme.dataset[document.body.dataset.mdColorScheme]);
    name();
    scheme.addEventListener("click", () => {
      const body = document.body.dataset;
      body.mdColorScheme = SCHEMES[(SCHEMES.indexOf(body.mdColorScheme) + 1) % SCHEMES.length];
      name();
      try {
        localStorage.setItem("amanah-scheme", body.mdColorScheme);
      } catch {
        // the choice holds for this page
      }
    });
  }

  /* The search is fetched when it is opened first. */
  const here = document.currentScript.src;
  const open = document.querySelector(".find-open");
  const find = document.querySelector(".find");
  let search = null;

  function failed(said) {
    find.querySelector(".find-meta").textContent = said;
  }

  async function ask() {
    try {
      search ||= import(new URL("search.js", here).href).then((module) => new module.Search(find));
      await (await search).answer(find.querySelector(".find-query").value);
    } catch {
      search = null;
      failed(find.dataset.failed);
    }
  }

  function seek() {
    if (find.open) return;
    shut(false);
    find.showModal();
    find.querySelector(".find-query").select();
    if (location.protocol === "file:") failed(find.dataset.folder); // a browser reads no other file from a folder
    else ask();
  }

  /* Down and up walk through the results; from the first one, up is the box again. */
  function walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [find.querySelector(".find-query"), ...find.querySelectorAll(".find-list a, .find-all a")];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }

  if (open && find) {
    open.setAttribute("role", "button");
    open.setAttribute("aria-haspopup", "dialog");
    open.addEventListener("click", (event) => {
      event.preventDefault();
      seek();
    });
    open.addEventListener("keydown", (event) => event.key === " " && open.click());
    find.querySelector(".find-close").addEventListener("click", () => find.close());
    find.addEventListener("keydown", walk);
    find.addEventListener("click", (event) => (event.target === find || event.target.closest("a")) && find.close());
    const query = find.querySelector(".find-query");
    if (location.protocol !== "file:") query.addEventListener("input", ask);
    query.form.addEventListener("submit", (event) => {
      event.preventDefault();
      find.querySelector(".find-list a")?.click();
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target instanceof Element && event.target.closest("input, select, textarea, [contenteditable]");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault(); // else the stroke would be typed into the box
      seek();
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector(".menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (panel && !(find && find.open)) {
      shut(true);
    }
  });

  /* The contents at the right mark the part that is being read. */
  const entries = new Map([...document.querySelectorAll(".contents .md-nav__link[href^='#']")].map((link) => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver((changes) => {
    const top = changes.find((one) => one.isIntersecting);
    if (!top) return;
    for (const link of entries.values()) link.classList.toggle("md-nav__link--active", link.hash.slice(1) === top.target.id);
  }, { rootMargin: "-10% 0px -70% 0px" });
  for (const id of entries.keys()) {
    const part = document.getElementById(decodeURIComponent(id));
    if (part) seen.observe(part);
  }

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
