"""What people wrote and were told, as markup: bold words, web addresses, and numbers that open what they name."""

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from bot.console.kernel.addresses import ROOT
from bot.domain.kernel.email_addresses import is_email
from bot.domain.kernel.markdown import pieces
from bot.domain.kernel.numbering import TICKET_PREFIX

_WORDS: Final = re.compile(r"(\s+)")
_WEB: Final = re.compile(r"https?://[^\s<>\"«»]+", re.IGNORECASE)
_MAIL: Final = "mailto:"
_AROUND: Final = ".,;:!?()[]«»“”\"'’"
"""What stands around a word and belongs to the sentence, not to an address."""
_BULLET: Final = re.compile(r"^- ", re.MULTILINE)


class Linking:
    """The filter `said`. `prefix` begins the numbers of the partner's invoices."""

    def __init__(self, prefix: str) -> None:
        series = f"{re.escape(prefix)}[0-9]{{1,12}}" if prefix else r"(?!)"
        self._number = re.compile(
            rf"(?<![\w-])(?:(?P<invoice>{series})|(?P<ticket>{TICKET_PREFIX}[0-9]{{1,9}}))(?![\w-])"
        )

    def filter(self) -> Any:
        """`text|said(marked, back)`: `marked` texts are the desk's own, with bold words; `back` leads back here.

        A number is a link for who may open what it names, and else only itself. Nothing but http, https and mail
        addresses becomes a link.
        """

        @pass_context
        def said(context: Context, text: str, marked: bool = False, back: str = "") -> Markup:
            opens = _Opens(context, back or str(context.get("here", "")))
            parts = pieces(_BULLET.sub("• ", text)) if marked else iter(((text, False),))
            return Markup("").join(
                Markup("<strong>{}</strong>").format(self._linked(part, opens)) if bold else self._linked(part, opens)
                for part, bold in parts
            )

        return said

    def _linked(self, text: str, opens: "_Opens") -> Markup:
        return Markup("").join(self._word(word, opens) for word in _WORDS.split(text))

    def _word(self, word: str, opens: "_Opens") -> Markup:
        if web := _WEB.search(word):
            address = web[0].rstrip(_AROUND)
            before, after = word[: web.start()], word[web.start() + len(address) :]
            return self._numbers(before, opens) + _elsewhere(address) + self._numbers(after, opens)
        core = word.strip(_AROUND)
        plain = core.removeprefix(_MAIL)
        if "@" in core and is_email(plain):
            before, _, after = word.partition(core)
            return Markup('{}<a href="mailto:{}">{}</a>{}').format(before, plain, core, after)
        return self._numbers(word, opens)

    def _numbers(self, text: str, opens: "_Opens") -> Markup:
        return Markup("").join(self._parts(text, opens))

    def _parts(self, text: str, opens: "_Opens") -> Iterator[Markup]:
        end = 0
        for found in self._number.finditer(text):
            yield Markup("{}").format(text[end : found.start()])
            yield opens.invoice(found[0]) if found["invoice"] else opens.ticket(found[0])
            end = found.end()
        yield Markup("{}").format(text[end:])


class _Opens:
    """What the agent who reads may open."""

    def __init__(self, context: Context, back: str) -> None:
        agent, may = context.get("agent"), context.get("may")
        self._invoices = bool(may and may("see_invoices"))
        self._tickets = bool(agent and agent.matters)
        self._back = back

    def invoice(self, number: str) -> Markup:
        """A link for who may see invoices, else the number."""
        if not self._invoices:
            return Markup("{}").format(number)
        query = f"?{urlencode({'back': self._back})}" if self._back else ""
        return Markup('<a href="{}">{}</a>').format(f"{ROOT}/invoices/{number}{query}", number)

    def ticket(self, number: str) -> Markup:
        """A link for who works on tickets, else the number."""
        if not self._tickets:
            return Markup("{}").format(number)
        return Markup('<a href="{}">{}</a>').format(f"{ROOT}/tickets/{number}", number)


def _elsewhere(address: str) -> Markup:
    """A link in a tab of its own, which learns nothing of this one."""
    return Markup('<a href="{0}" target="_blank" rel="noopener noreferrer nofollow">{0}</a>').format(address)
