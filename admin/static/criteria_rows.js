"use strict";
// Rows of the tree: what can be done with one is shown at once, and one is dragged to where another one stands.
// Without this file a row's own button shows what can be done, and moves it step by step.
(() => {
  const form = document.getElementById("criteria"), tree = form && form.querySelector("table.tree");
  if (!tree) return;
  const rows = [...tree.tBodies[0].rows], code = (row) => row.dataset.code, byCode = new Map(rows.map((row) => [code(row), row]));
  const beside = (row) => rows.filter((each) => each.dataset.parent === row.dataset.parent);
  const isWithin = (row, other) => Boolean(row) && (row === other || isWithin(byCode.get(row.dataset.parent), other));

  // ---- what can be done with a row ----
  const close = () => { for (const open of tree.querySelectorAll(".choices-of-row")) open.remove(); };
  const open = (row) => {
    const choices = document.getElementById("choices").content.cloneNode(true), siblings = beside(row), place = siblings.indexOf(row);
    const cannot = { up: place === 0, in: place === 0, down: place === siblings.length - 1, out: !row.dataset.parent };
    for (const button of choices.querySelectorAll("button")) {
      button.disabled = cannot[button.value.split(":")[0]];
      button.value = button.value.replace("~", code(row));
    }
    for (const link of choices.querySelectorAll("a")) link.href = link.href.replace("~", encodeURIComponent(code(row)));
    row.querySelector(".more").append(choices);
    row.querySelector(".choices-of-row :is(button:enabled, a)").focus();
  };
  tree.addEventListener("click", (event) => {
    const button = event.target.closest('button[value^="menu:"]');
    if (!button) return;
    event.preventDefault();
    const row = button.closest("tr"), wasOpen = row.querySelector(".choices-of-row");
    close();
    if (!wasOpen) open(row);
  });
  tree.addEventListener("keydown", (event) => {
    const choices = event.target.closest(".choices-of-row");
    if (event.key !== "Escape" || !choices) return;
    choices.parentElement.querySelector("button").focus();
    close();
  });

  // ---- dragging ----
  let dragged = null, way = "", onto = null;
  const clear = () => { for (const row of rows) row.classList.remove("drop-before", "drop-after", "drop-into", "dragged"); };
  const lastOf = (row) => rows.findLast((each) => isWithin(each, row));
  for (const row of rows) {
    const grip = document.createElement("span");
    grip.className = "grip";
    grip.draggable = true;
    grip.title = tree.dataset.drag;
    grip.textContent = "\u2807";
    grip.setAttribute("aria-hidden", "true");
    row.cells[0].prepend(grip);
  }
  tree.addEventListener("dragstart", (event) => {
    if (!event.target.classList || !event.target.classList.contains("grip")) return;
    close();
    dragged = event.target.closest("tr");
    event.dataTransfer.setData("text/plain", code(dragged));
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(dragged, 0, 0);
  });
  tree.addEventListener("dragover", (event) => {
    onto = event.target.closest("tbody tr");
    clear();
    if (!dragged || !onto || isWithin(onto, dragged)) { onto = null; return; }
    event.preventDefault();
    const box = onto.getBoundingClientRect(), down = (event.clientY - box.top) / box.height;
    const edge = "sums" in onto.dataset ? 0.3 : 0.5; // only what has parts already takes in another one
    way = down < edge ? "before" : down > 1 - edge || edge === 0.5 ? "after" : "into";
    for (const row of rows) row.classList.toggle("dragged", isWithin(row, dragged));
    (way === "after" ? lastOf(onto) : onto).classList.add("drop-" + way);
  });
  tree.addEventListener("drop", (event) => {
    if (!dragged || !onto) return;
    event.preventDefault();
    const button = document.createElement("button"); // what a row's own buttons send
    button.name = "do";
    button.value = [way, code(dragged), code(onto)].join(":");
    button.hidden = true;
    form.append(button);
    form.requestSubmit(button);
  });
  tree.addEventListener("dragend", () => { dragged = null; clear(); });
})();
