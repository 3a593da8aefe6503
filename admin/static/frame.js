"use strict";
// Leaving a form with something typed and not saved asks first; everything else works without this file.
(() => {
  let changed = false;
  document.addEventListener("input", (event) => {
    if (event.target.form && event.target.form.method === "post" && !event.target.form.dataset.free) changed = true;
  });
  document.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
})();
