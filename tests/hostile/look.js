/* What the browser's own parser made of hostile texts. Run in every page of the hostile site, before its scripts. */
const ACTIVE = new Set(
  ["iframe", "object", "embed", "base", "frame", "math", "marquee", "video", "audio", "template", "portal"],
);
const WORDS = new Set(
  ("ol li a article h1 h2 h3 h4 p div mark del details summary ul span code em strong blockquote s time br nav b " +
    "small cite table thead tbody tr td th section dl dt dd hr svg path label pre").split(" "),
);

function oddAttributes(one) {
  const html = one.namespaceURI.endsWith("xhtml");
  const odd = [];
  for (const { name, value } of one.attributes) {
    if (name.startsWith("on") || name === "srcdoc" || name === "formaction") odd.push(`${name}=${value}`);
    if (["href", "src", "action", "xlink:href", "data"].includes(name) && !(html && one.localName === "form")) {
      const goal = URL.canParse(value, document.baseURI) ? new URL(value, document.baseURI).protocol : "http:";
      if (!["http:", "https:", "mailto:"].includes(goal)) odd.push(`${name}=${value}`);
    }
  }
  return odd;
}

function odd() {
  const found = [];
  for (const one of document.querySelectorAll("*")) {
    const html = one.namespaceURI.endsWith("xhtml");
    if (ACTIVE.has(one.localName)) found.push(one.localName);
    if (html && ["style", "title", "meta"].includes(one.localName) && one.closest("body")) found.push(one.localName);
    const ours = one.localName === "script" && (one.src || "").endsWith("/assets/javascripts/filters.js") && !one.textContent;
    if (one.localName === "script" && !ours && (!html || one.closest(".sheet, .find, .panel, .contents"))) found.push("script");
    if (one.localName === "script" && one.src && new URL(one.src).origin !== location.origin) found.push(one.src);
    found.push(...oddAttributes(one));
  }
  return found;
}

/* Type every query, and wait for the answer to it. */
async function search(queries) {
  const box = document.querySelector(".find-query");
  const list = document.querySelector(".find-list");
  const said = document.querySelector(".find-meta");
  const found = [];
  let answered = 0;
  for (const query of queries) {
    said.textContent = "";
    box.value = query;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    for (let wait = 0; !said.textContent && wait < 500; wait += 1) await new Promise((done) => setTimeout(done, 10));
    if (!said.textContent) found.push(`${query}: no answer`);
    answered += list.childElementCount > 0;
    for (const one of list.querySelectorAll("*")) {
      if (!WORDS.has(one.localName)) found.push(`${query}: ${one.localName}`);
      found.push(...oddAttributes(one));
    }
  }
  return answered > queries.length / 10 ? found : [`only ${answered} of ${queries.length} queries were answered`];
}

/* A dialog counts as a hit, and never waits for an answer. */
for (const name of ["alert", "confirm", "prompt", "print"]) globalThis[name] = (said) => globalThis.__hit(`${name} ${said}`);

Object.assign(globalThis, { odd, search });
