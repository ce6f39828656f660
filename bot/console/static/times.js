// Keeps "3 min" true without a word to screen readers; bot/console/kernel/filters.py writes the same way.
(() => {
  "use strict";
  const all = JSON.parse(document.getElementById("words").textContent);
  const words = all.span;
  // The desk's clock counts, also where this computer's is wrong.
  const ahead = Date.parse(document.documentElement.dataset.now) - Date.now();
  const fill = (text, n, rest = "") => text.replace("{n}", n).replace("{rest}", rest);

  function span(seconds) {
    if (seconds < 60) return fill(words.seconds, seconds);
    if (seconds < 3600) return fill(words.minutes, Math.floor(seconds / 60));
    if (seconds < 86400) {
      const minutes = Math.floor((seconds % 3600) / 60);
      return fill(words.hours, Math.floor(seconds / 3600), String(minutes).padStart(2, "0"));
    }
    return fill(words.days, Math.floor(seconds / 86400));
  }

  function colour(element, seconds) {
    const timer = element.closest(".timer");
    if (!timer) return;
    const { warn, late } = timer.dataset;
    timer.classList.toggle("late", Boolean(late) && seconds >= Number(late));
    timer.classList.toggle("warn", Boolean(warn) && seconds >= Number(warn));
  }

  function update() {
    for (const element of document.querySelectorAll("time[data-since]")) {
      const seconds = Math.max(0, Math.floor((Date.now() + ahead - Date.parse(element.dataset.since)) / 1000));
      const text = span(seconds);
      element.setAttribute("aria-live", "off");
      if (element.textContent !== text) element.textContent = text;
      colour(element, seconds);
    }
  }

  // Who sits in another zone is told whose times these are, and what each is where they sit.
  const zone = document.getElementById("zone");
  const wallClock = (date, timeZone) => date.toLocaleString("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  const lang = document.documentElement.lang;
  const here = (date) => date.toLocaleString(lang, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });

  function tellZone() {
    const now = new Date(Date.now() + ahead);
    const apart = zone && wallClock(now) !== wallClock(now, zone.dataset.zone);
    if (!apart) return;
    zone.hidden = false;
    const time = now.toLocaleTimeString(lang, { timeStyle: "short", hourCycle: "h23" });
    const text = all.here.replace("{time}", time);
    if (zone.querySelector("[data-here]").textContent !== text) zone.querySelector("[data-here]").textContent = text;
    for (const element of document.querySelectorAll('time[datetime*="T"]:not([data-since], [data-here])')) {
      element.dataset.here = "";
      element.title = `${element.title} · ${here(new Date(element.dateTime))}`.replace(/^ · /, "");
    }
  }

  update();
  tellZone();
  setInterval(tellZone, 10000);
  document.addEventListener("htmx:load", tellZone);
  setInterval(update, 1000);
  document.addEventListener("htmx:load", update);
})();
