"""What a message asks whose words leave no choice after the question before: "when would that be?"."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

from bot.domain.kernel.questions import Form

RULES: Final = Path(__file__).with_name("follow_ups.yml")
"""The rules, explained at its head."""
LONGEST: Final = 22
"""Words up to which a message is looked at: longer ones say themselves what they are about."""
LONGEST_TEXT: Final = 200
"""Characters up to which it is."""
ANYTHING: Final = "anything"
_OPENING = r"\W*(?:(?:and|so|oh|ok|okay|but|wait|et|donc|alors|mais|attendez)\W+)*"
_CLOSING = r"(?:\s(?:exactly|then|exactement|au juste|alors))?\W*$"


@dataclass(frozen=True)
class Rule:
    """`topic` and `aspect` are asked by these words after one of `after`: topics, topic/aspect or ANYTHING.

    Where `names` is not empty, a thing of one of these kinds must be named as well.
    """

    topic: str
    aspect: str | None
    after: frozenset[str]
    words: re.Pattern[str]
    forms: frozenset[Form]
    names: frozenset[str]

    def fits(self, text: str, before: frozenset[str], form: Form, named: frozenset[str]) -> bool:
        """Return whether a folded text says so after what was talked about `before`."""
        fits = form in self.forms and self.after & before and (not self.names or self.names & named)
        return bool(fits) and self.words.match(text) is not None


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules, in their order. Raises re.error and KeyError for what cannot be read."""
    return tuple(_rule(raw) for raw in YAML(typ="safe").load(RULES.read_text("utf-8")))


def followed(
    text: str, topic: str | None, aspect: str | None, form: Form, named: frozenset[str] = frozenset()
) -> tuple[str, str | None] | None:
    """Return topic and aspect that a folded text asks after `topic` and `aspect`, or None where no rule says.

    `named` are the kinds of things the message names.
    """
    if len(text) > LONGEST_TEXT or len(text.split()) > LONGEST:
        return None
    before = frozenset({ANYTHING, topic or ANYTHING, f"{topic}/{aspect}"})
    found = next((rule for rule in rules() if rule.fits(text, before, form, named)), None)
    return (found.topic, found.aspect) if found else None


def _rule(raw: dict[str, Any]) -> Rule:
    topic, _, aspect = str(raw["asks"]).partition("/")
    words = [rf"(?=.*?(?<!\w)(?:{_one_line(each)})(?!\w))" for each in raw.get("words", ())]
    words += [rf"(?={_OPENING}(?:{_one_line(each)}){_CLOSING})" for each in raw.get("alone", ())]
    forms, names = (Form(form) for form in raw.get("forms", tuple(Form))), raw.get("names", ())
    after, pattern = frozenset(raw["after"]), re.compile("".join(words))
    return Rule(topic, aspect or None, after, pattern, frozenset(forms), frozenset(names))


def _one_line(words: str) -> str:
    """Return alternatives that stand on several lines of the file without the blanks between these."""
    return re.sub(r"\|\s+", "|", words)
