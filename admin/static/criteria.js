"use strict";
// While a draft is typed over: sums follow in the tree, and the sentence and the trial beside the form of a criterion.
// Without this file they follow once something is sent.
(() => {
  const SCALE = 6, ONE = 10n ** 6n;

  // Exactly, in millionths; null where what is typed is no number.
  const read = (text) => {
    const found = /^(-?)(\d+)(?:[.,](\d{1,6}))?$/.exec(text.trim());
    if (!found || /^-?(?!0\.)\d+\.\d{3}$/.test(text.trim())) return null;
    const size = BigInt(found[2]) * ONE + BigInt((found[3] || "").padEnd(SCALE, "0"));
    return found[1] ? -size : size;
  };
  const written = (number, decimal) => {
    const size = number < 0n ? -number : number, rest = (size % ONE).toString().padStart(SCALE, "0").replace(/0+$/, "");
    return (number < 0n ? "-" : "") + (size / ONE) + (rest ? decimal + rest : "");
  };

  const follow = (tree) => {
    const decimal = tree.dataset.decimal, rows = [...tree.tBodies[0].rows], caps = new Map(), parts = new Map();
    for (const row of rows) {
      const input = row.querySelector('input[name^="max_points:"]');
      caps.set(row.dataset.code, input ? read(input.value) : null);
      if (!parts.has(row.dataset.parent)) parts.set(row.dataset.parent, []);
      parts.get(row.dataset.parent).push(row);
    }
    const of = (list) => list.map((row) => caps.get(row.dataset.code));
    for (const row of rows) {
      const shown = row.querySelector("[data-sum]"), list = of(parts.get(row.dataset.code) || []), cap = caps.get(row.dataset.code);
      if (!shown || (row.dataset.sums || "none") === "none" || cap === null || list.includes(null)) continue;
      const come = row.dataset.sums === "sum" ? list.reduce((a, b) => a + b, 0n) : list.reduce((a, b) => (b > a ? b : a));
      const less = cap - come, sign = less === 0n ? "Fits" : less > 0n ? "Less" : "More";
      const words = tree.dataset[row.dataset.sums + sign];
      shown.textContent = words.replace("{points}", written(come, decimal)).replace("{difference}", written(less < 0n ? -less : less, decimal));
      shown.classList.toggle("differs", less !== 0n);
    }
    const areas = of((parts.get("") || []).filter((row) => !row.dataset.extra));
    if (!areas.includes(null)) tree.querySelector("[data-total]").textContent = written(areas.reduce((a, b) => a + b, 0n), decimal);
  };
  const tree = document.querySelector("#criteria table.tree");
  if (tree) tree.addEventListener("input", () => follow(tree));

  const form = document.getElementById("criterion");
  if (!form) return;
  const PARTS = ["meaning", "answer", "tried"];
  let waiting = 0, latest = 0;
  const look = async () => {
    const mine = ++latest, sent = new URLSearchParams(new FormData(form));
    sent.set("do", "preview");
    const isPost = form.method === "post";
    const answer = await fetch(isPost ? form.action : form.action + "?" + sent, isPost ? { method: "POST", body: sent } : {});
    if (!answer.ok || mine !== latest) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of PARTS) {
      const here = document.getElementById(id), there = page.getElementById(id);
      if (here && there && !here.contains(document.activeElement)) here.replaceWith(document.importNode(there, true));
    }
  };
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (!event.target.matches("[data-redraws]")) waiting = setTimeout(look, 300);
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-redraws]")) form.requestSubmit(form.querySelector('button[value="preview"]'));
  });
})();
