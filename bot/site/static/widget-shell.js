  // What the page draws itself, so that there is always a way out: the button, the panel with its header, and the card
  // that stands in for a frame that does not come. The desk puts this part into widget.js.
  const STYLE = `
    :host { all: initial; --header: ${COLOURS.header || "#12284c"}; --header-text: ${COLOURS.header_text || "#fff"}; --ring: #1557b8; --page: #f5f7fb; --card: #fff; --ink: #14203a; --line: #dbe1ec; --accent: #1557b8; --accent-ink: #fff;
      font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
    *, ::before, ::after { box-sizing: border-box; }
    [hidden] { display: none !important; }
    button, a { font: inherit; cursor: pointer; }
    svg { width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
    .launcher { position: fixed; z-index: 2147483000; ${SIDE}: 20px; bottom: 20px; width: 60px; height: 60px; padding: 0; border: 1px solid rgb(255 255 255 / 25%); border-radius: 50%;
      display: grid; place-items: center; color: var(--header-text); background: var(--header); box-shadow: 0 6px 24px rgb(10 17 32 / 35%); }
    .launcher:hover { background: color-mix(in srgb, var(--header) 88%, var(--header-text)); }
    .launcher svg { width: 28px; height: 28px; }
    .badge { position: absolute; top: -3px; right: -3px; min-width: 22px; height: 22px; padding: 0 6px; border-radius: 11px; font: 700 13px/22px system-ui, sans-serif; color: #fff; background: #b3261e; }
    :focus-visible { outline: 3px solid var(--ring); outline-offset: 3px; }
    .panel { position: fixed; z-index: 2147483001; ${SIDE}: 20px; bottom: 92px; width: min(420px, calc(100vw - 40px)); height: min(760px, calc(100vh - 112px)); display: flex; flex-direction: column; overflow: hidden;
      border-radius: 18px; color: var(--ink); background: var(--page); box-shadow: 0 12px 48px rgb(10 17 32 / 32%), 0 0 0 1px rgb(10 17 32 / 8%); }
    @supports (height: 1dvh) { .panel { height: min(760px, calc(100dvh - 112px)); } }
    .head { flex: none; display: flex; flex-wrap: wrap; align-items: center; gap: 0 4px; min-height: 56px; padding: 6px 8px 6px 16px; color: var(--header-text); background: var(--header); }
    .face { flex: none; display: grid; place-items: center; width: 36px; height: 36px; margin-inline-end: 8px; border-radius: 50%; font-size: 14px; font-weight: 650; color: var(--header); background: var(--header-text); }
    .plate { flex: none; display: grid; place-items: center; min-width: 36px; height: 36px; margin-inline-end: 8px; padding: 4px; border-radius: 8px; background: #fff; }
    .logo { display: block; max-width: 96px; max-height: 28px; }
    .who { display: contents; }
    .who p { margin: 0; }
    .name { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 16px; font-weight: 650; }
    .line { order: 1; flex: 0 0 100%; padding: 0 8px 6px 0; font-size: 13px; overflow-wrap: anywhere; text-wrap: balance; } /* below the tools: it is read to its end */
    .line:empty { display: none; }
    .tool { flex: none; display: grid; place-items: center; width: 44px; height: 44px; padding: 0; border: 0; border-radius: 10px; color: inherit; background: none; }
    .tool:hover:not(:disabled) { background: color-mix(in srgb, currentcolor 14%, transparent); }
    .tool:disabled { opacity: .45; cursor: default; }
    .tool:focus-visible { outline-color: currentcolor; outline-offset: -3px; }
    .body { flex: 1; min-height: 0; position: relative; }
    iframe { display: block; width: 100%; height: 100%; border: 0; background: var(--page); color-scheme: normal; }
    .card { position: absolute; inset: 0; overflow: auto; display: grid; align-content: start; gap: 12px; padding: 20px; background: var(--page); }
    .card p { margin: 0; }
    .card div { display: grid; gap: 8px; }
    .card a, .card button { min-height: 44px; padding: 9px 16px; border: 1px solid var(--line); border-radius: 10px; text-align: center; text-decoration: none; font-weight: 600; color: var(--ink); background: var(--card); overflow-wrap: anywhere; }
    .card .primary { color: var(--accent-ink); background: var(--accent); border-color: transparent; }
    @media (prefers-color-scheme: dark) {
      :host { --ring: #8ab8ff; --page: #0f172a; --card: #1a2540; --ink: #e8edf7; --line: #2f3c58; --accent: #8ab8ff; --accent-ink: #0b1730; }
      .panel { box-shadow: 0 12px 48px rgb(0 0 0 / 60%), 0 0 0 1px rgb(255 255 255 / 14%); }
    }
    @media ${FULL.media} {
      .panel { inset: 0; width: 100%; height: 100%; border-radius: 0; box-shadow: none; }
      .head { padding: max(6px, env(safe-area-inset-top)) max(8px, env(safe-area-inset-right)) 6px max(16px, env(safe-area-inset-left)); }
      .body { padding: 0 env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left); }
    }
    @media (max-height: 480px) { .head { min-height: 46px; padding-top: 1px; padding-bottom: 1px; } .face { width: 30px; height: 30px; } .name { flex: 0 1 auto; max-width: 40%; } .line { order: 0; flex: 1; padding: 0 8px; line-height: 1.25; } }
    @media print { :host { display: none; } }`;
  const ICONS = {
    open: "M4 5h16v11H9l-5 4z M8 9h8 M8 12h5",
    close: "M6 6l12 12 M18 6L6 18",
    restart: "M5 12a7 7 0 1 0 2.2-5.1 M5 4v4h4",
    list: "M4 6h16 M4 12h16 M4 18h10",
  };

  function make(name, attributes, ...inside) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  }

  function makeIcon(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(svg.namespaceURI, "path");
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
  }

  function makeTool(name, label) {
    return make("button", { type: "button", class: "tool", "aria-label": label, title: label }, makeIcon(name));
  }

  function makeWays() {
    const { phone, email } = LOOK.contact;
    const call = make("a", { href: `tel:${phone.replace(/[^+\d]/g, "")}` }, `${WORDS.call} ${phone}`);
    return make("div", {}, call, make("a", { href: `mailto:${email}` }, `${WORDS.write} ${email}`));
  }

  // The page's own policy may forbid pictures of the desk's: the frame hands the logo over, drawn.
  function drawLogo({ logo, plate, face }, picture) {
    Object.assign(logo, { width: picture.width, height: picture.height });
    logo.getContext("2d").drawImage(picture, 0, 0);
    plate.hidden = !face.hidden;
  }

  // Every part by name; what it does is decided in widget.js.
  function makeShell() {
    const badge = make("span", { class: "badge", "aria-hidden": "true" });
    const launcher = make("button", { type: "button", class: "launcher", "aria-haspopup": "dialog" }, makeIcon("open"), badge);
    const face = make("span", { class: "face", "aria-hidden": "true" });
    const logo = make("canvas", { class: "logo", width: "0", height: "0" });
    const plate = make("span", LOOK.partner === LOOK.name ? { class: "plate", "aria-hidden": "true" } : { class: "plate", role: "img", "aria-label": LOOK.partner }, logo);
    const name = make("p", { class: "name", id: "name" }, LOOK.name);
    const line = make("p", { class: "line", role: "status" });
    const list = makeTool("list", WORDS.list);
    const restart = makeTool("restart", WORDS.restart);
    const close = makeTool("close", WORDS.close);
    const head = make("div", { class: "head" }, plate, face, make("div", { class: "who" }, name, line), list, restart, close);
    const retry = make("button", { type: "button", class: "primary" }, WORDS.retry);
    const leave = make("button", { type: "button" }, WORDS.leave);
    const text = make("p", {});
    const card = make("section", { class: "card", role: "alert" }, text, retry, makeWays(), leave);
    const body = make("div", { class: "body" }, card);
    const panel = make("div", { class: "panel", role: "dialog", "aria-label": WORDS.frame }, head, body);
    for (const part of [badge, plate, face, panel, card, list, restart]) part.hidden = true;
    return { launcher, badge, panel, plate, logo, face, name, line, list, restart, close, body, card, text, retry, leave };
  }

  let counter = null; // the small frame that counts what is unread while the chat was not opened here

  // Only for who is signed in: of a visitor nothing is loaded before the chat is opened.
  async function count() {
    const statement = identityUrl && mayShow() ? await identity().catch(() => null) : null;
    if (!statement || frame || counter) return;
    counter = document.createElement("iframe");
    counter.hidden = true;
    counter.src = `${desk}/widget/badge?lang=${language}`;
    addEventListener("message", function hear({ source, origin, data }) {
      if (!counter) return removeEventListener("message", hear);
      if (source !== counter.contentWindow || origin !== desk) return;
      if (data?.type === "partner-desk:ready") counter.contentWindow.postMessage({ type: "partner-desk:start", identity: statement }, desk);
      if (data?.type === "partner-desk:unread") HEARD.unread(data);
    });
    root.append(counter);
  }

  function stopCounting() {
    counter?.remove();
    counter = null;
  }
