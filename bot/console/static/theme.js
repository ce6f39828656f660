// Runs before anything is drawn, so that a chosen colour scheme never flashes in the other one first.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  let chosen = null;
  try { chosen = localStorage.getItem("desk-theme"); } catch { /* storage is switched off: follow the system */ }
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
})();
