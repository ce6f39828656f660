// One composer for a reply and a private note: tabs choose which box is shown, one button sends what is in it.
(() => {
  "use strict";
  const place = document.querySelector(".composers[data-active]");
  if (!place) return;
  const tabs = [...place.querySelectorAll("[role=tab]")];
  const boxes = new Map(tabs.map((tab) => [tab.dataset.box, document.getElementById(tab.dataset.box)]));
  const send = place.querySelector(".composer button[type=submit]");

  function choose(which) {
    place.dataset.active = which;
    for (const tab of tabs) {
      const chosen = tab.dataset.box === which;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      boxes.get(tab.dataset.box).tabIndex = chosen ? 0 : -1;
    }
  }

  function markDrafts() {
    for (const tab of tabs) tab.querySelector(".has-draft").hidden = !boxes.get(tab.dataset.box).value.trim();
  }

  // A box that somebody or some program comes to is the one to be written in.
  for (const [which, box] of boxes) {
    box.addEventListener("focus", () => choose(which));
    box.addEventListener("input", markDrafts);
  }
  for (const tab of tabs) {
    tab.addEventListener("click", () => { choose(tab.dataset.box); boxes.get(tab.dataset.box).focus(); });
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
      choose(next.dataset.box);
      next.focus();
    });
  }

  // The button is the reply's own; with a note before one's eyes, or a note alone, it keeps the note.
  send.addEventListener("click", (event) => {
    const active = boxes.get(place.dataset.active);
    const other = [...boxes.values()].find((box) => box !== active && !box.form.contains(send) && box.value.trim());
    const box = active.value.trim() || !other ? active : other; // never a reply that is out of sight
    if (box.form.contains(send)) return;
    event.preventDefault();
    box.form.requestSubmit();
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    if (!place.contains(event.target)) return;
    setTimeout(markDrafts, 0);
  });
  choose(place.dataset.active);
  markDrafts();
})();

// Earlier messages are put above what is being read, which stays where it is; so does the focus.
(() => {
  "use strict";
  let kept = null;

  document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
    if (target.id !== "earlier") return;
    const reading = target.nextElementSibling;
    kept = { log: target.parentElement, reading, top: reading.getBoundingClientRect().top, focused: target.contains(document.activeElement) };
  });
  document.addEventListener("htmx:afterSwap", () => {
    if (!kept) return;
    const { log, reading, top, focused } = kept;
    kept = null;
    log.scrollTop += reading.getBoundingClientRect().top - top;
    if (focused) (log.querySelector("#earlier a") || log).focus({ preventScroll: true });
  });
})();
