// Who answers: shown in the panel's header, and by name, initials and another colour at what a person writes.
(() => {
  "use strict";

  const CARD = "application/vnd.microsoft.card.adaptive";
  const DESK = "Partner Desk"; // the name of everything no person said
  const ELEMENT = Symbol.for("react.element"); // the web chat keeps React to itself; an element is a plain object

  function element(type, props, ...children) {
    const inside = children.length === 1 ? children[0] : children;
    return { $$typeof: ELEMENT, type, key: null, ref: null, props: { ...props, children: inside }, _owner: null };
  }

  function personOf(activity) {
    const name = activity.from.role === "bot" && activity.from.name;
    return name && name !== DESK ? name : null;
  }

  function initialsOf(name) {
    const parts = name.split(/[\s-]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
    return [parts[0], ...parts.slice(1).slice(-1)].map((word) => (word ? [...word][0] : "")).join("").toUpperCase();
  }

  // Every text runs the way its own letters do, and a person's begins with who wrote it.
  const attachmentMiddleware = () => (next) => (given) => {
    const shown = next(given);
    if (!/^text\//.test(given.attachment.contentType)) return shown;
    const text = element("div", { dir: "auto" }, shown);
    const name = personOf(given.activity);
    if (!name) return text;
    const face = element("span", { className: "face", "aria-hidden": "true" }, initialsOf(name));
    const speaker = element("div", { className: "speaker", key: "speaker" }, face, element("span", {}, name));
    return element("div", { className: "person" }, speaker, text);
  };

  // Shown as it was typed; read aloud with the name before it.
  function signed(activity) {
    const name = personOf(activity);
    if (!name) return activity;
    const channelData = { ...activity.channelData, "webchat:fallback-text": `${name}: ${activity.text}` };
    return { ...activity, channelData, textFormat: "markdown", text: typed(activity.text) };
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

  // The same card may come twice; a screen reader lists both, so the second is called "Invoice NS-1 (2)".
  function numbering() {
    const shown = new Map(); // title → ids of the activities whose cards bear it
    return (activity) => {
      const attachments = activity.attachments?.map((each) => {
        const title = each.contentType === CARD && each.content.speak;
        if (!title) return each;
        const ids = shown.get(title) || shown.set(title, []).get(title);
        if (!ids.includes(activity.id)) ids.push(activity.id);
        const place = ids.indexOf(activity.id) + 1;
        return place === 1 ? each : { ...each, content: { ...each.content, speak: `${title} (${place})` } };
      });
      return attachments ? { ...activity, attachments } : activity;
    };
  }

  // What makes the activities of one transcript ready to be shown.
  function preparing() {
    const numbered = numbering();
    return (activity) => numbered(signed(activity));
  }

  // For the page around, twice as large as it is shown, for sharp screens.
  const HIGH = 64;
  const WIDEST = 224;

  async function logo() {
    const shown = document.querySelector(".logo");
    if (!shown) return null;
    const drawn = new Image();
    drawn.src = shown.src;
    await drawn.decode();
    const place = document.createElement("canvas");
    const ratio = drawn.naturalWidth / drawn.naturalHeight || 1;
    place.width = Math.round(Math.min(WIDEST, HIGH * ratio));
    place.height = Math.round(place.width / ratio);
    place.getContext("2d").drawImage(drawn, 0, 0, place.width, place.height);
    return createImageBitmap(place);
  }

  // What the header says of who answers.
  function header(standing, words) {
    if (standing.owner === "agent") return { name: standing.agent, initials: standing.initials, line: words.person };
    const line = standing.owner === "queue" ? words.queue : words.assistant;
    return { name: null, initials: "", line: standing.closed ? `${line} · ${standing.closed}` : line };
  }

  window.PartnerDeskPeople = { attachmentMiddleware, preparing, header, logo };
})();
