// The frame itself: menus, colours, folded parts, the transcript's end, and answers that are none of ours.
(() => {
  "use strict";
  const root = document.documentElement;
  const alert = document.getElementById("alert");
  const words = JSON.parse(document.getElementById("words").textContent).live;
  const store = {
    get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* until reload */ } },
  };

  const menuButton = document.querySelector(".menu-button");
  if (menuButton) {
    menuButton.addEventListener("click", () => {
      const open = menuButton.getAttribute("aria-expanded") !== "true";
      menuButton.setAttribute("aria-expanded", String(open));
    });
  }

  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll("details.user[open], details.menu[open], details.info[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });

  for (const radio of document.querySelectorAll("#theme input")) {
    radio.checked = radio.value === (root.dataset.theme || "auto");
    radio.addEventListener("change", () => {
      store.set("desk-theme", radio.value);
      if (radio.value === "auto") delete root.dataset.theme; else root.dataset.theme = radio.value;
      document.dispatchEvent(new CustomEvent("desk:theme"));
    });
  }

  function unfold(scope) {
    for (const part of scope.querySelectorAll("details[data-remember]")) {
      const kept = store.get(`desk-fold:${part.id}`);
      if (kept) part.open = kept === "open";
      // Only what somebody folds: a page also folds by itself, on a phone or when it is enlarged.
      part.firstElementChild.addEventListener("click", () => store.set(`desk-fold:${part.id}`, part.open ? "closed" : "open"));
    }
  }

  // On a phone the facts stand below the work, folded; what somebody unfolds stays so.
  function foldOnPhone() {
    if (!matchMedia("(max-width: 56rem)").matches) return;
    for (const part of document.querySelectorAll(".facts-pane details[data-remember]")) {
      if (!store.get(`desk-fold:${part.id}`)) part.open = false;
    }
  }

  function follow(scope) {
    const found = scope.matches && scope.matches("[data-follows]") ? [scope] : scope.querySelectorAll("[data-follows]");
    for (const log of found) {
      let atEnd = true;
      let moved = 0; // when the page itself moved it last: such a scroll is nobody's wish
      const toEnd = () => { moved = performance.now(); log.scrollTop = log.scrollHeight; };
      log.addEventListener("scroll", () => { if (performance.now() - moved > 150) atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80; });
      const wanted = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      new MutationObserver(() => { moved = performance.now(); if (atEnd) toEnd(); }).observe(log, { childList: true, subtree: true });
      new ResizeObserver(() => { moved = performance.now(); if (atEnd) toEnd(); }).observe(log);
      // Who comes back from an invoice stands at the line it was opened from.
      if (wanted && log.contains(wanted)) { atEnd = false; wanted.scrollIntoView({ block: "center" }); } else toEnd();
    }
  }

  foldOnPhone();
  unfold(document);
  follow(document);
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt === document.body) return;
    unfold(event.detail.elt);
    follow(event.detail.elt);
  });

  // What was done is said for a while, in a part that the answer puts in place of the one before.
  let told = 0;
  document.addEventListener("htmx:oobAfterSwap", ({ detail: { target } }) => {
    if (target.id !== "notice") return;
    clearTimeout(told);
    told = setTimeout(() => document.getElementById("notice").replaceChildren(), 8000);
  });

  // Only the desk's own refusals are put on the page, not what a proxy answers in its place.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status < 400) { alert.replaceChildren(); return; }
    if (!xhr.getResponseHeader("HX-Retarget")) {
      event.detail.shouldSwap = false;
      alert.textContent = words.unexpected;
    }
  });
  document.addEventListener("htmx:sendError", () => { alert.textContent = words.unreachable; });
})();
