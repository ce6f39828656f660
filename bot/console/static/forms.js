// Forms: nothing is sent twice, nothing typed is lost, ready texts go into the text box.
(() => {
  "use strict";
  const DRAFT = "desk-draft:";
  const SENT = "desk-sent:";
  const keep = {
    get: (name) => { try { return sessionStorage.getItem(name); } catch { return null; } },
    set: (name, value) => { try { sessionStorage.setItem(name, value); } catch { /* not kept then */ } },
    drop: (name) => { try { sessionStorage.removeItem(name); } catch { /* nothing was kept */ } },
    names: () => { try { return Object.keys(sessionStorage); } catch { return []; } },
  };
  const words = JSON.parse(document.getElementById("words").textContent).forms;
  let pressed = null;
  const buttonsOf = (form) => form.querySelectorAll("button[type=submit], button:not([type])");

  function setBusy(form, busy) {
    form.toggleAttribute("data-busy", busy);
    for (const button of buttonsOf(form)) {
      if (busy && !button.disabled) button.dataset.held = "";
      if ("held" in button.dataset) button.disabled = busy;
      if (!busy) delete button.dataset.held;
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    const long = [...form.querySelectorAll("[data-limit]")].find((box) => lengthOf(box.value) > Number(box.dataset.limit));
    if (long) { event.preventDefault(); event.stopImmediatePropagation(); tell(long); long.focus(); return; }
    if (form.hasAttribute("data-busy")) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    if (form.contains(document.activeElement)) pressed = document.activeElement;
    // Later than the browser reads the form: a disabled button's own value would be missing.
    setTimeout(() => setBusy(form, true), 0);
    for (const box of form.querySelectorAll("[data-draft]")) keep.set(SENT + box.dataset.draft, box.value);
  }, true);

  addEventListener("pageshow", () => document.querySelectorAll("form[data-busy]").forEach((form) => setBusy(form, false)));

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target;
    if (form.tagName !== "FORM") return;
    setTimeout(() => { setBusy(form, false); comeBack(form); }, 0);
    if (event.detail.successful && "empties" in form.dataset) form.reset();
    for (const box of form.querySelectorAll("[data-draft]")) {
      const sent = keep.get(SENT + box.dataset.draft);
      keep.drop(SENT + box.dataset.draft);
      if (event.detail.successful) forget(box, sent);
    }
  });

  // A pressed button is disabled until the desk has answered, and a disabled one loses the focus.
  function comeBack(form) {
    if (form.contains(pressed) && document.activeElement === document.body) pressed.focus();
    pressed = null;
  }

  // What was typed on while the request was under way stays.
  function forget(box, sent) {
    if (sent !== null && box.value !== sent) return;
    keep.drop(DRAFT + box.dataset.draft);
    box.value = "";
  }

  document.addEventListener("input", (event) => {
    const draft = event.target.dataset && event.target.dataset.draft;
    if (!draft) return;
    if (event.target.value) keep.set(DRAFT + draft, event.target.value); else keep.drop(DRAFT + draft);
  });

  // What is too long is told and kept: nothing is cut, and nothing is sent until it fits. The desk counts the same way.
  const lengthOf = (text) => [...text.trim()].length;
  function tell(box) {
    const limit = Number(box.dataset.limit);
    const over = lengthOf(box.value) - limit;
    let told = document.getElementById(`${box.id}-over`);
    if (!told && over <= 0) return;
    if (!told) {
      told = Object.assign(document.createElement("p"), { id: `${box.id}-over`, className: "over-limit" });
      told.setAttribute("role", "alert");
      box.after(told);
    }
    const text = over > 0 ? words.too_long.replace("{over}", over).replace("{limit}", limit) : "";
    if (told.textContent !== text) told.textContent = text;
    box.toggleAttribute("aria-invalid", over > 0);
    if (over > 0) box.setAttribute("aria-invalid", "true");
  }
  document.addEventListener("input", (event) => { if (event.target.dataset && event.target.dataset.limit) tell(event.target); });

  function restore(root) {
    for (const box of root.querySelectorAll("[data-draft]")) {
      const draft = keep.get(DRAFT + box.dataset.draft);
      if (draft && draft === keep.get(SENT + box.dataset.draft)) keep.drop(DRAFT + box.dataset.draft);
      else if (draft && !box.value) box.value = draft;
      keep.drop(SENT + box.dataset.draft);
    }
  }

  // The page of a problem: what was sent was not taken.
  if (document.querySelector("[data-problem]")) keep.names().filter((name) => name.startsWith(SENT)).forEach(keep.drop);
  restore(document);
  document.addEventListener("htmx:load", (event) => restore(event.detail.elt));

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.target.tagName !== "TEXTAREA") return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    const box = button && document.getElementById(button.dataset.insert);
    if (!box || box.disabled) return;
    box.focus();
    const glued = /\S$/.test(box.value.slice(0, box.selectionStart));
    box.setRangeText((glued ? " " : "") + button.dataset.text, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
