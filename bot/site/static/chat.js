// The chat inside the frame: gets a token, runs Direct Line, survives a reload, and says in words what goes wrong.
(() => {
  "use strict";

  const config = JSON.parse(document.getElementById("config").textContent);
  const words = config.words;
  const { recall, remember, subjectOf, ask, grant, standsAs } = window.PartnerDeskSession;
  const people = window.PartnerDeskPeople;
  const codes = window.PartnerDeskCodes; // where contacts may sign in with a mailed code
  const EXPIRED = 3; // ConnectionStatus of Direct Line's client
  const FAILED = 4;
  const ONLINE = 2;
  const REGAINED_FOR = 4000; // milliseconds the good news stays
  const SAVE_EVERY = 10000; // well within the minute for which a renewed token is still good
  const ASK_EVERY = 3000; // while the connection is lost: whether it works again, or the session has ended
  const SILENCE = 65000; // the desk shows a sign of life every 25 seconds: after two and a half the line is dead
  const LOOK_EVERY = 60000; // who answers, and when people are back, changes without a message too
  const SETTLE = 500; // messages that come together are looked at once
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const embedded = window.parent !== window;
  const at = (id) => document.getElementById(id);

  let hostOrigin = null;
  let shown = !embedded;
  let focusWhenReady = false;
  let unread = 0;
  let lost = false;
  let wish = null; // an own conversation to go on with, or "new"
  let current = null; // { line, store, subject, conversation }
  let standing = null; // who answers, as the desk said last
  let socket = null;
  let heard = 0; // when the socket brought something last
  const seen = { last: 0, told: 0 }; // numbers of rows

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
      people.logo().then((picture) => picture && tell("logo", { picture }));
    }
    if (type === "partner-desk:no-identity") trouble(words.refused, words.retry, begin);
    if (type === "partner-desk:hidden") {
      tellSeen();
      shown = false;
    }
    if (type === "partner-desk:shown") becomeShown(focus);
    if (type === "partner-desk:restart") at("restart").click();
    if (type === "partner-desk:list") at("list").click();
  }

  function becomeShown(focus) {
    tell("alive");
    shown = true;
    unread = 0;
    focusWhenReady = Boolean(focus);
    focusInput();
    look();
    see();
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
      const proof = identity || (codes ? await codes.identity() : null);
      codes?.show({ words, lang: config.lang, again: () => again(null) }, !identity && hostOrigin !== location.origin);
      const subject = subjectOf(proof);
      let earlier = recall();
      if (earlier && earlier.subject !== subject) {
        remember(null);
        earlier = null;
      }
      const granted = await grant(proof, earlier, config.lang, wish);
      wish = null;
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
    at("list").hidden = !subject;
    look();
  }

  function stop() {
    const earlier = current;
    current = standing = socket = null;
    lost = false;
    seen.last = seen.told = 0;
    at("restart").disabled = true;
    at("list").hidden = true;
    at("notice").hidden = true;
    tellZone("");
    window.PartnerDeskOwn.close();
    codes?.close();
    at("chat").replaceChildren(); // nothing of one person's conversation may stay for the next
    if (earlier) earlier.line.end();
  }

  function render() {
    if (current) renderChat({ directLine: current.line, store: current.store }, at("chat"));
  }

  function renderChat(connection, place, more) {
    const { styleOptions, ...look } = window.PartnerDeskLook(dark.matches, config.typing);
    const said = { ACTIVITY_BOT_SAID_ALT: words.said, ACTIVITY_BOT_ATTACHED_ALT: words.said };
    const options = { userID: "customer", locale: config.locale, nonce: config.nonce, sendTypingIndicator: true, overrideLocalizedStrings: said };
    const { attachmentMiddleware } = people;
    window.WebChat.renderWebChat({ ...connection, ...options, ...look, attachmentMiddleware, styleOptions: { ...styleOptions, ...more } }, place);
  }

  function watch() {
    const prepared = people.preparing();
    return (next) => (action) => {
      const activity = action.type === "DIRECT_LINE/INCOMING_ACTIVITY" && action.payload.activity;
      if (!activity || activity.type !== "message") return next(action);
      seen.last = Math.max(seen.last, Number(activity.id?.split("|")[1]) || 0);
      see();
      if (activity.from.role !== "bot") return next(action);
      if (!shown) {
        unread += 1;
        tell("unread", { count: unread });
      }
      look();
      return next({ ...action, payload: { ...action.payload, activity: prepared(activity) } });
    };
  }

  function settled(act) {
    let waits = 0;
    return () => {
      clearTimeout(waits);
      waits = setTimeout(act, SETTLE);
    };
  }

  // The desk counts what was not before the customer's eyes, on every device.
  const see = settled(tellSeen);

  async function tellSeen() {
    if (!current || !shown || document.hidden || seen.last <= seen.told) return;
    const seq = seen.last;
    try {
      await ask("/mine/seen", current.line.token, { seq });
      seen.told = Math.max(seen.told, seq);
    } catch (problem) {
      console.warn("partner-desk:", problem.message); // told with the next message
    }
  }

  // Where this browser's clock is; a journey changes it while the page stays open.
  function zone() {
    return Intl.DateTimeFormat().resolvedOptions().timeZone || "";
  }

  // Only for readers whose clock shows another time; the desk decides.
  function tellZone(city) {
    at("times").hidden = !city;
    at("times").textContent = city ? words.times_of.replace("{city}", city) : "";
  }

  // Who answers, when people are back, and whether the customer went on elsewhere.
  const look = settled(async () => {
    const mine = current;
    if (!mine || !shown || document.hidden) return;
    try {
      const found = await ask(`/mine/standing?${new URLSearchParams({ lang: config.lang, zone: zone() })}`, mine.line.token);
      if (current !== mine) return;
      standing = found;
      tellZone(found.timesOf);
      if (document.body.dataset.state === "online") state("online", "");
      if (found.current && found.current !== mine.conversation) trouble(words.elsewhere, words.go_there, begin);
    } catch (problem) {
      console.warn("partner-desk:", problem.message); // looked at again with the next message
    }
  });

  // --- what the customer is told -----------------------------------------------------------------------------

  function state(name, text) {
    document.body.dataset.state = name;
    const who = standing ? people.header(standing, words) : { name: null, initials: "", line: "" };
    const line = text || (name === "online" ? who.line : "");
    at("state").textContent = line;
    tell("header", { ...who, line, tools: { restart: !at("restart").disabled, list: !at("list").hidden } });
  }

  function online() {
    at("notice").hidden = true;
    state("online", lost ? words.regained : "");
    if (lost) setTimeout(() => document.body.dataset.state === "online" && state("online", ""), REGAINED_FOR);
    lost = false;
    save();
    focusInput();
    look();
  }

  function offline() {
    if (!current || document.body.dataset.state !== "online") return;
    lost = true;
    state("lost", words.lost);
    findOut(current);
  }

  // The client takes a token that ended for a desk that is away, and would try for ever. And a short loss that the
  // socket outlived is over as soon as the desk answers on it.
  async function findOut(mine) {
    while (current === mine && lost) {
      const stands = await standsAs(mine.conversation, mine.line.token);
      if (current !== mine || !lost) return;
      if (stands === "ended") return trouble(words.expired, words.continue, begin);
      if (stands === "works" && (await answers())) return current === mine && lost && online();
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
    }
  }

  // Whether the open socket still leads to the desk, which answers every word on it; a dead one is given up.
  async function answers() {
    const asked = socket;
    if (!asked || asked.readyState !== WebSocket.OPEN) return false;
    const before = heard;
    asked.send(" ");
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY / 2));
    if (heard === before) asked.close();
    return heard !== before;
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
    const input = document.querySelector("#chat [data-id='webchat-sendbox-input']");
    if (!focusWhenReady || !shown || !input) return;
    focusWhenReady = false;
    input.focus();
  }

  // Direct Line's client reconnects silently; the customer should know. So its sockets are watched.
  window.WebSocket = class extends window.WebSocket {
    constructor(...args) {
      super(...args);
      const mine = current;
      socket = this;
      heard = Date.now();
      this.addEventListener("open", () => current === mine && lost && online());
      this.addEventListener("close", () => current === mine && socket === this && offline());
      this.addEventListener("message", () => (heard = Date.now()));
    }
  };

  function checkSilence() {
    if (socket?.readyState === WebSocket.OPEN && Date.now() - heard > SILENCE) socket.close();
  }

  // --- controls ----------------------------------------------------------------------------------------------

  const own = {
    words,
    lang: config.lang,
    token: () => current?.line.token,
    renderStill: (line, place) => renderChat({ directLine: line, store: window.WebChat.createStore({}, signer), disabled: true }, place, { hideSendBox: true }),
    goOn: (conversation) => again(conversation),
    focus: () => {
      focusWhenReady = true;
      focusInput();
    },
  };

  function signer() {
    const prepared = people.preparing();
    return (next) => (action) => {
      if (action.type !== "DIRECT_LINE/INCOMING_ACTIVITY") return next(action);
      return next({ ...action, payload: { ...action.payload, activity: prepared(action.payload.activity) } });
    };
  }

  function again(wanted) {
    wish = wanted;
    stop();
    if (wanted === "new") remember(null);
    focusWhenReady = true;
    begin();
  }

  at("close").hidden = !embedded;
  at("close").addEventListener("click", () => tell("close"));
  at("list").addEventListener("click", () => current && window.PartnerDeskOwn.list(own));
  at("own-back").addEventListener("click", () => window.PartnerDeskOwn.back(own));
  at("restart").addEventListener("click", () => current && at("ask").showModal());
  at("ask").addEventListener("close", () => {
    if (at("ask").returnValue !== "yes") return;
    at("ask").returnValue = "";
    again("new");
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || at("ask").open) return;
    if (codes?.isOpen()) codes.back();
    else if (at("own").hidden) tell("close");
    else window.PartnerDeskOwn.back(own);
  });
  addEventListener("message", hear);
  addEventListener("pagehide", () => (save(), tellSeen()));
  addEventListener("offline", offline);
  document.addEventListener("visibilitychange", () => (look(), see(), checkSilence()));
  setInterval(save, SAVE_EVERY);
  setInterval(look, LOOK_EVERY);
  setInterval(checkSilence, ASK_EVERY);
  dark.addEventListener("change", render);

  if (window.WebChat && window.PartnerDeskLook && window.PartnerDeskOwn) {
    window.PartnerDeskChat = true; // chat-alive.js tells the page when this never comes
    begin();
  }
})();
