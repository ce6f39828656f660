// A customer needs somebody: a sound and a notification, where the agent wants them in this browser.
(() => {
  "use strict";
  const sound = document.getElementById("with-sound");
  const notification = document.getElementById("with-notification");
  if (!sound || !notification) return;
  const words = JSON.parse(document.getElementById("words").textContent);
  const store = {
    get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* not kept, works until reload */ } },
  };
  let audio = null;

  const allowed = () => "Notification" in window && Notification.permission === "granted";
  sound.checked = store.get("desk-sound") === "on";
  notification.checked = store.get("desk-notification") === "on" && allowed();

  function ring() {
    audio = audio || new AudioContext();
    audio.resume();
    [[660, 0], [880, 0.14]].forEach(([pitch, delay]) => note(pitch, audio.currentTime + delay));
  }

  function note(pitch, start) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, start);
    volume.gain.exponentialRampToValueAtTime(0.12, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.32);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.35);
  }

  sound.addEventListener("change", () => {
    store.set("desk-sound", sound.checked ? "on" : "off");
    if (sound.checked) ring();
  });

  notification.addEventListener("change", async () => {
    if (notification.checked && "Notification" in window) await Notification.requestPermission();
    if (notification.checked && !allowed()) {
      notification.checked = false;
      document.getElementById("alert").textContent = words.notify_blocked;
    }
    store.set("desk-notification", notification.checked ? "on" : "off");
  });

  // A browser plays nothing before somebody has touched the page.
  if (sound.checked) {
    addEventListener("pointerdown", () => { audio = audio || new AudioContext(); audio.resume(); }, { once: true });
  }

  const isLookedAt = (link) => document.hasFocus() && new URL(link, location.href).pathname === location.pathname;

  // Several tabs hear of the same: the first one that does makes the sound.
  function isFirst(text, link) {
    const mark = `${link} ${text}`;
    const [at, before] = (store.get("desk-attention") || "").split("\n");
    if (before === mark && Date.now() - Number(at) < 5000) return false;
    store.set("desk-attention", `${Date.now()}\n${mark}`);
    return true;
  }

  function show(text, link) {
    const shown = new Notification(text, { tag: link, silent: true, lang: document.documentElement.lang });
    shown.onclick = () => { window.focus(); location.assign(link); };
  }

  document.addEventListener("desk:attention", ({ detail: { text, link } }) => {
    if (isLookedAt(link) || !isFirst(text, link)) return;
    if (sound.checked) ring();
    if (notification.checked && allowed()) show(text, link);
  });

  document.addEventListener("htmx:sseMessage", (event) => {
    for (const call of event.target.querySelectorAll("a[data-attention]")) {
      const detail = { text: call.textContent.trim(), link: call.getAttribute("href") };
      document.dispatchEvent(new CustomEvent("desk:attention", { detail }));
    }
  });
})();
