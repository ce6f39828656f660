// How much a signed-in contact has not read yet, for the button of a chat that was never opened on this page.
(() => {
  "use strict";

  const STORED = "partner-desk:badge";
  const ADDRESS = "/v3/directline/mine/unread";
  const FIRST = 30000; // milliseconds until the second look; each next one comes later
  const LAST = 300000;
  const SLOWER = 1.5;
  const LOOKS = 60; // a page left open for hours is not asked for any more
  const PATIENCE = 15000;
  let host = null;
  let waits = FIRST;
  let looks = 0;

  const tell = (type, more) => window.parent.postMessage({ type: `partner-desk:${type}`, ...more }, host || "*");

  function recall(subject) {
    try {
      const kept = JSON.parse(sessionStorage.getItem(STORED));
      return kept?.subject === subject ? kept.token : null;
    } catch {
      return null; // forbidden or damaged storage: the statement is used
    }
  }

  function remember(subject, token) {
    try {
      sessionStorage.setItem(STORED, JSON.stringify({ subject, token }));
    } catch {
      // Forbidden storage: the next page uses its own statement.
    }
  }

  async function ask(token, identity) {
    const sent = identity
      ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ identity }) }
      : { headers: { Authorization: `Bearer ${token}` } };
    const answer = await fetch(ADDRESS, { ...sent, signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw Object.assign(new Error(`the desk answered ${answer.status}`), { status: answer.status });
    return answer.json();
  }

  async function begin(identity, subject) {
    let token = recall(subject);
    let found = token ? await ask(token).catch(() => null) : null;
    if (!found) {
      found = await ask(null, identity);
      token = found.token;
    }
    if (!token) return; // no conversation yet, so nothing can come
    remember(subject, token);
    tell("unread", { count: found.unread });
    next(token);
  }

  function next(token) {
    if ((looks += 1) > LOOKS) return;
    setTimeout(() => (document.hidden ? document.addEventListener("visibilitychange", () => look(token), { once: true }) : look(token)), waits);
    waits = Math.min(waits * SLOWER, LAST);
  }

  async function look(token) {
    try {
      tell("unread", { count: (await ask(token)).unread });
    } catch (problem) {
      if (problem.status === 401 || problem.status === 403) return; // ended: the next page begins anew
    }
    next(token);
  }

  addEventListener("message", ({ source, origin, data }) => {
    if (source !== window.parent || host || data?.type !== "partner-desk:start" || typeof data.identity !== "string") return;
    host = origin; // only sites the desk names can show this page at all
    const subject = JSON.parse(atob(data.identity.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"))).sub;
    begin(data.identity, subject).catch((problem) => console.warn("partner-desk:", problem.message));
  });
  tell("ready");
})();
