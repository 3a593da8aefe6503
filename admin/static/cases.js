"use strict";
// One box ticks all others of the form that it is about, and says whether all are. Without this file each is ticked.
for (const all of document.querySelectorAll("[data-all]")) {
  const form = document.getElementById(all.dataset.all);
  const boxes = () => [...form.elements].filter((each) => each.type === "checkbox" && each.name);
  const told = () => { all.checked = boxes().every((each) => each.checked); };
  all.addEventListener("change", () => { for (const each of boxes()) each.checked = all.checked; });
  document.addEventListener("change", (event) => { if (event.target.form === form && event.target !== all) told(); });
  all.closest("[hidden]").hidden = false;
  told();
}
