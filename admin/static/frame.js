"use strict";
// Leaving a form with something typed and not saved asks first, what is sent is sent once, and on a phone the tab that
// is open is brought into view; all else works without this file.
(() => {
  for (const row of document.querySelectorAll(".menu, .tabs")) {
    const open = row.querySelector("[aria-current]")?.getBoundingClientRect(), seen = row.getBoundingClientRect();
    if (open) row.scrollLeft += open.left + open.width / 2 - seen.left - seen.width / 2;
  }
  const unsaved = new Set();
  let sent = [], button = null;
  const keeps = (form) => form && form.method === "post" && !form.dataset.free;
  const inMain = [...document.querySelectorAll("main form")].filter(keeps);
  if ("unsaved" in document.body.dataset && inMain.length) unsaved.add(document.body);
  document.addEventListener("input", (event) => { if (keeps(event.target.form)) unsaved.add(event.target.form); });
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !keeps(event.target)) return;
    sent = [event.target, document.body].filter((each) => unsaved.delete(each));
    button = event.submitter;
    if (button) setTimeout(() => { button.disabled = true; });
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const button of document.querySelectorAll("button:disabled")) button.disabled = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!unsaved.size) return;
    event.preventDefault();
    setTimeout(() => { // whoever chooses to stay has sent nothing
      for (const each of sent) unsaved.add(each);
      if (button) button.disabled = false;
    });
  });
})();
