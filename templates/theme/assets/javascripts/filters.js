// Narrow the list of programs. The page stands whole without this script; with it, the choices also stand in the
// address, so that a narrowed list can be sent to somebody.
(() => {
  "use strict";
  const box = document.querySelector("[data-filters]");
  if (!box) return;
  const form = box.querySelector("form");
  const count = document.querySelector(".filter-count");
  const rows = [...document.querySelectorAll(".rows > .row")];
  const fields = [...form.elements].filter((one) => one.name);

  const fits = (row) => fields.every((one) => !one.value || (row.dataset[one.name] || "").split(" ").includes(one.value));

  const read = () => {
    const asked = new URLSearchParams(location.search);
    for (const one of fields) {
      const value = asked.get(one.name) || "";
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

  const show = () => {
    const chosen = fields.some((one) => one.value);
    for (const row of rows) row.hidden = !fits(row);
    const left = rows.filter((row) => !row.hidden).length;
    const words = left ? count.dataset.some : count.dataset.none;
    count.hidden = !chosen;
    count.textContent = chosen ? words.replace("{count}", left).replace("{all}", rows.length) : "";
    return chosen;
  };

  box.hidden = false;
  read();
  if (show()) box.open = true;
  form.addEventListener("change", () => { show(); write(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const one of fields) one.value = "";
    show();
    write();
  });
})();
