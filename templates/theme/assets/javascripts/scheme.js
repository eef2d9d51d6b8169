/* Before the first paint: scripts work, and the reader may have chosen other colours than the device has. */
(() => {
  "use strict";
  document.documentElement.classList.replace("no-js", "js");
  try {
    const chosen = localStorage.getItem("amanah-scheme");
    if (chosen === "default" || chosen === "slate") document.body.dataset.mdColorScheme = chosen;
  } catch {
    // a browser that keeps nothing follows the device
  }
})();
