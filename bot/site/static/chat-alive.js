// The first words of the frame, before the chat itself has loaded: that it lives, that it cannot, and the way out.
(() => {
  "use strict";

  const EVERY = 2000;
  const tell = (type) => window.parent !== window && window.parent.postMessage({ type: `partner-desk:${type}` }, "*");

  document.documentElement.classList.toggle("embedded", window.parent !== window);
  tell("alive");
  const pulse = setInterval(() => tell("alive"), EVERY);
  addEventListener("error", (event) => event.target instanceof HTMLScriptElement && tell("failed"), true);
  addEventListener("keydown", (event) => event.key === "Escape" && !window.PartnerDeskChat && tell("close"));
  addEventListener("load", () => {
    clearInterval(pulse);
    if (!window.PartnerDeskChat) tell("failed"); // everything came, and the chat did not start
  });
})();
