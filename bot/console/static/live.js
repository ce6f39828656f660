// What arrives by itself: whether the stream is open, nothing twice, the number waiting in the tab's title.
(() => {
  "use strict";
  const words = JSON.parse(document.getElementById("words").textContent).live;
  const connection = document.getElementById("connection");
  const plainTitle = document.title;
  const addresses = new WeakMap();
  const lastIds = new Map();
  let lost = false;
  let timer = 0;

  // A stream the server refused is opened anew by the extension, without the browser's Last-Event-ID: so we say it.
  if (window.htmx) {
    htmx.createEventSource = (address) => {
      const url = new URL(address, location.href);
      if (lastIds.has(address)) url.searchParams.set("after", lastIds.get(address));
      const source = new EventSource(url);
      addresses.set(source, address);
      return source;
    };
  }

  function say(text) {
    connection.textContent = text;
  }

  document.addEventListener("htmx:sseError", (event) => {
    const { source } = event.detail;
    if (!lost) {
      lost = true;
      clearTimeout(timer);
      timer = setTimeout(() => say(words.lost), 1500);
    }
    if (source && source.readyState === EventSource.CLOSED) ask(source.url);
  });

  document.addEventListener("htmx:sseOpen", () => {
    clearTimeout(timer);
    if (!lost) return;
    lost = false;
    if (connection.textContent) {
      say(words.back);
      timer = setTimeout(() => say(""), 4000);
    }
  });

  // The session may have ended: then the page is asked for again, which leads to sign-in and back.
  async function ask(address) {
    const abort = new AbortController();
    try {
      const answer = await fetch(address, { headers: { Accept: "text/event-stream" }, signal: abort.signal });
      if (answer.status === 401) location.reload();
    } catch { /* no network: the extension tries again */ } finally { abort.abort(); }
  }

  // htmx passes the stream's own event as detail. What is on the page already is not added again after a replay.
  document.addEventListener("htmx:sseBeforeMessage", (event) => {
    const message = event.detail;
    const address = addresses.get(message.target);
    if (address && message.lastEventId) lastIds.set(address, message.lastEventId);
    if (isAppending(event.target) && isKnown(message.data)) event.preventDefault();
  });

  function isAppending(element) {
    return /^(beforeend|afterbegin|beforebegin|afterend)/.test(element.getAttribute("hx-swap") || "");
  }

  function isKnown(markup) {
    const template = document.createElement("template");
    template.innerHTML = markup;
    const added = [...template.content.children].filter((element) => !element.hasAttribute("hx-swap-oob"));
    return added.length > 0 && added.every((element) => element.id && document.getElementById(element.id));
  }

  function countInTitle() {
    const waiting = document.getElementById("count-waiting");
    const number = waiting ? waiting.textContent.trim() : "";
    document.title = number ? `(${number}) ${plainTitle}` : plainTitle;
  }

  document.addEventListener("htmx:sseMessage", countInTitle);
  document.addEventListener("htmx:oobAfterSwap", countInTitle);

  // Parts that are drawn anew may hold the focus, what is being typed, and what was unfolded: the focus stays where one
  // was, what is open stays open, and a part in which nothing has changed is left alone.
  const parts = ["state", "summary-so-far", "tags", "ratings", "file", "told"];
  const plain = (element) => element.innerHTML.replace(/\s+/g, "");
  const drawn = new Map(parts.map((id) => [id, document.getElementById(id)]).filter(([, part]) => part)
    .map(([id, part]) => [id, plain(part)]));
  let left = null;

  // A pressed button is disabled until the desk has answered, and a disabled one loses the focus.
  document.addEventListener("submit", ({ target, submitter }) => {
    const place = target.closest(parts.map((id) => `#${id}`).join());
    if (place) left = { element: submitter || target, place: place.id };
  });
  document.addEventListener("focusin", () => { left = null; });

  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    if (drawn.has(target.id)) {
      const next = plain(fragment.firstElementChild);
      if (drawn.get(target.id) === next) { event.detail.shouldSwap = false; return; }
      drawn.set(target.id, next);
    }
    for (const box of target.querySelectorAll("input.pick:checked")) {
      const next = fragment.querySelector(`input.pick[value="${CSS.escape(box.value)}"]`);
      if (next) next.checked = true;
    }
    for (const fold of target.querySelectorAll("details[id]")) {
      const next = fragment.querySelector(`#${CSS.escape(fold.id)}`);
      if (next) next.open = fold.open;
    }
    if (target.contains(document.activeElement)) left = { element: document.activeElement, place: target.id };
    target.querySelectorAll("form.htmx-request").forEach(awaitAnswer);
  });

  // A refusal is shown only for a form that is in the page: one whose answer is under way stays, out of sight, until then.
  function awaitAnswer(form) {
    form.hidden = true;
    for (const named of form.querySelectorAll("[id]")) named.removeAttribute("id");
    form.addEventListener("htmx:afterRequest", () => setTimeout(() => form.remove(), 0), { once: true });
    document.body.append(form);
  }

  // The same thing in the part drawn anew: by its id, as the line of a fold, or as a link to the same place.
  function sameAs(element, place) {
    if (element.id) return document.getElementById(element.id);
    const fold = element.tagName === "SUMMARY" && element.parentElement.id;
    if (fold) return document.querySelector(`#${CSS.escape(fold)} > summary`);
    return element.matches("a[href]") && document.querySelector(`#${place} a[href="${CSS.escape(element.getAttribute("href"))}"]`);
  }

  const firstShown = (selector) => [...document.querySelectorAll(selector)].find((one) => one.getClientRects().length);

  document.addEventListener("htmx:oobAfterSwap", () => {
    if (!left || (left.element.isConnected && !left.element.closest("form[hidden]"))) return;
    const { element, place } = left;
    left = null;
    if (document.activeElement !== document.body) return;
    const reply = place === "state" && document.getElementById("verb-hand-back") && document.getElementById("reply");
    const tag = place === "tags" && document.getElementById("tag");
    const next = sameAs(element, place) || reply || tag || firstShown(`#${place} button`) || firstShown(`#${place} a[href]`);
    (next || document.getElementById("main")).focus();
  });
})();
