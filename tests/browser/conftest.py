"""Real Chromium against a real desk; without Chromium these tests are skipped, and the summary says so loudly."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.served import Served
from tests.browser.taking_over.people import Console, Guest
from tests.browser.watched import AXE, Log, violations, watch
from tests.fixtures.desk import PASSWORD

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
VENDORED = Path(__file__).resolve().parents[2] / "bot" / "site" / "static" / "vendor" / "webchat.js"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


PATIENCE = 60_000
"""Milliseconds after which something will not be seen any more: far more than a busy machine needs."""
expect.set_options(timeout=PATIENCE)


def _missing() -> str | None:
    if CHROMIUM is None:
        return "Chromium is not installed (Debian: apt-get install chromium)"
    if not VENDORED.exists() or not AXE.exists():
        return "the web assets are missing (npm ci and npm run build in web/)"
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if missing := _missing():
                item.add_marker(pytest.mark.skip(reason=missing))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if missing := _missing():
        terminalreporter.section("BROWSER TESTS SKIPPED", sep="!", red=True, bold=True)
        terminalreporter.line(f"No page and no widget was tried in a browser: {missing}.")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk with the cast, and an engine whose answers the test decides."""
    with Served(tmp_path_factory.mktemp("desk")) as desk:
        yield desk


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. Per module, because Playwright's loop must have ended before any asynchronous test runs."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


Visit = Callable[..., Page]


@pytest.fixture
def log() -> Log:
    return Log()


class Opener:
    """Opens browsers of their own. When the test ends, nothing may have been refused by a policy, gone wrong in the
    browser's console, or been asked of anybody but the desk.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._opened: list[tuple[BrowserContext, Log, tuple[str, ...]]] = []

    def page(self, *, expected_errors: tuple[str, ...] = (), **options: Any) -> Page:
        """An empty page. `expected_errors`: what the browser's console may say, as parts of its lines."""
        context = self._browser.new_context(locale=options.pop("locale", "en-GB"), **options)
        self._opened.append((context, watch(context), expected_errors))
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    def close(self, own: str) -> None:
        """Closes all and tells what should not have happened, `own` being the desk's address."""
        found: list[Any] = []
        for context, log, expected in self._opened:
            found += [violation for page in context.pages for violation in violations(page)]
            context.close()
            found += [error for error in log.errors if not any(part in error for part in expected)]
            found += log.foreign(own)
        assert found == []


@pytest.fixture
def opener(browser: Browser, served: Served) -> Iterator[Opener]:
    opener = Opener(browser)
    yield opener
    opener.close(served.url)


@pytest.fixture
def visit(opener: Opener, served: Served) -> Visit:
    """Opens a page of the site in a browser of its own."""

    def visit(path: str = "/", **options: Any) -> Page:
        page = opener.page(**options)
        page.goto(served.url + path)
        return page

    return visit


Sit = Callable[..., Console]


@pytest.fixture(scope="module")
def sessions() -> dict[str, Any]:
    """Cookies of agents who have signed in already, by their short names."""
    return {}


@pytest.fixture
def sit(opener: Opener, served: Served, sessions: dict[str, Any]) -> Sit:
    """Seats an agent of the cast ("helpdesk") before the console, in a browser of its own."""

    def sit(name: str, path: str = "/", **options: Any) -> Console:
        page = opener.page(**{"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", **options})
        if name in sessions:
            page.context.add_cookies(sessions[name])
        else:
            sign_in(page, served.url, name)
            sessions[name] = page.context.cookies()
        return Console(page, served.url).visit(path)

    return sit


def sign_in(page: Page, url: str, name: str) -> None:
    """Signs an agent in by the form, as anybody would."""
    page.goto(f"{url}/console/")
    page.get_by_label("E-mail").fill(f"{name}@northstar.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("navigation", include_hidden=True).first.wait_for(state="attached")  # on a phone it is folded away


@pytest.fixture
def guests(served: Served) -> Iterator[Callable[..., Guest]]:
    """Lets customers in who have no browser: by the address of a contact, or as visitors."""
    entered: list[Guest] = []

    def enter(email: str | None = None) -> Guest:
        entered.append(Guest(served, email))
        return entered[-1]

    yield enter
    for guest in entered:
        guest.leave()
