"""Takes the README's pictures from a running demo (`make demo`), so that they show what there is.

usage: screenshots.py [--url http://127.0.0.1:8080] [--out docs/images] [--at 2026-11-18T11:00:00+01:00]
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
DESKTOP = {"width": 1280, "height": 900}
TALL = {"width": 1280, "height": 1020}
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1440, "height": 900}
PASSWORD = ROOT / "var" / "demo-password"
"""Where `make demo` keeps the agents' password."""
WAIT = 30_000
"""Milliseconds until an answer must be there."""


class Pictures:
    """Drives a browser through the demo and stores what it shows."""

    def __init__(self, browser: Browser, url: str, out: Path, at: datetime | None) -> None:
        self._browser = browser
        self._at = at
        self._url = url
        self._out = out

    def invoice(self) -> None:
        """An invoice and why it rose, in English and light."""
        with self._signed_in("billing@contoso.example", "en", viewport=TALL) as page:
            self._ask(page, "Could you show me our last invoice?", "NS-104231")
            self._ask(page, "Why did it go up?", "192.60")
            self._store(page, "widget-invoice")

    def collections(self) -> None:
        """What happens next with an overdue invoice, in French and dark."""
        with self._signed_in("compta@fabrikam.example", "fr", viewport=DESKTOP, color_scheme="dark") as page:
            self._ask(page, "Que se passe-t-il si nous payons en retard ?", "NS-104199")
            self._store(page, "widget-collections-fr-dark")

    def phone(self) -> None:
        """The whole screen of a phone."""
        with self._signed_in("billing@contoso.example", "en", viewport=PHONE, device_scale_factor=2) as page:
            self._ask(page, "Could you show me our last invoice?", "NS-104231")
            self._store(page, "widget-phone")

    def support(self) -> None:
        """The support page."""
        with self._page("en", viewport=DESKTOP) as page:
            page.goto(f"{self._url}/support?lang=en")
            self._store(page, "support-page", full_page=True)

    def console(self) -> None:
        """An agent in the middle of a conversation, beside the customer's file, in English and light."""
        with self._signed_in("billing@contoso.example", "en", viewport=DESKTOP) as customer:
            self._ask(customer, "Could you show me our last invoice?", "NS-104231")
            self._ask(customer, "Why did it go up?", "192.60")
            self._ask(customer, "I want to talk to a person", "colleague")
            with self._page("en", viewport=WIDE) as page:
                self._enter_console(page, "billing@northstar.example")
                page.get_by_role("list", name="Waiting").get_by_role("link").first.click()
                page.get_by_role("button", name="Take over").click()
                page.get_by_role("button", name="Hand back").wait_for()
                page.get_by_role("textbox", name="Reply").fill("Good morning! I have your invoice NS-104231 before me.")
                page.get_by_role("button", name="Send").click()
                page.get_by_role("log").get_by_text("I have your invoice").wait_for()
                page.wait_for_timeout(1500)  # "Delivered" has come
                self._store(page, "console")

    def _enter_console(self, page: Page, email: str) -> None:
        page.set_default_timeout(WAIT)
        page.goto(f"{self._url}/console/")
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password").fill(PASSWORD.read_text(encoding="utf-8").strip())
        page.get_by_role("button", name="Sign in").click()
        page.locator("#menu").wait_for(state="attached")

    @contextmanager
    def _page(self, language: str, **options: Any) -> Iterator[Page]:
        locale = {"en": "en-GB", "fr": "fr-FR"}[language]
        context = self._browser.new_context(locale=locale, timezone_id="Europe/Paris", **options)
        if self._at is not None:
            context.clock.install(time=self._at)
        try:
            yield context.new_page()
        finally:
            context.close()

    @contextmanager
    def _signed_in(self, email: str, language: str, **options: Any) -> Iterator[Page]:
        with self._page(language, **options) as page:
            page.set_default_timeout(WAIT)
            page.goto(f"{self._url}/?lang={language}")
            page.locator(".people button", has_text=email).click()
            page.locator(".signed-in", has_text=email).wait_for()
            page.locator("partner-desk .launcher").click()
            _frame(page).locator("body[data-state='online']").wait_for()
            yield page

    def _ask(self, page: Page, text: str, expected: str) -> None:
        box = _frame(page).locator("[data-id='webchat-sendbox-input']")
        box.fill(text)
        box.press("Enter")
        _frame(page).locator(".webchat__bubble__content", has_text=expected).first.wait_for()
        page.wait_for_timeout(1500)  # the transcript has scrolled and fades have ended

    def _store(self, page: Page, name: str, *, full_page: bool = False) -> None:
        path = self._out / f"{name}.png"
        page.screenshot(path=path, full_page=full_page)
        print(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def _frame(page: Page) -> Any:
    return page.frame_locator("partner-desk iframe")


def _chromium() -> str:
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        sys.exit("Chromium was not found: install it (Debian: apt-get install chromium).")
    return found


def main() -> None:
    """Takes every picture; ends with a sentence when no demo answers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://127.0.0.1:8080", help="where the demo answers")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images", help="folder of the pictures")
    parser.add_argument("--at", type=datetime.fromisoformat, help="the demo's DESK_NOW, if its clock stands still")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=ARGUMENTS)
        pictures = Pictures(browser, options.url.rstrip("/"), options.out, options.at)
        try:
            for take in (pictures.invoice, pictures.collections, pictures.phone, pictures.support, pictures.console):
                take()
        except Error as problem:
            sys.exit(
                f"{problem.message.splitlines()[0]}\nIs the demo running at {options.url}? Start it with `make demo`."
            )
        finally:
            browser.close()


if __name__ == "__main__":
    main()
