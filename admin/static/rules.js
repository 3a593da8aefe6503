"use strict";
// While thresholds are typed, sentences and the picture follow by the page of the preview, which stores nothing.
(() => {
  let waiting, latest = 0;
  const show = async (form) => {
    const asked = ++latest;
    const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) });
    if (answer.status !== 200 || asked !== latest) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const live of document.querySelectorAll("[data-live]")) {
      const next = page.getElementById(live.id);
      if (next) live.replaceChildren(...next.childNodes);
    }
  };
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form || !form.dataset.preview || !event.target.closest(".typed-cell")) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => show(form).catch(() => {}), 350);
  });
})();
