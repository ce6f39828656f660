// Canned replies beside a composer: "/" in an empty text box opens the list, arrows and Enter choose.
(() => {
  "use strict";
  const place = document.querySelector("[data-canned]");
  const box = place && document.getElementById(place.dataset.canned);
  if (!box || box.disabled) return;
  const button = place.querySelector("[data-canned-open]");
  const panel = place.querySelector(".canned-panel");
  const words = panel.querySelector("input");
  const list = panel.querySelector("[role=listbox]");
  let asked = 0;
  let timer = 0;
  place.hidden = false;

  const options = () => [...list.querySelectorAll("[data-text]")];
  const chosen = () => list.querySelector("[aria-selected=true]");

  function mark(option) {
    for (const one of options()) one.setAttribute("aria-selected", String(one === option));
    if (option) {
      words.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else words.removeAttribute("aria-activedescendant");
  }

  async function load() {
    const mine = ++asked;
    const address = `${place.dataset.cannedFrom}?${new URLSearchParams({ q: words.value })}`;
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" } });
      if (!answer.ok || mine !== asked) return;
      list.innerHTML = await answer.text();
      mark(options()[0]);
    } catch {
      if (mine === asked) list.replaceChildren();
    }
  }

  function open() {
    panel.hidden = false;
    button.setAttribute("aria-expanded", "true");
    words.value = "";
    words.focus();
    load();
  }

  function close() {
    panel.hidden = true;
    button.setAttribute("aria-expanded", "false");
    clearTimeout(timer);
    asked++;
    box.focus();
  }

  // The first gap is selected: what is typed next fills it.
  function insert(text) {
    close();
    const start = box.selectionStart;
    box.setRangeText(text, start, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    const gap = /⟦[^⟦⟧\n]*⟧/.exec(text);
    if (gap) box.setSelectionRange(start + gap.index, start + gap.index + gap[0].length);
  }

  function step(by) {
    const all = options();
    if (all.length) mark(all[(all.indexOf(chosen()) + by + all.length) % all.length]);
  }

  box.addEventListener("keydown", (event) => {
    if (event.key !== "/" || box.value || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    event.preventDefault();
    open();
  });
  button.addEventListener("click", () => { if (panel.hidden) open(); else close(); });
  words.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(load, 120); });
  words.addEventListener("keydown", (event) => {
    const keys = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Escape: close,
      Enter: () => { const option = chosen(); if (option) insert(option.dataset.text); } };
    if (!keys[event.key] || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[data-text]");
    if (option) insert(option.dataset.text);
  });
  document.addEventListener("click", (event) => { if (!panel.hidden && !place.contains(event.target)) close(); });
})();
