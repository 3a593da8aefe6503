"use strict";
// Leaving a form with something typed and not saved asks first, and what is sent is sent once; all else works without
// this file.
(() => {
  const unsaved = new Set();
  const keeps = (form) => form && form.method === "post" && !form.dataset.free;
  const inMain = [...document.querySelectorAll("main form")].filter(keeps);
  if ("unsaved" in document.body.dataset && inMain.length) unsaved.add(document.body);
  document.addEventListener("input", (event) => { if (keeps(event.target.form)) unsaved.add(event.target.form); });
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !keeps(event.target)) return;
    for (const told of [event.target, document.body]) unsaved.delete(told);
    const button = event.submitter;
    if (button) setTimeout(() => { button.disabled = true; });
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const button of document.querySelectorAll("button:disabled")) button.disabled = false;
  });
  window.addEventListener("beforeunload", (event) => { if (unsaved.size) event.preventDefault(); });
})();
