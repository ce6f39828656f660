// Which conversation this tab is in: kept for a reload, forgotten when somebody else is signed in. A signed-in contact is
// brought into the same one everywhere, by the desk; a visitor stays in this browser's.
(() => {
  "use strict";

  const STORED = "partner-desk:conversation";
  const BASE = "/v3/directline";
  const TOKENS = `${BASE}/tokens`;
  const PATIENCE = 15000; // milliseconds a request may take
  const BUSY = 503;
  const AGAIN_AFTER = 1000;

  function recall() {
    try {
      return JSON.parse(sessionStorage.getItem(STORED));
    } catch {
      return null; // forbidden or damaged storage: begin anew
    }
  }

  function remember(value) {
    try {
      if (value) sessionStorage.setItem(STORED, JSON.stringify(value));
      else sessionStorage.removeItem(STORED);
    } catch {
      // Forbidden storage: the chat works, a reload begins anew.
    }
  }

  // Only to notice that somebody else is signed in now; the desk verifies the statement itself.
  function subjectOf(identity) {
    if (!identity) return "";
    const body = identity.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    return JSON.parse(atob(body)).sub;
  }

  async function ask(address, token, body) {
    const headers = body ? { "Content-Type": "application/json" } : {};
    if (token) headers.Authorization = `Bearer ${token}`;
    const more = body ? { method: "POST", body: JSON.stringify(body), keepalive: true } : {};
    const answer = await fetch(`${BASE}${address}`, { headers, signal: AbortSignal.timeout(PATIENCE), ...more });
    if (!answer.ok) throw Object.assign(new Error(`the desk answered ${answer.status}`), { status: answer.status });
    return answer.status === 204 ? null : answer.json();
  }

  // `wish` is an own conversation to go on with, or "new"; without it a contact goes on where it was.
  async function grant(identity, earlier, language, wish) {
    if (earlier && !identity && !wish) {
      try {
        return await ask("/tokens/refresh", earlier.token, {});
      } catch (problem) {
        if (!refused(problem.status)) throw problem;
      }
    }
    const wanted = { locale: language };
    if (identity) wanted.identity = identity;
    if (identity && wish) wanted.conversation = wish;
    try {
      return await ask("/tokens/generate", null, wanted);
    } catch (problem) {
      if (problem.status !== BUSY) throw problem; // another tab of the same person comes in at the same moment
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
      return ask("/tokens/generate", null, wanted);
    }
  }

  function refused(status) {
    return status === 401 || status === 403;
  }

  // How the desk takes this token now: "works", "ended", or "away" when it does not answer.
  async function standsAs(conversation, token) {
    try {
      await ask(`/conversations/${conversation}/activities?watermark=2147483647`, token);
      return "works";
    } catch (problem) {
      return refused(problem.status) ? "ended" : "away";
    }
  }

  window.PartnerDeskSession = { recall, remember, subjectOf, ask, grant, standsAs };
})();
