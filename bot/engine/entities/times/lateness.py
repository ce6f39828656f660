"""Paying late: the step asked about, and how many days late is spoken of."""

import re
from collections.abc import Iterator

from bot.engine.entities.found import Entity, says
from bot.engine.entities.quantities import NUMBER, number

_STEPS = {
    "reminder": r"(?:reminders?|relances?|rappels?)(?!\w)",
    "notice": r"(?:formal notices?|mises? en demeure)(?!\w)",
    "suspension": r"(?:suspensions?|suspend(?:ed|re|ez|s|u[es]*)?|cut (?:us|it|access) off|coup(?:ure|ez|er)s?)(?!\w)",
    # cancelling by us, not by the customer: who writes "I want to cancel" names no step
    "end": (
        r"(?:(?:(?<=when )|(?<=date )|(?<=before )|(?<=until )|(?<=after ))"
        r"(?:(?:will|would|can|could|may|do|might) )?you (?:(?:can|could|may|might|will|would) )?(?:cancel|terminate)|"
        r"(?:cancel|terminate) us|"
        r"(?:we|it|subscriptions?)(?:'ll| will| would| may|'d)? (?:be|get|gets) (?:cancell?ed|terminated)|"
        r"vous (?:allez |nous )*(?:resili(?:ez|erez|eriez)|annul(?:ez|erez|eriez))|"
        r"nous (?:resili(?:er|ez|erez)|annul(?:er|ez|erez))|resili(?:ez|erez|eriez)[- ]vous|"
        r"(?:serons(?:[- ]nous)?|sera(?:it)?|etre) (?:resili|annul)ee?s?|(?:resiliation|cancellation) possible)(?!\w)"
    ),
}
_STEP = re.compile("|".join(rf"(?P<{kind}>(?<![\w-]){words})" for kind, words in _STEPS.items()))
_STEP_STEMS = ("remind", "relance", "rappel", "notice", "demeure", "suspen", "cut", "coup", "cancel", "termin", "annul", "end", "close", "resili")  # fmt: skip # noqa: E501
_UNIT = r"(?P<unit>days?|jours?|j|d|weeks?|semaines?|months?|mois)"
_LATE = re.compile(
    rf"(?P<before>(?<!\w)(?:after|at|past|beyond|apres|au bout d[e']|au[- ]dela de|"
    rf"a(?= (?:\d|[a-z]{{4}}))) ?(?:les )?)?"
    rf"(?<![\w.,-])(?P<at>{NUMBER}|a|few|a few|a couple of|quelques|several) ?{_UNIT}"
    rf"(?P<late>(?: \w+)? (?:late|overdue|gone by|have passed|has passed|later|after the due date|past due|"
    rf"(?:de |en )retard|apres l'echeance))?(?!\w)"
)
_LATE_STEMS = ("late", "overdue", "gone", "pass", "retard", "after", "apres", "past", "beyond", "bout", "au-dela", "a ", "at ", "echeance")  # fmt: skip # noqa: E501
_IN_DAYS = {"w": 7, "s": 7, "m": 30}
FEW = 7
"""What "a few days" is taken for at most."""


def steps(text: str) -> Iterator[Entity]:
    """Yield the steps after a missed due date that are named; "end" is a cancellation by us."""
    if not says(text, _STEP_STEMS):
        return
    for match in _STEP.finditer(text):
        yield Entity("step", match.lastgroup or "", *match.span())


def late_days(text: str) -> Iterator[Entity]:
    """Yield how many days late is spoken of: "after 60 days", "a month has gone by", "à 60 jours"."""
    if not says(text, _LATE_STEMS):
        return
    for match in _LATE.finditer(text):
        if match["late"] or match["before"]:
            days = _days(match["at"], match["unit"])
            if days:
                yield Entity("late_days", str(days), match.start("at"), match.end())


def _days(words: str, unit: str) -> int | None:
    if words in ("few", "a few", "a couple of", "quelques", "several"):
        return FEW if unit[0] in "dj" else None
    count = 1 if words == "a" else number(words)
    return count * _IN_DAYS.get(unit[0], 1) if count else None
