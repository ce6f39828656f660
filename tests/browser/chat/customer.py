"""A customer at the site: signing in, pressing buttons, and what has the focus."""

import asyncio

from playwright.sync_api import Locator, Page

from tests.browser.served import Served
from tests.browser.watched import Chat

PHONE = {"viewport": {"width": 375, "height": 700}, "has_touch": True, "is_mobile": True}


NETWORK = "Failed to load resource"


SOCKET = "WebSocket connection to"


OWN = "partner-desk:"


def sign_in(page: Page, email: str) -> None:
    page.locator(".people button", has_text=email).click()
    page.locator(".signed-in", has_text=email).wait_for()


def focused(page: Page) -> str:
    """What has the focus, through shadow roots and frames, as a short description."""
    return str(
        page.evaluate(
            """() => { let e = document.activeElement;
              while (e.shadowRoot?.activeElement || e.contentDocument?.activeElement)
                e = e.shadowRoot?.activeElement || e.contentDocument.activeElement;
              return e.getAttribute("data-id") ||
                e.getAttribute("aria-label") || e.textContent.trim() || e.tagName; }"""
        )
    )


def wait_for_focus(page: Page, wanted: str) -> None:
    for _ in range(50):
        if focused(page) == wanted:
            return
        page.wait_for_timeout(100)
    assert focused(page) == wanted


def card_button(chat: Chat, title: str) -> Locator:
    found: Locator = chat.frame.locator(".ac-pushButton", has_text=title)
    return found


async def _hold(served: Served) -> None:
    served.engine.hold = asyncio.Event()


async def _release(served: Served) -> None:
    assert served.engine.hold is not None
    served.engine.hold.set()
    served.engine.hold = None
