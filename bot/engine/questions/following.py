"""What a message asks whose words leave no choice, by what was talked about before: "when would that be?"."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

from bot.domain.kernel.questions import Form

RULES: Final = tuple(Path(__file__).with_name(name) for name in ("plain_words.yml", "follow_ups.yml"))
"""The rules, explained at the head of the second file; plain words, which need nothing said before, come first."""
LONGEST: Final = 22
"""Words up to which a rule looks at a message, unless it says otherwise: longer ones tell what they are about."""
LONGEST_TEXT: Final = 400
"""Characters up to which a message is looked at."""
ANYTHING: Final = "anything"
_OPENING = r"\W*(?:(?:and|so|oh|ok|okay|but|wait|et|donc|alors|mais|attendez)\W+)*"
_CLOSING = r"(?:\s(?:exactly|then|exactement|au juste|alors))?\W*$"


@dataclass(frozen=True)
class Rule:
    """`topic` and `aspect` are asked by these words after one of `after`: topics, topic/aspect or ANYTHING.

    Where `names` is not empty, a thing of one of these kinds must be named as well. It fits messages of up to `longest`
    words; one that is `whole` is a single question even where two of its clauses ask.
    """

    topic: str
    aspect: str | None
    after: frozenset[str]
    words: re.Pattern[str]
    forms: frozenset[Form]
    names: frozenset[str]
    longest: int = LONGEST
    whole: bool = False

    def fits(self, text: str, before: frozenset[str], form: Form, named: frozenset[str]) -> bool:
        """Return whether a folded text says so after what was talked about `before`."""
        fits = form in self.forms and self.after & before and (not self.names or self.names & named)
        return bool(fits) and len(text.split()) <= self.longest and self.words.match(text) is not None


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules, in their order. Raises re.error and KeyError for what cannot be read."""
    return tuple(_rule(raw) for path in RULES for raw in YAML(typ="safe").load(path.read_text("utf-8")))


def followed(
    text: str,
    topic: str | None,
    aspect: str | None,
    form: Form,
    named: frozenset[str] = frozenset(),
    *,
    several: bool = False,
) -> tuple[str, str | None] | None:
    """Return topic and aspect that a folded text asks after `topic` and `aspect`, or None where no rule says.

    `named` are the kinds of things the message names; `several` tells that more than one of its clauses asks.
    """
    if len(text) > LONGEST_TEXT:
        return None
    before = frozenset({ANYTHING, topic or ANYTHING, f"{topic}/{aspect}"})
    rules_looked_at = (rule for rule in rules() if rule.whole or not several)
    found = next((rule for rule in rules_looked_at if rule.fits(text, before, form, named)), None)
    return (found.topic, found.aspect) if found else None


def _rule(raw: dict[str, Any]) -> Rule:
    topic, _, aspect = str(raw["asks"]).partition("/")
    words = [rf"(?=.*?(?<!\w)(?:{_one_line(each)})(?!\w))" for each in raw.get("words", ())]
    words += [rf"(?={_OPENING}(?:{_one_line(each)}){_CLOSING})" for each in raw.get("alone", ())]
    words += [rf"(?!.*?(?<!\w)(?:{_one_line(each)})(?!\w))" for each in raw.get("unless", ())]
    forms, names = frozenset(Form(form) for form in raw.get("forms", tuple(Form))), frozenset(raw.get("names", ()))
    after, pattern = frozenset(raw["after"]), re.compile("".join(words), re.DOTALL)
    longest, whole = int(raw.get("longest", LONGEST)), bool(raw.get("whole", False))
    return Rule(topic, aspect or None, after, pattern, forms, names, longest, whole)


def _one_line(words: str) -> str:
    """Return alternatives that stand on several lines of the file without the blanks between these."""
    return re.sub(r"\|\s+", "|", words)
