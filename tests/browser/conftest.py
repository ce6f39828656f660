"""Real Chromium against a real desk; without Chromium these tests are skipped, and the summary says so loudly."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.served import Served
from tests.browser.watched import AXE, Log, violations, watch

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


@pytest.fixture
def visit(browser: Browser, served: Served) -> Iterator[Visit]:
    """Opens a page of the site in a browser of its own. When the test ends, nothing may have been refused by a
    policy, gone wrong in the console, or been asked of anybody but the desk.

    `expected_errors`: what the console may say, as parts of its lines.
    """
    opened: list[tuple[BrowserContext, Log, tuple[str, ...]]] = []

    def visit(path: str = "/", *, expected_errors: tuple[str, ...] = (), **options: Any) -> Page:
        context = browser.new_context(locale=options.pop("locale", "en-GB"), **options)
        opened.append((context, watch(context), expected_errors))
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(served.url + path)
        return page

    yield visit
    for context, log, expected in opened:
        found = [violation for page in context.pages for violation in violations(page)]
        context.close()
        errors = [error for error in log.errors if not any(part in error for part in expected)]
        assert (found, errors, log.foreign(served.url)) == ([], [], [])
