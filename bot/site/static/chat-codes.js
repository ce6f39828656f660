// Signing in with a mailed code inside the frame, for sites that do not say who their user is. What proves it stays in
// this tab: on another site the browser would not bring a cookie of the desk.
(() => {
  "use strict";

  const SIGNED_IN = "partner-desk:signed-in";
  const PATIENCE = 15000; // milliseconds a request may take
  const at = (id) => document.getElementById(id);
  let chat = null; // words, language, and what begins the chat anew
  let secret = ""; // what the code is good with: of this page alone

  function kept() {
    try {
      return JSON.parse(sessionStorage.getItem(SIGNED_IN));
    } catch {
      return null; // forbidden or damaged storage: nobody is signed in
    }
  }

  function keep(value) {
    try {
      if (value) sessionStorage.setItem(SIGNED_IN, JSON.stringify(value));
      else sessionStorage.removeItem(SIGNED_IN);
    } catch {
      // Forbidden storage: a reload signs out.
    }
    memory = value;
  }

  let memory = kept();

  async function post(address, body) {
    const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE) };
    const answer = await fetch(address, options);
    if (answer.status === 204) return null;
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw Object.assign(new Error(`the desk answered ${answer.status}`), { refused: said.refused, status: answer.status });
    return said;
  }

  // A fresh statement of who signed in here; null for nobody.
  async function identity() {
    if (!memory) return null;
    const said = await post("/widget/identity", { session: memory.session });
    if (!said) keep(null);
    return said && said.identity;
  }

  // The line above the chat: how to sign in, or who is. Not where the page itself says who its user is.
  function show(wanted, offered) {
    chat = wanted;
    at("who-line").hidden = !offered;
    at("who-text").textContent = memory ? `${chat.words.code_signed_in} ${memory.email}` : chat.words.code_offer;
    at("who-act").textContent = memory ? chat.words.code_sign_out : chat.words.code_sign_in;
  }

  function act() {
    if (!memory) return open();
    keep(null);
    chat.again();
  }

  function open() {
    step(at("code-ask"), at("code-email"));
  }

  function step(form, focused) {
    for (const each of [at("code-ask"), at("code-enter")]) each.hidden = each !== form;
    at("codes").hidden = false;
    at("chat").hidden = true;
    at("code-problem").textContent = "";
    for (const box of [at("code-email"), at("code-number")]) box.removeAttribute("aria-invalid");
    focused.focus();
  }

  function close() {
    at("codes").hidden = true;
    at("chat").hidden = false;
  }

  function isOpen() {
    return !at("codes").hidden;
  }

  function back() {
    close();
    at("who-act").focus();
  }

  function told(refused) {
    const { words } = chat;
    if (refused === "contact_address_missing") return words.code_contact_address_missing;
    if (refused === "too_many_codes") return words.code_too_many_codes;
    return refused ? words.code_code_refused : words.unreachable;
  }

  async function carryOut(event, box, act) {
    event.preventDefault();
    const button = event.submitter || event.target.querySelector("[type=submit]");
    if (button.disabled) return;
    button.disabled = true;
    try {
      await act();
    } catch (problem) {
      console.warn("partner-desk:", problem.message);
      at("code-problem").textContent = told(problem.refused);
      if (problem.refused) box.setAttribute("aria-invalid", "true");
      box.focus();
    } finally {
      button.disabled = false;
    }
  }

  at("code-ask").addEventListener("submit", (event) => carryOut(event, at("code-email"), async () => {
    secret = (await post("/widget/sign-in", { email: at("code-email").value, lang: chat.lang })).secret;
    at("code-number").value = "";
    step(at("code-enter"), at("code-number"));
  }));
  at("code-enter").addEventListener("submit", (event) => carryOut(event, at("code-number"), async () => {
    keep(await post("/widget/sign-in/code", { secret, code: at("code-number").value }));
    secret = "";
    close();
    chat.again();
  }));
  at("code-again").addEventListener("click", open);
  at("code-back").addEventListener("click", back);
  at("who-act").addEventListener("click", act);

  window.PartnerDeskCodes = { identity, show, isOpen, back, close };
})();
