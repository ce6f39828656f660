// The composers of a conversation: the button beside the reply also keeps a note that was written alone.
(() => {
  "use strict";
  const reply = document.getElementById("reply-form");
  const note = document.getElementById("note-form");
  if (!reply || !note) return;
  const replyBox = reply.querySelector("textarea");
  const noteBox = note.querySelector("textarea");

  reply.querySelector("button[type=submit]").addEventListener("click", (event) => {
    if (replyBox.value.trim() || !noteBox.value.trim()) return;
    event.preventDefault();
    note.requestSubmit();
  });
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
