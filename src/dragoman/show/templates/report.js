"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const text = document.querySelector(".text");
  const live = document.getElementById("live");
  const back = document.getElementById("back");
  let origin = null;

  function open(tab, focus) {
    for (const other of tabs) {
      const chosen = other === tab;
      other.setAttribute("aria-selected", String(chosen));
      other.tabIndex = chosen ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls")).hidden = !chosen;
    }
    if (focus) tab.focus();
  }
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => open(tab, false));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const goal = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : step ? (index + step + tabs.length) % tabs.length : -1;
      if (goal >= 0) { event.preventDefault(); open(tabs[goal], true); }
    });
  });
  open(tabs[0], false);

  for (const box of document.querySelectorAll("[data-layer]")) {
    const apply = () => text.classList.toggle("show-" + box.dataset.layer, box.checked);
    box.addEventListener("change", apply);
    apply();
  }

  const has = (piece, name, id) => (piece.dataset[name] || "").split(" ").includes(id);
  function show(id) {
    for (const piece of text.querySelectorAll(".on, .evidence")) piece.classList.remove("on", "evidence");
    let first = null;
    for (const piece of text.querySelectorAll("[data-own], [data-evidence]")) {
      const own = has(piece, "own", id), evidence = has(piece, "evidence", id);
      if (own) piece.classList.add("on");
      else if (evidence) piece.classList.add("evidence");
      if ((own || evidence) && !first) first = piece;
    }
    for (const record of document.querySelectorAll(".record")) record.classList.toggle("current", record.dataset.record === id);
    return first;
  }
  document.addEventListener("click", (event) => {
    const record = event.target.closest(".record");
    if (record) {
      event.preventDefault();
      const first = show(record.dataset.record);
      if (first) {
        first.scrollIntoView({ block: "center" });
        live.textContent = "Shown in the article: " + first.closest("p").textContent.slice(0, 200);
        origin = record;
        back.hidden = !matchMedia("(max-width: 60rem)").matches;
      }
      return;
    }
    const piece = event.target.closest(".text [data-own]");
    if (piece) {
      const ids = piece.dataset.own.split(" ");
      const shown = [...text.classList].filter((name) => name.startsWith("show-")).map((name) => name.slice(5));
      const record = ids.map((id) => [...document.querySelectorAll("[role=tabpanel] .record")].find((r) => r.dataset.record === id && !r.closest("#view-overview") && !r.closest("svg"))).filter(Boolean).pop();
      if (record && shown.length) {
        show(record.dataset.record);
        open(document.getElementById(record.closest("[role=tabpanel]").getAttribute("aria-labelledby")), false);
        record.scrollIntoView({ block: "center" });
        record.focus({ preventScroll: true });
      }
    }
  });
  back.addEventListener("click", () => {
    back.hidden = true;
    if (origin) { origin.scrollIntoView({ block: "center" }); origin.focus({ preventScroll: true }); }
  });
})();
