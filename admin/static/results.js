"use strict";
// A trial is made again after each change, in place, and what can be chosen follows; without this file buttons do both.
(() => {
  const chooser = document.getElementById("chooser");
  if (chooser) {
    chooser.addEventListener("change", (event) => {
      if (event.target.name === "rubric" || event.target.name === "period") chooser.submit(); // other agencies to choose from
    });
  }
  const form = document.getElementById("trial");
  if (!form) return;
  const PAUSE = 500;
  let waiting = 0;
  let asked = null;

  function put(page) {
    const outcome = page.getElementById("outcome");
    if (!outcome) return false;
    document.getElementById("outcome").replaceChildren(...outcome.childNodes);
    for (const told of form.querySelectorAll("[data-told]")) {
      const found = page.getElementById(told.id);
      told.replaceChildren(...(found ? found.childNodes : []));
      told.closest("td").classList.toggle("wrong", told.childElementCount > 0);
    }
    return true;
  }

  async function tried() {
    if (asked) asked.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), signal: asked.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!put(page)) form.submit(); // signed out, or refused as a whole: the page says so itself
    } catch (failure) {
      if (failure.name !== "AbortError") form.submit();
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(tried, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    tried();
  });
})();
