// Lets this browser take pushes of alerts: asks the browser for its permission only when the button is pressed.
"use strict";
(() => {
  const box = document.getElementById("push");
  if (!box) return;
  const said = box.querySelector("[role=status]");
  const [on, off] = ["on", "off"].map((name) => box.querySelector(`[data-push=${name}]`));
  const words = JSON.parse(box.dataset.words);
  const say = (key) => { said.textContent = words[key]; };
  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (c) => c.charCodeAt(0));
  };
  const send = async (path, facts) => {
    const answer = await fetch(path, { method: "POST", body: new URLSearchParams(facts) });
    if (!answer.ok) throw new Error(String(answer.status));
  };
  const show = (subscribed) => {
    on.hidden = subscribed;
    off.hidden = !subscribed;
  };
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) {
    say("unsupported");
    return;
  }
  const registered = navigator.serviceWorker.register("/console/push-worker.js", { scope: "/console/" });
  const subscribe = async () => {
    if (await Notification.requestPermission() !== "granted") return say("denied");
    const options = { userVisibleOnly: true, applicationServerKey: bytes(box.dataset.key) };
    await registered;
    const worker = await navigator.serviceWorker.ready;
    const old = await worker.pushManager.getSubscription();
    if (old) await old.unsubscribe(); // it may belong to an older key
    const made = (await worker.pushManager.subscribe(options)).toJSON();
    await send("/console/me/push", { endpoint: made.endpoint, ...made.keys });
    show(true);
    off.focus();
    return say("subscribed");
  };
  const forget = async () => {
    const worker = await navigator.serviceWorker.ready;
    const made = await worker.pushManager.getSubscription();
    if (made) {
      await send("/console/me/push/forget", { endpoint: made.endpoint });
      await made.unsubscribe();
    }
    show(false);
    on.focus();
    return say("forgotten");
  };
  const pressed = (button, act) => button.addEventListener("click", async () => {
    button.disabled = true;
    say("working");
    try {
      await act();
    } catch (error) {
      console.warn("push:", error);
      say("failed");
    }
    button.disabled = false;
  });
  pressed(on, subscribe);
  pressed(off, forget);
  registered.then((worker) => worker.pushManager.getSubscription()).then((made) => {
    const known = JSON.parse(box.dataset.known);
    show(Boolean(made) && known.includes(made.endpoint));
  }).catch(() => { show(false); say("failed"); });
})();
