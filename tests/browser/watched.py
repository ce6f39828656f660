"""A page whose every request, error and policy violation is written down."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, FrameLocator, Page

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_WATCH = """
  window.__violations = [];
  addEventListener("securitypolicyviolation", (event) =>
    window.__violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  addEventListener("htmx:sseOpen", () => { document.documentElement.dataset.live = ""; });
  addEventListener("htmx:sseError", () => { delete document.documentElement.dataset.live; });
"""


@dataclass
class Log:
    """What went on in a browser context."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def foreign(self, own: str) -> list[str]:
        """Requests to anybody but `own`; data and blob addresses are no requests to anybody."""
        host = urlsplit(own).netloc
        return [url for url in self.requests if urlsplit(url).netloc not in {host, ""}]


def watch(context: BrowserContext) -> Log:
    """Writes down everything in this context from now on."""
    log = Log()
    context.on("request", lambda request: log.requests.append(request.url))
    context.on("weberror", lambda error: log.errors.append(str(error.error)))
    context.on("console", lambda said: log.errors.append(said.text) if said.type == "error" else None)
    context.on("page", lambda page: page.on("websocket", lambda socket: log.requests.append(socket.url)))
    context.add_init_script(_WATCH)
    return log


def violations(page: Page) -> list[str]:
    """What the content security policies of all frames of a page refused."""
    return [found for frame in page.frames for found in frame.evaluate("window.__violations || []")]


def axe(page: Page) -> list[str]:
    """What axe finds in every frame of a page: rule, and the element."""
    found: list[str] = []
    for frame in page.frames:
        # Through the debugger, as a policy of our pages rightly refuses a foreign script tag.
        frame.evaluate(f"() => {{ {AXE.read_text()}\n }}")
        options = {"runOnly": AXE_RULES, "iframes": False}
        result: dict[str, Any] = frame.evaluate(f"axe.run(document, {json.dumps(options)})")
        found += [
            f"{violation['id']} ({violation['impact']}): {node['target']} {node['failureSummary']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]
    return found


class Chat:
    """The widget as a customer uses it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def launcher(self) -> Any:
        return self.page.locator("partner-desk .launcher")

    @property
    def panel(self) -> Any:
        """What the page itself draws around the frame."""
        return self.page.locator("partner-desk .panel")

    @property
    def line(self) -> Any:
        """The line below the name in the panel's header."""
        return self.page.locator("partner-desk .line")

    @property
    def card(self) -> Any:
        """What stands in for a frame that does not come."""
        return self.page.locator("partner-desk .card")

    def tool(self, name: str) -> Any:
        """A button of the panel's header."""
        return self.panel.locator(".tool", has=self.page.locator("svg")).and_(
            self.page.get_by_role("button", name=name)
        )

    def close(self) -> None:
        """By the button of the panel's header."""
        self.tool("Close the support chat").click()

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator("partner-desk iframe")

    @property
    def input(self) -> Any:
        return self.frame.locator("[data-id='webchat-sendbox-input']")

    @property
    def transcript(self) -> Any:
        return self.frame.locator(".webchat__basic-transcript")

    @property
    def notice(self) -> Any:
        return self.frame.locator("#notice")

    def reads(self, text: str) -> Any:
        """What is shown of a text, without the web chat's copies for screen readers."""
        return self.transcript.locator(".webchat__bubble__content", has_text=text)

    def open(self) -> "Chat":
        """Opens the chat and waits until one can write."""
        self.launcher.click()
        return self.ready()

    def ready(self) -> "Chat":
        self.frame.locator("body[data-state='online']").wait_for(timeout=60_000)
        self.input.wait_for()
        return self

    def say(self, text: str) -> None:
        """Types and sends."""
        self.input.fill(text)
        self.input.press("Enter")

    def sees(self, text: str, timeout: float = 60_000) -> None:
        """Waits until a text can be read in the transcript."""
        self.reads(text).first.wait_for(timeout=timeout)
