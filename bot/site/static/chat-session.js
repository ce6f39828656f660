// Which conversation this tab is in: kept for a reload, forgotten when somebody else is signed in.
(() => {
  "use strict";

  const STORED = "partner-desk:conversation";
  const BASE = "/v3/directline";
  const TOKENS = `${BASE}/tokens`;
  const PATIENCE = 15000; // milliseconds a request may take

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

  async function post(address, body, token) {
    const headers = { "Content-Type": "application/json" };
    if (token) headers.Authorization = `Bearer ${token}`;
    const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw Object.assign(new Error(`the desk answered ${answer.status}`), { status: answer.status });
    return answer.json();
  }

  async function grant(identity, earlier, language) {
    if (earlier && !identity) {
      try {
        return await post(`${TOKENS}/refresh`, {}, earlier.token);
      } catch (problem) {
        if (!refused(problem.status)) throw problem;
      }
    }
    const wanted = { locale: language };
    if (identity) wanted.identity = identity;
    if (identity && earlier) wanted.conversation = earlier.conversation;
    return post(`${TOKENS}/generate`, wanted);
  }

  function refused(status) {
    return status === 401 || status === 403;
  }

  // Whether the desk no longer takes this token; a desk that does not answer has not said so.
  async function ended(conversation, token) {
    try {
      const address = `${BASE}/conversations/${conversation}/activities?watermark=999999999`;
      const answer = await fetch(address, { headers: { Authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(PATIENCE) });
      return refused(answer.status);
    } catch {
      return false;
    }
  }

  window.PartnerDeskSession = { recall, remember, subjectOf, grant, ended };
})();
