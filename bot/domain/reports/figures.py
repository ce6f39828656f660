"""What the figures of the reports page mean, and the arithmetic behind them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil, sqrt
from typing import Final, TypeVar

from bot.domain.conversations.stretches import Ending
from bot.domain.conversations.summary import COURTESIES, NOT_UNDERSTOOD
from bot.domain.reports.counts import StretchTimes
from bot.domain.support.plans import SupportPlan
from bot.domain.support.support_clock import dues_of
from bot.domain.support.targets import Severity, Target

LEAST_TO_RISE: Final = 10
"""An intent asked less often than this in a period never counts as rising: a handful is noise."""


class Figure(StrEnum):
    """Every figure of the page; its name and meaning stand beside it, and in docs/reports.md."""

    CONVERSATIONS = "conversations"
    SOLVED = "solved"
    WITH_PEOPLE = "with_people"
    FALLBACK = "fallback"
    MISSED = "missed"
    WAITING = "waiting"
    RESPONSE = "response"
    GOOD = "good"
    ANSWERED = "answered"
    DAYS = "days"
    GROUPS = "groups"
    INTENTS = "intents"
    RISING = "rising"
    REASONS = "reasons"
    TIMES = "times"
    QUEUES = "queues"
    RATINGS = "ratings"
    COMMENTS = "comments"


@dataclass(frozen=True, slots=True)
class Timing:
    """How long something took: how often it was measured, median and 90th percentile, and how often as promised.

    `due` counts what the promise applied to, `kept` what came in time.
    """

    count: int
    median: timedelta | None
    p90: timedelta | None
    kept: int
    due: int


@dataclass(frozen=True, slots=True)
class Rising:
    """A matter asked more often than its share of the period before lets expect."""

    intent: str
    count: int
    before: int
    expected: float


T = TypeVar("T", int, float, timedelta)


def percentile(values: Sequence[T], part: float) -> T | None:
    """The smallest value that at least `part` (0 < part ≤ 1) of all do not exceed (nearest rank); None of nothing."""
    if not 0 < part <= 1:
        raise ValueError("a percentile lies above 0 and up to 1")
    return sorted(values)[ceil(part * len(values)) - 1] if values else None


def share(part: int, whole: int) -> float | None:
    """`part` of `whole` as a fraction of one; None where there is nothing to have a share of."""
    return part / whole if whole else None


def matters(counts: Mapping[str, int]) -> dict[str, int]:
    """What was asked, the most frequent first: without courtesies, and without messages the assistant asked back."""
    asked = {intent: count for intent, count in counts.items() if intent not in COURTESIES and intent != NOT_UNDERSTOOD}
    return dict(sorted(asked.items(), key=lambda pair: (-pair[1], pair[0])))


def rising(now: Mapping[str, int], before: Mapping[str, int]) -> tuple[Rising, ...]:
    """Intents asked at least LEAST_TO_RISE times, and clearly more often than their share of the period before.

    Expected is the earlier share of the present total; clearly means by more than twice its square root, about what
    chance explains in one of forty cases. The strongest first; none where the period before is empty.
    """
    total, total_before = sum(now.values()), sum(before.values())
    if not total_before:
        return ()
    seen = (
        Rising(intent, count, before.get(intent, 0), before.get(intent, 0) / total_before * total)
        for intent, count in now.items()
    )
    risen = [r for r in seen if r.count >= LEAST_TO_RISE and r.count - r.expected > 2 * sqrt(max(r.expected, 1.0))]
    return tuple(sorted(risen, key=lambda r: ((r.expected - r.count) / sqrt(max(r.expected, 1.0)), r.intent)))


def reasons(stretches: Sequence[StretchTimes]) -> dict[str, int]:
    """How often each reason brought people in; "taken_over" is an agent who came unasked. The most frequent first."""
    counted = Counter(stretch.reason or "taken_over" for stretch in stretches)
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def waiting(stretches: Sequence[StretchTimes], limit: timedelta) -> Timing:
    """From the hand-off until an agent took the conversation, against the longest wait the partner promises.

    The promise applies to waits that somebody ended by coming, or that ended because nobody came; who cancelled, or
    still waits, is not counted.
    """
    asked = [stretch for stretch in stretches if stretch.reason is not None]
    waits = [stretch.accepted_at - stretch.began_at for stretch in asked if stretch.accepted_at is not None]
    given_up = sum(stretch.accepted_at is None and stretch.ending is Ending.WAIT_ENDED for stretch in asked)
    kept = sum(wait <= limit for wait in waits)
    return Timing(len(waits), percentile(waits, 0.5), percentile(waits, 0.9), kept, len(waits) + given_up)


def answered_in_time(plan: SupportPlan, asked_at: datetime, answered_at: datetime) -> bool:
    """Whether a first answer came as the plan promises. So few hours by the clock are never more by opening hours."""
    hours = plan.promised_hours(Severity.MODERATE, Target.FIRST_RESPONSE)
    if hours is not None and answered_at - asked_at <= timedelta(hours=hours):
        return True
    by = dues_of(plan, Severity.MODERATE, asked_at).first_response
    return by is not None and answered_at <= by


def response(stretches: Sequence[StretchTimes], plans: Mapping[str | None, SupportPlan]) -> Timing:
    """From the hand-off until an agent's first words to the customer, against the first response of the plan.

    `plans` by key; None is for customers without one. Stretches without an answer are not counted here: a wait
    that nobody ended is seen in `waiting`.
    """
    heard = [(s, s.answered_at) for s in stretches if s.reason is not None and s.answered_at is not None]
    took = [answered_at - stretch.began_at for stretch, answered_at in heard]
    kept = sum(
        answered_in_time(plans.get(stretch.plan, plans[None]), stretch.began_at, answered_at)
        for stretch, answered_at in heard
    )
    return Timing(len(took), percentile(took, 0.5), percentile(took, 0.9), kept, len(took))
