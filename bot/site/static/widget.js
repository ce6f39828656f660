// The chat on a partner's page: one button, and a frame that is made when the button is first pressed.
// Needs nothing of the page's Content-Security-Policy but script-src and frame-src for the desk's origin.
(() => {
  "use strict";

  const script = document.currentScript;
  const desk = new URL(script.src).origin;
  const identityUrl = script.dataset.identityUrl;
  const LOOK = "partner-desk:look"; // the desk puts its partner's colours, side, name and contact here
  const COLOURS = LOOK.colours || {};
  const SIDE = LOOK.side === "left" ? "left" : "right";
  const OPEN = "partner-desk:open";
  const PHONE = matchMedia("(max-width: 480px)");
  const ALL_WORDS = {
    en: { open: "Open the support chat", close: "Close the support chat", frame: "Support chat", unread: (n) => `Open the support chat, ${n} new` },
    fr: { open: "Ouvrir la messagerie d’assistance", close: "Fermer la messagerie d’assistance", frame: "Messagerie d’assistance", unread: (n) => `Ouvrir la messagerie d’assistance, ${n} nouveau${n > 1 ? "x" : ""}` },
  };
  const wished = (script.dataset.lang || document.documentElement.lang).slice(0, 2).toLowerCase();
  const language = ALL_WORDS[wished] ? wished : "en";
  const WORDS = ALL_WORDS[language];
  const STYLE = `
    :host { all: initial; --header: ${COLOURS.header || "#12284c"}; --header-text: ${COLOURS.header_text || "#fff"}; }
    [hidden] { display: none !important; }
    button { position: fixed; z-index: 2147483000; ${SIDE}: 20px; bottom: 20px; width: 60px; height: 60px; padding: 0; border: 1px solid rgb(255 255 255 / 25%); border-radius: 50%;
      display: grid; place-items: center; color: var(--header-text); background: var(--header); cursor: pointer; box-shadow: 0 6px 24px rgb(10 17 32 / 35%); }
    button:hover { background: color-mix(in srgb, var(--header) 88%, var(--header-text)); }
    button:focus-visible { outline: 3px solid #1557b8; outline-offset: 3px; }
    svg { width: 28px; height: 28px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
    .badge { position: absolute; top: -3px; right: -3px; min-width: 22px; height: 22px; padding: 0 6px; border-radius: 11px; font: 700 13px/22px system-ui, sans-serif; color: #fff; background: #b3261e; }
    iframe { position: fixed; z-index: 2147483001; ${SIDE}: 20px; bottom: 92px; width: min(420px, calc(100vw - 40px)); height: min(760px, calc(100vh - 112px)); border: 0; border-radius: 18px;
      background: #f5f7fb; box-shadow: 0 12px 48px rgb(10 17 32 / 32%), 0 0 0 1px rgb(10 17 32 / 8%); color-scheme: normal; }
    @media (prefers-color-scheme: dark) {
      iframe { background: #0f172a; box-shadow: 0 12px 48px rgb(0 0 0 / 60%), 0 0 0 1px rgb(255 255 255 / 14%); }
      button:focus-visible { outline-color: #8ab8ff; }
    }
    @media (max-width: 480px) { iframe { inset: 0; width: 100%; height: 100%; border-radius: 0; box-shadow: none; } }
    @media print { :host { display: none; } }`;
  const ICONS = { open: "M4 5h16v11H9l-5 4z M8 9h8 M8 12h5", close: "M6 6l12 12 M18 6L6 18" };

  let frame = null;
  let listening = false; // whether the frame has said that it is there
  let wantsFocus = false;
  let unread = 0;
  let cameFrom = null;

  const host = document.createElement("partner-desk");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const launcher = makeLauncher();
  const { path, badge } = launcher;
  root.append(launcher.button);

  function makeLauncher() {
    const button = document.createElement("button");
    button.type = "button";
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(svg.namespaceURI, "path");
    svg.append(path);
    const badge = document.createElement("span");
    badge.className = "badge";
    badge.hidden = true;
    badge.setAttribute("aria-hidden", "true");
    button.append(svg, badge);
    return { button, path, badge };
  }

  function isOpen() {
    return frame !== null && !frame.hidden;
  }

  function show() {
    const open = isOpen();
    launcher.button.setAttribute("aria-expanded", String(open));
    launcher.button.setAttribute("aria-label", open ? WORDS.close : unread ? WORDS.unread(unread) : WORDS.open);
    launcher.button.hidden = open && PHONE.matches;
    path.setAttribute("d", open ? ICONS.close : ICONS.open);
    badge.hidden = open || unread === 0;
    badge.textContent = unread > 9 ? "9+" : String(unread);
  }

  function makeFrame() {
    frame = document.createElement("iframe");
    frame.title = WORDS.frame;
    frame.src = `${desk}/widget/?lang=${language}`;
    root.append(frame);
  }

  function tell(message) {
    if (listening) frame.contentWindow.postMessage(message, desk);
  }

  function remember(open) {
    try {
      sessionStorage.setItem(OPEN, open ? "1" : "");
    } catch {
      // Storage may be forbidden on the host page; then the chat is merely closed after the next page.
    }
  }

  function remembered() {
    try {
      return sessionStorage.getItem(OPEN) === "1";
    } catch {
      return false;
    }
  }

  function open(takeFocus) {
    cameFrom = document.activeElement;
    unread = 0;
    if (frame === null) makeFrame();
    frame.hidden = false;
    show();
    remember(true);
    wantsFocus = takeFocus;
    if (takeFocus) frame.focus();
    tell({ type: "partner-desk:shown", focus: takeFocus });
  }

  function close() {
    frame.hidden = true;
    show();
    remember(false);
    tell({ type: "partner-desk:hidden" });
    const elsewhere = cameFrom && ![document.body, host].includes(cameFrom) && cameFrom.isConnected;
    (elsewhere ? cameFrom : launcher.button).focus();
  }

  // Who is signed in is asked of the page's own server, each time the chat wants to begin.
  async function identity() {
    if (!identityUrl) return null;
    const answer = await fetch(identityUrl, { credentials: "same-origin", cache: "no-store" });
    if (answer.status === 204) return null;
    if (!answer.ok) throw new Error(`the identity address answered ${answer.status}`);
    return (await answer.json()).identity;
  }

  async function begin() {
    try {
      tell({ type: "partner-desk:start", identity: await identity(), open: isOpen(), focus: wantsFocus });
    } catch (problem) {
      console.error("partner-desk:", problem.message);
      tell({ type: "partner-desk:no-identity" });
    }
  }

  addEventListener("message", (event) => {
    if (frame === null || event.source !== frame.contentWindow || event.origin !== desk) return;
    const { type, count } = event.data || {};
    if (type === "partner-desk:ready") {
      listening = true;
      begin();
    }
    if (type === "partner-desk:close" && isOpen()) close();
    if (type === "partner-desk:unread" && Number.isInteger(count) && !isOpen()) {
      unread = count;
      show();
    }
  });
  launcher.button.addEventListener("click", () => (isOpen() ? close() : open(true)));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) close();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-partner-desk-open]") && !isOpen()) open(true);
  });
  PHONE.addEventListener("change", show);

  show();
  document.body.append(host);
  if (remembered() && !PHONE.matches) open(false);
})();
