"use strict";
// While thresholds are typed, sentences and the picture follow by the page of the preview, which stores nothing. Where
// something else is chosen to be looked at, the fields follow too. Without this file, buttons do the same.
(() => {
  const FIELDS = "fields";
  let waiting, latest = 0;

  const replaced = (here, page) => {
    const there = page.getElementById(here.id), name = here.contains(document.activeElement) && document.activeElement.name;
    if (there) here.replaceChildren(...there.childNodes);
    const again = name && here.querySelector(`[name="${CSS.escape(name)}"]`);
    if (again) again.focus();
  };
  const show = async (form, redraws) => {
    const asked = ++latest;
    const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) });
    if (answer.status !== 200 || asked !== latest) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fields = redraws && document.getElementById(FIELDS);
    if (fields) replaced(fields, page);
    for (const live of document.querySelectorAll("[data-live]")) if (!fields || !fields.contains(live)) replaced(live, page);
  };
  const soon = (form, redraws, after) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show(form, redraws).catch(() => {}), after);
  };
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.dataset.preview) soon(form, event.target.matches("[data-redraws]"), event.target.matches("select") ? 0 : 350);
  });
})();
