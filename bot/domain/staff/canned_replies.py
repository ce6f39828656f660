"""Replies written in advance: their variables, how these are filled, and what is never sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.kernel import lengths
from bot.domain.kernel.errors import DeskError
from bot.domain.kernel.locales import LANGUAGES

VARIABLES: Final[Mapping[str, str]] = {
    "contact": "The name of the contact who writes.",
    "customer": "The contact's company.",
    "agent": "Your name.",
    "team": "The name of your team, in the language of the conversation.",
    "partner": "The partner's name.",
    "ticket": "The ticket named last in the conversation, if the customer may read it.",
    "invoice": "The invoice named last in the conversation, if the customer may see it.",
    "payment_link": "The page on which that invoice is paid, while something is owed on it.",
    "plan": "The name of the customer's support plan.",
    "opening": "Day and time at which support opens next for this customer.",
    "email": "The support address from partner.yml.",
    "phone": "The support telephone number from partner.yml.",
}
"""The fixed list of what may stand in braces; docs/canned-replies.md shows the same."""

_BRACES: Final = re.compile(r"\{([^{}\n]*)\}|[{}]")
_MARKER: Final = re.compile(r"⟦([^⟦⟧\n]*)⟧")


class VariableUnknown(DeskError):
    """The text has braces that name no variable. Blanks: variable, field (the language), line and column (from 1)."""

    code = "canned_variable_unknown"


class CannedIncomplete(DeskError):
    """A reply needs a name and a text in each language, not too long. Blank: field (name_en, en and so on)."""

    code = "canned_incomplete"


class CannedNameTaken(DeskError):
    """Another reply has this name. Blanks: name, field (name_en and so on)."""

    code = "canned_name_taken"


class CannedNotFound(DeskError):
    """There is no such reply, or it was deleted."""

    code = "canned_not_found"


class CannedChanged(DeskError):
    """A colleague changed the reply since it was read. Blank: name."""

    code = "canned_changed"


class ReplyUnfilled(DeskError):
    """The text still has marked gaps that an agent must fill. Blank: gaps."""

    code = "reply_unfilled"


@dataclass(frozen=True, slots=True)
class CannedReply:
    """A reply as written, variables open, named in each language. `team` None is for everyone; `intents` are the
    questions it suits.

    `changed_at` (UTC) is the version a change is based on; `changed_by` is the agent's name, empty when it came with
    the installation.
    """

    id: int
    names: Mapping[str, str]
    team: str | None
    intents: tuple[str, ...]
    texts: Mapping[str, str]
    changed_at: datetime
    changed_by: str = ""

    @property
    def name(self) -> str:
        """What it is called in the log and in refusals, whatever the reader's language."""
        return self.names[LANGUAGES[0]]

    def text(self, language: str) -> str:
        """The text in a language. Raises KeyError for one that no reply is written in."""
        return self.texts[language]

    def is_for(self, team: str) -> bool:
        """Whether agents of a team are offered it while they answer."""
        return self.team is None or self.team == team


def name_field(language: str) -> str:
    """How refusals and forms call the name in a language."""
    return f"name_{language}"


def check(names: Mapping[str, str], texts: Mapping[str, str]) -> None:
    """Raises CannedIncomplete (blank: field) and VariableUnknown (with the place) for what may not be saved."""
    for language in LANGUAGES:
        if not 0 < len(names.get(language, "")) <= lengths.CANNED_NAME:
            raise CannedIncomplete(field=name_field(language))
    for language in LANGUAGES:
        text = texts.get(language, "")
        if not 0 < len(text.strip()) <= lengths.CANNED_TEXT:
            raise CannedIncomplete(field=language)
        _check_braces(text, language)


def variables_of(text: str) -> tuple[str, ...]:
    """The variables in a text that was checked, each once, in order."""
    return tuple(dict.fromkeys(match[1] for match in _BRACES.finditer(text) if match[1] in VARIABLES))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables filled; one without a value is left as a gap that everybody sees: ⟦invoice⟧.

    Values are taken literally: braces in a customer's name fill nothing further, and marks in it are no gaps.
    """

    def filled(match: re.Match[str]) -> str:
        if match[1] not in VARIABLES:
            return match[0]
        value = values.get(match[1], "").translate(_NO_MARKS)
        return value or f"⟦{match[1]}⟧"

    return _BRACES.sub(filled, text)


_NO_MARKS: Final = {ord("⟦"): "[", ord("⟧"): "]"}


def unfilled(text: str) -> tuple[str, ...]:
    """The gaps left in a text, each once, in order; empty when it may be sent."""
    return tuple(dict.fromkeys(match[1] for match in _MARKER.finditer(text)))


def pieces(text: str) -> tuple[tuple[str, bool], ...]:
    """The text in parts, each with whether it is a gap: for showing gaps apart."""
    parts = _MARKER.split(text)
    return tuple((f"⟦{part}⟧" if n % 2 else part, n % 2 == 1) for n, part in enumerate(parts) if part or n % 2)


def require_filled(text: str) -> None:
    """Raises ReplyUnfilled (blank: gaps) for a text that still has gaps."""
    if gaps := unfilled(text):
        raise ReplyUnfilled(gaps=", ".join(gaps))


def _check_braces(text: str, language: str) -> None:
    for match in _BRACES.finditer(text):
        if match[1] not in VARIABLES:
            line, column = _place(text, match.start())
            raise VariableUnknown(variable=match[0], field=language, line=line, column=column)


def _place(text: str, position: int) -> tuple[str, str]:
    """Line and column, from 1, as an editor counts them."""
    before = text[:position]
    return str(before.count("\n") + 1), str(position - (before.rfind("\n") + 1) + 1)
