"""Notifications of a browser: asked for only when a button is pressed, and shown by the worker."""

import json

from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, Sit

PUSHED = {"title": "Northstar Cloud", "body": "A customer waits", "page": "/console/", "tag": "alert-1", "lang": "en"}
SHOWN = """async () => {
  const worker = await navigator.serviceWorker.ready;
  const found = await worker.getNotifications();
  return found.map((one) => [one.title, one.body, one.tag]);
}"""


def test_nothing_is_asked_before_the_button_is_pressed_and_a_no_is_explained(sit: Sit) -> None:
    sofia = sit("helpdesk")
    sofia.visit("/me/alerts")
    assert sofia.page.evaluate("Notification.permission") in {"default", "denied"}
    button = sofia.page.get_by_role("button", name="Notify me in this browser")
    expect(button).to_be_visible()
    button.press("Enter")
    expect(sofia.page.locator("#push [role=status]")).to_contain_text("does not allow notifications")


def test_the_worker_shows_what_is_pushed_once(sit: Sit) -> None:
    sofia = sit("helpdesk")
    page = sofia.page
    page.context.grant_permissions(["notifications"])
    devtools = page.context.new_cdp_session(page)
    registered: list[dict[str, str]] = []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda told: registered.extend(told["registrations"]))
    devtools.send("ServiceWorker.enable")
    sofia.visit("/me/alerts")
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    origin = page.evaluate("location.origin")
    for tag in ("alert-1", "alert-1", "alert-2"):
        about = {"origin": origin, "registrationId": registered[-1]["registrationId"]}
        devtools.send("ServiceWorker.deliverPushMessage", {**about, "data": json.dumps({**PUSHED, "tag": tag})})
    page.wait_for_function(f"async () => (await ({SHOWN})()).some((one) => one[2] === 'alert-2')", timeout=PATIENCE)
    told = ["Northstar Cloud", "A customer waits"]
    assert sorted(page.evaluate(SHOWN)) == [[*told, "alert-1"], [*told, "alert-2"]]
