"""`desk chat`: a conversation with a running desk, in a terminal or line by line for programs."""

import argparse
import asyncio
import json
import os
import readline
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import aiohttp

from bot.cli.failure import CommandFailed
from bot.cli.talking.dialogue import Dialogue, Exchange
from bot.cli.talking.directline import DirectLine, MessageRefused
from bot.cli.talking.rendering import lines_of, numbered
from bot.domain.kernel.locales import LANGUAGES
from bot.settings import ROOT, Settings, load

HELP = """Talks to a running desk as the website does. Lines are messages; `!button TITLE` presses the latest button
of that title. In a terminal, a button's number presses it and Ctrl-D ends. With --json every turn is one JSON object
on a line: text, replies (text, buttons, card), intent, confidence, language, owner, ms."""

PRESS = "!button "
PROMPT = "you> "
IDLE_LOOK = 0.5
RENEW_SECONDS = 600.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked."""
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--as", dest="email", metavar="ADDRESS", help="speak as this contact, signed in on the website")
    who.add_argument("--anonymous", action="store_true", help="speak as a visitor nobody vouches for")
    parser.add_argument("--url", help="address of the desk (default: the one of this installation)")
    parser.add_argument("--json", action="store_true", help="print one JSON object a turn")
    parser.add_argument("--conversation", metavar="ID", help="go on with an earlier conversation of the same contact")
    parser.add_argument("--language", choices=LANGUAGES, help="language of the page (default: the contact's own)")


def run(options: argparse.Namespace) -> int:
    """Talks until the input ends. Status 2 for an address nobody has."""
    settings = load()
    identity = None if options.anonymous else _identity(settings, options.email)
    url = (options.url or settings.public_url).rstrip("/")
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
    with _history(sys.stdin.isatty() and not options.json):
        asyncio.run(_talk(url, identity, options))
    return 0


def _identity(settings: Settings, email: str) -> str:
    from bot.cli.database import known_contacts  # with all of the database: a visitor's chat starts without
    from bot.site.signing import SigningKeyUnusable, sign

    known = known_contacts(settings)
    if email.strip().casefold() not in {entry.email for entry in known}:
        listing = "\n".join(f"  {entry.email:<32}{entry.customer}" for entry in known) or "  (none: run `desk seed`)"
        raise CommandFailed(f"Nobody here has the address {email}. Known ones:\n{listing}", status=2)
    try:
        return sign(settings, email.strip().casefold(), settings.clock()())
    except SigningKeyUnusable as error:
        raise CommandFailed(f"{error}; a desk makes its keys when it starts.") from error


async def _talk(url: str, identity: str | None, options: argparse.Namespace) -> None:
    async with aiohttp.ClientSession() as session:
        line = DirectLine(session, url)
        await line.open(identity, options.conversation, options.language)
        talk = _Talk(Dialogue(line), options.json)
        await talk.begin(resumed=options.conversation is not None)
        await talk.until_the_end()


class _Talk:
    """Reads lines, says them, shows the answers; between lines, shows what arrives unasked."""

    def __init__(self, dialogue: Dialogue, as_json: bool) -> None:
        self._dialogue = dialogue
        self._json = as_json
        self._terminal = sys.stdin.isatty() and not as_json
        self._colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        self._last: Exchange | None = None
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._answered = threading.Event()
        self._renewed = time.monotonic()

    async def begin(self, *, resumed: bool) -> None:
        """Shows the greeting of a new conversation, or catches up with an old one."""
        if not self._json:
            print(f"Conversation {self._dialogue.line.conversation}. Ctrl-D ends.\n", flush=True)
        if resumed:
            await self._dialogue.catch_up()
        self._show(await self._dialogue.unasked())

    async def until_the_end(self) -> None:
        """Goes on until the input ends."""
        reader = threading.Thread(target=self._read_lines, args=(asyncio.get_running_loop(),), daemon=True)
        reader.start()
        while (line := await self._next_line()) is not None:
            await self._keep_token()
            if line.strip():
                await self._say(line.strip("\r\n"))
            self._answered.set()
        self._show(await self._dialogue.unasked())

    async def _next_line(self) -> str | None:
        while True:
            with suppress(TimeoutError):
                return await asyncio.wait_for(self._lines.get(), IDLE_LOOK)
            await self._keep_token()
            if arrived := await self._dialogue.unasked():
                self._show_over_prompt(arrived)

    async def _keep_token(self) -> None:
        if time.monotonic() - self._renewed > RENEW_SECONDS:
            await self._dialogue.line.renew()
            self._renewed = time.monotonic()

    async def _say(self, line: str) -> None:
        try:
            text, button = self._meant(line)
            self._show(await self._dialogue.say(text, button))
        except MessageRefused as refusal:
            await self._show_refusal(line, str(refusal))
        except CommandFailed as failure:
            if not self._terminal:
                raise
            print(f"{failure}\n", flush=True)

    def _meant(self, line: str) -> tuple[str, str | None]:
        """What to send for a line: a text, or the press of a button."""
        if line.startswith(PRESS):
            title = line.removeprefix(PRESS).strip()
            return title, self._dialogue.pressable(title)
        offered = numbered(self._last) if self._last and self._terminal else ()
        if line.isascii() and line.isdigit() and 0 < int(line) <= len(offered):
            chosen = offered[int(line) - 1]
            return chosen["title"], chosen["id"]
        return line, None

    async def _show_refusal(self, line: str, reason: str) -> None:
        """What the desk says about a message it did not take, or else its bare reason, is the answer."""
        remarks = await self._dialogue.unasked()
        said = tuple(activity for remark in remarks for activity in remark.replies) or ({"text": reason},)
        self._show([Exchange(line, said, None, None, self._dialogue.language, self._dialogue.owner, 0)])

    def _show(self, exchanges: Sequence[Exchange]) -> None:
        for exchange in exchanges:
            self._last = exchange
            if self._json:
                print(json.dumps(exchange.as_json(), ensure_ascii=False), flush=True)
            else:
                print("\n".join(lines_of(exchange, self._colour)), flush=True)

    def _show_over_prompt(self, arrived: Sequence[Exchange]) -> None:
        if self._terminal:
            print("\r\x1b[K", end="")
        self._show(arrived)
        if self._terminal:
            print(PROMPT + readline.get_line_buffer(), end="", flush=True)

    def _read_lines(self, loop: asyncio.AbstractEventLoop) -> None:
        """Runs in a thread of its own, because reading a terminal blocks."""
        read = _prompted if self._terminal else sys.stdin.readline
        try:
            while line := read():
                self._answered.clear()
                loop.call_soon_threadsafe(self._lines.put_nowait, line)
                self._answered.wait()
        finally:
            with suppress(RuntimeError):  # the loop has ended already
                loop.call_soon_threadsafe(self._lines.put_nowait, None)


@contextmanager
def _history(terminal: bool) -> Iterator[None]:
    """Arrow keys bring earlier lines back, also those of the last time."""
    path = ROOT / "var" / "chat_history"
    if terminal and path.is_file():
        readline.read_history_file(path)
    yield
    if terminal:
        readline.set_history_length(500)
        readline.write_history_file(path)


def _prompted() -> str:
    try:
        return input(PROMPT) + "\n"
    except EOFError:
        print()
        return ""
