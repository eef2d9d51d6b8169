/* The search: loaded when somebody opens it. Pagefind then fetches only the pieces of the index that a query needs. */

const SHOWN = 10;
const PARTS = 3;
const OPTIONS = { baseUrl: "/", excerptLength: 24 };

/* A sum is found by its digits; its sign would find every other sum as well. */
const wanted = (query) => query.replace(/\bRp\.?\s*(?=\d)/gi, "").trim();

/* Two prefixes come off a word only with its suffix: "pemberdaya" is asked for as "pemberdayaan" too. */
const DOUBLE = /(?<!\p{L})[pm]em((?:be[lr]|pe[lr])\p{L}{3,}?)(?!\p{L})/giu;
const ENDED = /(?:an|i)$/i;
function relatives(words) {
  if (document.documentElement.lang !== "id") return [words];
  const noun = words.replace(DOUBLE, (word, rest) => (ENDED.test(word) ? word : `pem${rest}an`));
  return noun === words ? [words] : [words, noun];
}

/* Each page once, with the best of its scores. */
function merged(answers) {
  const best = new Map();
  for (const one of answers.flatMap((answer) => answer.results)) {
    if (!(best.get(one.id)?.score >= one.score)) best.set(one.id, one);
  }
  return [...best.values()].sort((one, other) => other.score - one.score);
}

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/* An excerpt arrives as HTML with marks. Only its words and its marks go into the page. */
function excerpt(markup) {
  const source = new DOMParser().parseFromString(markup, "text/html").body;
  const paragraph = element("p", "find-text");
  for (const node of source.childNodes) {
    const words = node.textContent;
    paragraph.append(node.nodeName === "MARK" ? element("mark", "", words) : words);
  }
  return paragraph;
}

export class Search {
  constructor(dialog) {
    this.words = dialog.dataset;
    this.root = new URL(dialog.dataset.root.replace(/\/*$/, "/"), location.href);
    this.list = dialog.querySelector(".find-list");
    this.status = dialog.querySelector(".find-meta");
    this.turn = 0;
    this.loading = null;
    this.ending = null;
  }

  async index() {
    this.loading ??= this.load();
    return this.loading;
  }

  async load() {
    await this.ending;
    const pagefind = await import(new URL("search/pagefind.js", this.root).href);
    await pagefind.options(OPTIONS);
    /* A large site has its index in parts. */
    const parts = this.words.parts.split(" ").filter(Boolean);
    await Promise.all(parts.map((part) => pagefind.mergeIndex(this.part(part), OPTIONS)));
    return pagefind;
  }

  /* A lost connection may come back, and without one of its parts no answer would be whole: the next key begins anew. */
  forget() {
    this.ending = this.loading?.then((pagefind) => pagefind.destroy()).catch(() => null);
    this.loading = null;
  }

  part(number) {
    return new URL(`search/${number}/`, this.root).href;
  }

  /* Answer the last query only: an older one may be slower. */
  async answer(query) {
    const turn = ++this.turn;
    const words = wanted(query);
    if (!words) {
      this.show([], this.words.start);
      return;
    }
    try {
      const pagefind = await this.index();
      const found = merged(await Promise.all(relatives(words).map((one) => pagefind.search(one))));
      const pages = await Promise.all(found.slice(0, SHOWN).map((one) => one.data()));
      if (turn === this.turn) this.show(pages, this.count(found.length));
    } catch {
      if (turn !== this.turn) return;
      this.show([], this.words.failed);
      this.forget();
    }
  }

  count(number) {
    if (number === 0) return this.words.none;
    return number === 1 ? this.words.one : this.words.other.replace("#", String(number));
  }

  show(pages, said) {
    this.status.textContent = said;
    this.list.replaceChildren(...pages.map((page) => this.item(page)));
    this.list.parentElement.scrollTop = 0;
  }

  address(url) {
    return new URL(url.replace(/^\/+/, ""), this.root).href;
  }

  link(url, words) {
    const link = element("a", "", words);
    link.href = this.address(url);
    return link;
  }

  item(page) {
    const title = element("span", "find-title", this.link(page.url, page.meta.title || page.url));
    const where = page.meta.trail ? [element("p", "find-where", page.meta.trail)] : [];
    const parts = page.sub_results.filter((one) => one.url.includes("#")).slice(0, PARTS);
    const below = element("ul", "find-parts", ...parts.map((one) => element("li", "", this.link(one.url, one.title))));
    return element("li", "", title, ...where, excerpt(page.excerpt), ...(parts.length ? [below] : []));
  }
}
