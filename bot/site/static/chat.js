// The chat inside the frame: gets a token, runs Direct Line, survives a reload, and says in words what goes wrong.
(() => {
  "use strict";

  const config = JSON.parse(document.getElementById("config").textContent);
  const words = config.words;
  const { recall, remember, subjectOf, grant, ended } = window.PartnerDeskSession;
  const EXPIRED = 3; // ConnectionStatus of Direct Line's client
  const FAILED = 4;
  const ONLINE = 2;
  const REGAINED_FOR = 4000; // milliseconds the good news stays
  const SAVE_EVERY = 10000; // well within the minute for which a renewed token is still good
  const DESK = "Partner Desk"; // the name of everything no person said
  const ASK_EVERY = 3000; // while the connection is lost: whether it is the session that ended
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const embedded = window.parent !== window;
  const at = (id) => document.getElementById(id);

  let hostOrigin = null;
  let shown = !embedded;
  let focusWhenReady = false;
  let unread = 0;
  let lost = false;
  let current = null; // { line, store, subject, conversation }

  // --- the page around the frame -----------------------------------------------------------------------------

  function tell(type, more) {
    // Nothing here is secret; before the page has spoken, its origin is not known.
    if (embedded) window.parent.postMessage({ type: `partner-desk:${type}`, ...more }, hostOrigin || "*");
  }

  function mayEmbed(origin) {
    return [location.origin, ...config.embedders].some((allowed) => {
      if (!allowed.includes("*.")) return allowed === origin;
      const [scheme, domain] = allowed.split("*.");
      return origin.startsWith(scheme) && origin.endsWith(`.${domain}`);
    });
  }

  function hear(event) {
    if (event.source !== window.parent || !mayEmbed(event.origin)) return;
    hostOrigin = event.origin;
    const { type, identity, open, focus } = event.data || {};
    if (type === "partner-desk:start") {
      shown = Boolean(open);
      focusWhenReady = Boolean(focus);
      start(typeof identity === "string" ? identity : null);
    }
    if (type === "partner-desk:no-identity") trouble(words.refused, words.retry, begin);
    if (type === "partner-desk:hidden") shown = false;
    if (type === "partner-desk:shown") becomeShown(focus);
    if (type === "partner-desk:restart") at("ask").showModal();
  }

  function becomeShown(focus) {
    tell("alive");
    shown = true;
    unread = 0;
    focusWhenReady = Boolean(focus);
    focusInput();
  }

  function begin() {
    state("starting", words.starting);
    if (embedded) tell("ready");
    else start(null);
  }

  // --- connection --------------------------------------------------------------------------------------------

  function save() {
    // The client renews its token by itself and keeps the living one in `token`.
    if (current) remember({ subject: current.subject, conversation: current.conversation, token: current.line.token });
  }

  async function start(identity) {
    stop();
    state("starting", words.starting);
    try {
      const subject = subjectOf(identity);
      let earlier = recall();
      if (earlier && earlier.subject !== subject) {
        remember(null);
        earlier = null;
      }
      const granted = await grant(identity, earlier, config.lang);
      connect(granted, subject, earlier !== null && earlier.conversation === granted.conversationId);
    } catch (problem) {
      console.error("partner-desk:", problem.message);
      const text = { 401: words.refused, 403: words.refused, 429: words.too_busy }[problem.status] || words.unreachable;
      trouble(text, words.retry, begin);
    }
  }

  function connect(granted, subject, resumed) {
    const line = window.WebChat.createDirectLine({
      domain: `${location.origin}/v3/directline`,
      token: granted.token,
      webSocket: true,
      ...(resumed ? { conversationId: granted.conversationId, watermark: "0" } : {}),
    });
    current = { line, subject, conversation: granted.conversationId, store: window.WebChat.createStore({}, watch) };
    save();
    const mine = current;
    line.connectionStatus$.subscribe((status) => {
      if (current !== mine) return;
      if (status === ONLINE) online();
      if (status === EXPIRED) trouble(words.expired, words.continue, begin);
      if (status === FAILED) trouble(words.unreachable, words.retry, begin);
    });
    const place = document.createElement("div");
    place.id = "chat";
    at("chat").replaceWith(place);
    render();
    at("restart").disabled = false;
  }

  function stop() {
    const earlier = current;
    current = null;
    lost = false;
    at("restart").disabled = true;
    at("notice").hidden = true;
    at("chat").replaceChildren(); // nothing of one person's conversation may stay for the next
    if (earlier) earlier.line.end();
  }

  function render() {
    if (!current) return;
    const look = window.PartnerDeskLook(dark.matches, config.typing);
    window.WebChat.renderWebChat(
      { directLine: current.line, store: current.store, userID: "customer", locale: config.locale, nonce: config.nonce, sendTypingIndicator: true, ...look },
      at("chat"),
    );
  }

  function watch() {
    return (next) => (action) => {
      const activity = action.type === "DIRECT_LINE/INCOMING_ACTIVITY" && action.payload.activity;
      if (!activity || activity.type !== "message" || activity.from.role !== "bot") return next(action);
      if (!shown) {
        unread += 1;
        tell("unread", { count: unread });
      }
      return next({ ...action, payload: { ...action.payload, activity: signed(activity) } });
    };
  }

  // Customers see who writes: what a person says stands below that person's name, as it was typed.
  function signed(activity) {
    const { name } = activity.from;
    if (!name || name === DESK) return activity;
    return { ...activity, textFormat: "markdown", text: `**${typed(name)}**\n\n${typed(activity.text)}` };
  }

  function typed(text) {
    const parts = text.split(/(https?:\/\/\S+)/); // addresses stay, and become links
    return parts.map((part, index) => (index % 2 ? part : literal(part))).join("").replace(/\n/g, "  \n");
  }

  // Nothing a person types is a mark: no list from "- " or "1.", no heading, no entity, no block of code.
  function literal(text) {
    return text.replace(/[\\`*_[\]<>#~|&=+-]/g, "\\$&").replace(/^(\s*\d+)([.)])/gm, "$1\\$2")
      .replace(/^[ \t]+/gm, (blank) => "\u00a0".repeat(blank.length));
  }

  // --- what the customer is told -----------------------------------------------------------------------------

  function state(name, text) {
    document.body.dataset.state = name;
    at("state").textContent = text;
    tell("header", { line: text, tools: { restart: !at("restart").disabled } });
  }

  function online() {
    at("notice").hidden = true;
    state("online", lost ? words.regained : "");
    if (lost) setTimeout(() => document.body.dataset.state === "online" && state("online", ""), REGAINED_FOR);
    lost = false;
    save();
    focusInput();
  }

  function offline() {
    if (!current || document.body.dataset.state !== "online") return;
    lost = true;
    state("lost", words.lost);
    findOut(current);
  }

  // The client takes a token that ended for a desk that is away, and would try for ever.
  async function findOut(mine) {
    while (current === mine && lost) {
      if (await ended(mine.conversation, mine.line.token)) {
        if (current === mine) trouble(words.expired, words.continue, begin);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
    }
  }

  function trouble(text, action, act) {
    lost = false;
    state("stopped", "");
    at("notice-text").textContent = text;
    at("notice-action").textContent = action;
    at("notice-action").hidden = false;
    at("notice-action").onclick = () => {
      at("notice").hidden = true;
      focusWhenReady = true;
      act();
    };
    at("notice").hidden = false;
    if (shown && document.hasFocus()) at("notice-action").focus();
  }

  function focusInput() {
    const input = document.querySelector("[data-id='webchat-sendbox-input']");
    if (!focusWhenReady || !shown || !input) return;
    focusWhenReady = false;
    input.focus();
  }

  // Direct Line's client reconnects silently; the customer should know. So its sockets are watched.
  window.WebSocket = class extends window.WebSocket {
    constructor(...args) {
      super(...args);
      const mine = current;
      this.addEventListener("open", () => current === mine && lost && online());
      this.addEventListener("close", () => current === mine && offline());
    }
  };

  // --- controls ----------------------------------------------------------------------------------------------

  at("close").hidden = !embedded;
  at("close").addEventListener("click", () => tell("close"));
  at("restart").addEventListener("click", () => at("ask").showModal());
  at("ask").addEventListener("close", () => {
    if (at("ask").returnValue !== "yes") return;
    at("ask").returnValue = "";
    stop();
    remember(null);
    focusWhenReady = true;
    begin();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !at("ask").open) tell("close");
  });
  addEventListener("message", hear);
  addEventListener("pagehide", save);
  addEventListener("offline", offline);
  setInterval(save, SAVE_EVERY);
  dark.addEventListener("change", render);

  if (window.WebChat && window.PartnerDeskLook) {
    window.PartnerDeskChat = true; // chat-alive.js tells the page when this never comes
    begin();
  }
})();
