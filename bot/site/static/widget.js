// The chat on a partner's page: one button, and a panel whose frame is made when the button is first pressed.
// Needs nothing of the page's Content-Security-Policy but script-src and frame-src for the desk's origin.
(() => {
  "use strict";

  const script = document.currentScript;
  const desk = new URL(script.src).origin;
  const identityUrl = script.dataset.identityUrl;
  const LOOK = "partner-desk:look"; // the desk puts its partner's colours, side, name and contact here
  const TOLD = "partner-desk:told"; // and here its words in every language, and the sites that may show the chat
  const COLOURS = LOOK.colours || {};
  const SIDE = LOOK.side === "left" ? "left" : "right";
  const OPEN = "partner-desk:open";
  const FULL = matchMedia("(max-width: 480px), (max-height: 480px)"); // a phone, upright or sideways, or much zoom
  const PATIENCE = 8000; // milliseconds without a sign of life, after which the frame counts as gone
  const LOADING = 30000; // a slow line may take so long, if the frame shows that it lives
  const BLANK = 1500; // a frame that has loaded and still says nothing is the browser's own page of error
  const wished = (script.dataset.lang || document.documentElement.lang).slice(0, 2).toLowerCase();
  const language = TOLD.words[wished] ? wished : "en";
  const WORDS = TOLD.words[language];
  // partner-desk:shell

  let frame = null;
  let made = 0; // when the frame was made
  let listening = false; // whether the frame has said that it is there
  let wantsFocus = false;
  let unread = 0;
  let cameFrom = null;
  let watch = 0;

  const host = document.createElement("partner-desk");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const shell = makeShell();
  root.append(shell.launcher, shell.panel);

  function isOpen() {
    return !shell.panel.hidden;
  }

  function show() {
    const open = isOpen();
    const { launcher, badge, panel } = shell;
    const news = WORDS[unread === 1 ? "unread_one" : "unread_many"].replace("{count}", unread);
    launcher.setAttribute("aria-expanded", String(open));
    launcher.setAttribute("aria-label", open ? WORDS.close : unread ? news : WORDS.open);
    launcher.hidden = open && FULL.matches;
    launcher.replaceChildren(makeIcon(open ? "close" : "open"), badge);
    badge.hidden = open || unread === 0;
    badge.textContent = unread > 9 ? "9+" : String(unread);
    if (FULL.matches) panel.setAttribute("aria-modal", "true");
    else panel.removeAttribute("aria-modal");
    fit();
  }

  // The keyboard of a phone takes its place from the panel, and must not push the header out of sight.
  function fit() {
    const seen = window.visualViewport;
    const narrowed = isOpen() && FULL.matches && seen && seen.scale === 1;
    shell.panel.style.height = narrowed ? `${seen.height}px` : "";
    shell.panel.style.top = narrowed ? `${seen.offsetTop}px` : "";
  }

  // --- the frame, and what stands in for it --------------------------------------------------------------------

  function mayShow() {
    return [desk, ...TOLD.origins].some((allowed) => {
      const [scheme, domain] = allowed.split("://*.");
      return domain ? location.origin.startsWith(`${scheme}://`) && location.origin.endsWith(`.${domain}`) : allowed === location.origin;
    });
  }

  function makeFrame() {
    frame?.remove();
    shell.card.hidden = true;
    listening = false;
    made = Date.now();
    frame = document.createElement("iframe");
    frame.title = WORDS.frame;
    frame.src = `${desk}/widget/?lang=${language}`;
    const mine = frame;
    frame.addEventListener("load", () => mine === frame && !listening && expectLife(BLANK));
    shell.body.prepend(frame);
    HEARD.header({ line: WORDS.starting });
    expectLife(PATIENCE);
  }

  function expectLife(milliseconds) {
    clearTimeout(watch);
    watch = setTimeout(() => fail(WORDS.gone), milliseconds);
  }

  function lives(ready) {
    clearTimeout(watch);
    if (ready && !shell.card.hidden) {
      shell.card.hidden = true;
      if (root.activeElement) frame.focus();
    }
    if (!listening && !ready) expectLife(Math.max(0, Math.min(PATIENCE, made + LOADING - Date.now())));
  }

  function fail(text) {
    clearTimeout(watch);
    if (!shell.card.hidden) return;
    HEARD.header({ line: "" });
    shell.text.textContent = text;
    shell.card.hidden = false;
    if (isOpen() && document.activeElement === host) shell.retry.focus();
  }

  function tell(type, more) {
    if (listening) frame.contentWindow.postMessage({ type: `partner-desk:${type}`, ...more }, desk);
  }

  // --- opening and closing -------------------------------------------------------------------------------------

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
    stopCounting();
    wantsFocus = takeFocus;
    shell.panel.hidden = false;
    show();
    remember(true);
    if (takeFocus && FULL.matches) letBackClose();
    if (frame === null && mayShow()) makeFrame();
    if (takeFocus) (shell.card.hidden ? frame || shell.close : shell.retry).focus();
    if (listening) {
      tell("shown", { focus: takeFocus });
      expectLife(PATIENCE);
    } else if (frame === null) {
      console.error(`partner-desk: ${location.origin} may not show the chat: name it in widget.origins (partner.yml)`);
      fail(WORDS.not_here);
    }
  }

  // Where the panel fills the screen, the way back leads to the page and not to the one before it.
  function letBackClose() {
    try {
      history.pushState({ ...history.state, partnerDesk: true }, "");
    } catch {
      // A page without a history of its own: the other ways out remain.
    }
  }

  function close() {
    clearTimeout(watch);
    shell.panel.hidden = true;
    show();
    remember(false);
    tell("hidden");
    if (history.state?.partnerDesk) history.back();
    const elsewhere = cameFrom && ![document.body, host].includes(cameFrom) && cameFrom.isConnected;
    (elsewhere ? cameFrom : shell.launcher).focus();
  }

  // Who is signed in is asked of the page's own server, each time the chat wants to begin.
  async function identity() {
    if (!identityUrl) return null;
    const answer = await fetch(identityUrl, { credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status === 204) return null;
    if (!answer.ok) throw new Error(`the identity address answered ${answer.status}`);
    return (await answer.json()).identity;
  }

  async function begin() {
    try {
      tell("start", { identity: await identity(), open: isOpen(), focus: wantsFocus });
    } catch (problem) {
      console.error("partner-desk:", problem.message);
      tell("no-identity");
    }
  }

  const HEARD = {
    alive: () => lives(false),
    failed: () => fail(WORDS.gone),
    ready: () => {
      listening = true;
      lives(true);
      begin();
    },
    close: () => isOpen() && close(),
    unread: ({ count }) => {
      if (!Number.isInteger(count) || isOpen()) return;
      unread = count;
      show();
    },
    logo: ({ picture }) => picture instanceof ImageBitmap && drawLogo(shell, picture),
    header: ({ name, initials, line, tools }) => {
      shell.name.textContent = name ? String(name) : LOOK.name;
      shell.face.textContent = String(initials || "");
      shell.face.hidden = !initials;
      shell.plate.hidden = Boolean(initials) || !shell.logo.width;
      shell.line.textContent = String(line);
      shell.list.hidden = !tools?.list;
      shell.restart.hidden = !tools?.restart;
    },
  };

  addEventListener("message", (event) => {
    if (frame === null || event.source !== frame.contentWindow || event.origin !== desk) return;
    const [whose, type] = String(event.data?.type).split(":");
    if (whose === "partner-desk" && Object.hasOwn(HEARD, type)) HEARD[type](event.data);
  });
  document.addEventListener("securitypolicyviolation", (event) => {
    if (frame && !listening && /^(frame|child)-src/.test(event.effectiveDirective) && event.blockedURI.startsWith(desk)) fail(WORDS.not_here);
  });
  shell.launcher.addEventListener("click", () => (isOpen() ? close() : open(true)));
  shell.close.addEventListener("click", close);
  shell.leave.addEventListener("click", close);
  shell.retry.addEventListener("click", () => {
    makeFrame();
    frame.focus();
  });
  for (const name of ["list", "restart"]) shell[name].addEventListener("click", () => (frame.focus(), tell(name)));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) close();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-partner-desk-open]") && !isOpen()) open(true);
  });
  addEventListener("popstate", () => isOpen() && FULL.matches && !history.state?.partnerDesk && close());
  FULL.addEventListener("change", show);
  window.visualViewport?.addEventListener("resize", fit);
  window.visualViewport?.addEventListener("scroll", fit);

  show();
  document.body.append(host);
  if (remembered() && !FULL.matches) open(false);
  else count();
})();
