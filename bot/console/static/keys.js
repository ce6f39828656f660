// Shortcuts: every element with data-key ("r", or "g w" for two keys) is reached by it; "?" lists what the page has.
(() => {
  "use strict";
  const dialog = document.getElementById("keys");
  if (!dialog) return;
  const words = JSON.parse(document.getElementById("words").textContent).keys;
  const use = document.getElementById("with-keys");
  let first = "";
  let timer = 0;

  try { use.checked = localStorage.getItem("desk-keys") !== "off"; } catch { /* on */ }
  use.addEventListener("change", () => {
    try { localStorage.setItem("desk-keys", use.checked ? "on" : "off"); } catch { /* until reload */ }
  });

  const isWriting = (target) => target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName)
    || (target.tagName === "INPUT" && !/^(button|checkbox|radio|submit)$/.test(target.type));
  const reachable = (element) => !element.disabled && element.getClientRects().length > 0;

  function perform(keys) {
    const found = [...document.querySelectorAll("[data-key]")]
      .find((element) => element.dataset.key === keys && (reachable(element) || element.tagName === "A"));
    if (!found) return false;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(found.tagName)) found.focus(); else found.click();
    return true;
  }

  function leave(event) {
    const open = document.querySelector("details.user[open], details.menu[open], details.info[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); } else if (isWriting(event.target)) event.target.blur();
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (event.key === "Escape") { leave(event); return; }
    if (isWriting(event.target) || event.key.length !== 1 || !use.checked) {
      if (event.key !== "?" || isWriting(event.target)) return;
    }
    clearTimeout(timer);
    const keys = first ? `${first} ${event.key}` : event.key;
    first = "";
    if (keys === "?") { open(); event.preventDefault(); return; }
    if (perform(keys)) { event.preventDefault(); return; }
    if (document.querySelector(`[data-key^="${CSS.escape(event.key)} "]`)) {
      first = event.key;
      timer = setTimeout(() => { first = ""; }, 1500);
    }
  });

  function line(keys, label) {
    const row = document.createElement("div");
    const term = document.createElement("dt");
    keys.split(" ").forEach((key, index) => {
      if (index) term.append(` ${words.then} `);
      term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    });
    row.append(term, Object.assign(document.createElement("dd"), { textContent: label }));
    return row;
  }

  function list(title, lines) {
    if (!lines.length) return [];
    const heading = Object.assign(document.createElement("h3"), { textContent: title });
    const rows = document.createElement("dl");
    rows.append(...lines.map(([keys, label]) => line(keys, label)));
    return [heading, rows];
  }

  function open() {
    const all = [...document.querySelectorAll("[data-key][data-key-label]")];
    const seen = new Set();
    const pairs = (elements) => elements.filter((element) => !seen.has(element.dataset.key) && seen.add(element.dataset.key))
      .map((element) => [element.dataset.key, element.dataset.keyLabel]);
    const here = pairs(all.filter((element) => element.dataset.keyGroup !== "go" && reachable(element)));
    const go = pairs(all.filter((element) => element.dataset.keyGroup === "go"));
    const always = [["?", words.help], [words.escape_key, words.escape], [words.submit_key, words.submit]];
    dialog.querySelector(".key-lists").replaceChildren(
      ...list(words.here, here), ...list(words.go, go), ...list(words.always, always));
    dialog.showModal();
  }

  document.addEventListener("click", (event) => { if (event.target.closest("[data-opens=keys]")) open(); });
})();
