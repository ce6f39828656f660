// Shows pushed alerts, also while no page of the console is open, and leads to what they tell.
"use strict";
self.addEventListener("push", (event) => {
  if (!event.data) return;
  const { title, body, page, tag, lang } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, tag, lang, data: { page } }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const page = String(event.notification.data.page);
  if (!page.startsWith("/console/")) return;
  event.waitUntil(self.clients.openWindow(page));
});
