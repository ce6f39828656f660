// A contact's conversations: a list, and each of them to be read again or gone on with.
(() => {
  "use strict";

  const { ask } = window.PartnerDeskSession;
  const MINE = "/mine/conversations";
  const ENOUGH = 20; // pages of an old conversation
  const ONLINE = 2; // ConnectionStatus of Direct Line's client
  const at = (id) => document.getElementById(id);

  function make(name, properties, ...inside) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...inside);
    return element;
  }

  function close() {
    at("own").hidden = true;
    at("own-read").replaceChildren();
    at("chat").hidden = false;
  }

  function show(title, ...inside) {
    at("chat").hidden = true;
    at("own-title").textContent = title;
    at("own-list").replaceChildren(...inside);
    at("own-read").replaceChildren();
    at("own-go").hidden = true;
    at("own").hidden = false;
    at("own-title").focus();
  }

  function stateOf({ owner, lifecycle, agent, here }, words) {
    if (here) return words.own_here;
    if (owner === "agent") return words.own_person.replace("{agent}", agent);
    if (owner === "queue") return words.own_waiting;
    return lifecycle === "closed" ? words.own_closed : words.own_assistant;
  }

  function row(each, words, lang, open) {
    const day = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" }).format(new Date(each.lastAt));
    const facts = make("span", { className: "facts" }, `${day} · ${stateOf(each, words)}`);
    const button = make("button", { type: "button", onclick: open }, make("span", { className: "title", dir: "auto" }, each.title || words.own_untitled), facts);
    if (each.unread) button.append(make("span", { className: "unread" }, words.own_unread.replace("{count}", each.unread)));
    return make("li", {}, button);
  }

  async function list(chat) {
    const { words, lang } = chat;
    show(words.own_title, make("p", { role: "status" }, words.own_loading));
    try {
      const { conversations } = await ask(MINE, chat.token());
      const rows = conversations.map((each) => row(each, words, lang, () => (each.here ? close() : read(chat, each))));
      const inside = rows.length ? make("ul", {}, ...rows) : make("p", {}, words.own_none);
      if (!at("own").hidden) show(words.own_title, inside);
    } catch (problem) {
      fail(chat, problem, () => list(chat));
    }
  }

  function fail({ words }, problem, again) {
    console.error("partner-desk:", problem.message);
    show(words.own_title, make("p", { role: "alert" }, words.own_failed), make("button", { type: "button", className: "primary", onclick: again }, words.retry));
  }

  async function historyOf(chat, id) {
    const found = [];
    let watermark = "0";
    for (let page = 0; page < ENOUGH; page += 1) {
      const { activities, watermark: next } = await ask(`${MINE}/${id}/activities?watermark=${watermark}`, chat.token());
      if (!activities.length) break;
      found.push(...activities);
      watermark = next;
    }
    return found;
  }

  // What the web chat takes for a connection: everything is there, and nothing can be sent.
  function still(activities) {
    const all = (values) => ({
      subscribe: (observer) => {
        const next = typeof observer === "function" ? observer : (value) => observer.next?.(value);
        setTimeout(() => values.forEach(next));
        return { unsubscribe() {} };
      },
    });
    return { activity$: all(activities), connectionStatus$: all([0, 1, ONLINE]), postActivity: () => all([]), end() {} };
  }

  async function read(chat, each) {
    show(each.title || chat.words.own_untitled, make("p", { role: "status" }, chat.words.own_loading));
    try {
      const activities = await historyOf(chat, each.id);
      if (at("own").hidden) return;
      at("own-list").replaceChildren();
      const place = make("div", { id: "own-transcript" });
      at("own-read").replaceChildren(place);
      chat.renderStill(still(activities), place);
      at("own-go").hidden = false;
      at("own-go").onclick = () => (close(), chat.goOn(each.id));
    } catch (problem) {
      fail(chat, problem, () => read(chat, each));
    }
  }

  // From one conversation back to the list, from the list back to the chat.
  function back(chat) {
    if (at("own-read").childElementCount) list(chat);
    else (close(), chat.focus());
  }

  window.PartnerDeskOwn = { list, close, back };
})();
