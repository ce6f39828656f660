"""The reports page against a plain count of the raw rows, over histories nobody thought of."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.domain.conversations.satisfaction import SOLVING
from bot.domain.customers.audience import may_ask
from bot.domain.customers.identity import VISITOR, Identity
from bot.domain.reports.counts import QUIET, Days, Period, Selection
from bot.domain.staff.agents import Agent, AgentRole
from bot.storage.database import SqlDatabase
from tests.fixtures.properties import examples
from tests.storage.conversations.talking import identity
from tests.storage.reports.histories import NIGHTS, PLACES, SPEAKERS, Raw, Talk, store, talks

AGENT = Agent(1, "agent@northstar.example", "Agent", "technical", frozenset({AgentRole.HELPDESK_AGENT}))


class Recount:
    """A slow count in plain words, after docs/reports.md."""

    def __init__(self, raw: Raw, speakers: dict[str | None, Identity], selection: Selection) -> None:
        self.raw, self.speakers = raw, speakers
        self.chosen = {
            name: talk for name, talk in raw.talks.items()
            if selection.language in (None, talk["language"]) and selection.channel in (None, talk["channel"])
        }  # fmt: skip

    def within(self, rows: list[dict[str, Any]], column: str, period: Period) -> list[dict[str, Any]]:
        return [r for r in rows if r["conversation_id"] in self.chosen and period.since <= r[column] < period.until]

    def written(self, period: Period) -> list[dict[str, Any]]:
        by_desk = [
            r for r in self.raw.turns if r["intent"] is None and r["owner"] == "bot" and r["state"] != "suppressed"
        ]
        return [r for r in self.within(self.raw.turns, "finished_at", period) if r not in by_desk]

    def groups(self, period: Period, now: datetime) -> set[tuple[Any, ...]]:
        counts: dict[tuple[str, str], Counter[str]] = {}
        for name in {row["conversation_id"] for row in self.written(period)}:
            talk = self.chosen[name]
            counted = counts.setdefault((talk["language"], talk["channel"]), Counter())
            over = talk["lifecycle"] == "closed" or talk["last_at"] <= now - QUIET
            people = any(
                s["conversation_id"] == name and s["began_at"] < period.until
                and (s["ended_at"] is None or s["ended_at"] >= period.since) for s in self.raw.stretches
            )  # fmt: skip
            opened = any(t["conversation_id"] == name for t in self.within(self.raw.tickets, "opened_at", period))
            helped = any(
                r["conversation_id"] == name and r["state"] == "answered" and r["intent"] in SOLVING
                and may_ask(self.speakers[talk["speaker"]], r["intent"]) for r in self.written(period)
            )  # fmt: skip
            counted.update(all=1, over=over, solved=over and helped and not people and not opened, people=people)
        return {(*key, c["all"], c["over"], c["solved"], c["people"]) for key, c in counts.items()}

    def intents(self, period: Period) -> Counter[str]:
        answered = [r for r in self.within(self.raw.turns, "finished_at", period) if r["state"] == "answered"]
        return Counter(row["intent"] for row in answered if row["intent"] is not None)

    def day(self, period: Period) -> tuple[int, int]:
        began = self.within(self.raw.stretches, "began_at", period)
        return len({row["conversation_id"] for row in self.written(period)}), len(began)


@pytest.mark.parametrize("selection", [Selection(), Selection(language="fr"), Selection("en", "teams")])
@settings(
    max_examples=examples(20), phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(talks(), min_size=3, max_size=8), st.sampled_from(PLACES), st.sampled_from(NIGHTS), st.integers(1, 4),
    st.integers(0, 6 * 1440),
)  # fmt: skip
def test_every_count_is_that_of_the_raw_rows(
    seeded: SqlDatabase, selection: Selection, told: list[Talk], zone: ZoneInfo, first: date, count: int, passed: int
) -> None:
    days = Days(first, first + timedelta(days=count - 1), zone)
    now = days.period.since + timedelta(minutes=passed)
    speakers = {email: identity(seeded, email) if email else VISITOR for email in SPEAKERS}
    recount = Recount(store(seeded, told, days.period.since), speakers, selection)
    with seeded.reading() as work:
        ask = {"asked_by": AGENT}
        for period in (days.period, days.before(now)):
            found = {
                (g.language, g.channel, g.conversations, g.over, g.solved, g.with_people)
                for g in work.reports.counts.groups(period, selection, now=now, **ask)
            }
            assert found == recount.groups(period, now)
            assert work.reports.counts.intents(period, selection, **ask) == recount.intents(period)
            with_people = recount.within(recount.raw.stretches, "began_at", period)
            counted = work.reports.counts.stretches(period, selection, **ask)
            assert [s.began_at for s in counted] == sorted(row["began_at"] for row in with_people)
            assert Counter(s.queue for s in counted) == Counter(row["queue"] for row in with_people)
            opened = Counter(row["queue"] for row in recount.within(recount.raw.tickets, "opened_at", period))
            assert work.reports.counts.tickets(period, selection, **ask) == opened
            for rating in work.reports.counts.ratings(period, selection, **ask):
                asked = recount.within(recount.raw.ratings, "asked_at", period)
                scores = Counter(row["score"] for row in asked if row["about"] == rating.about)
                assert (rating.asked, rating.good, rating.poor) == (scores.total(), scores["good"], scores["poor"])
        for counted_day in work.reports.counts.days(days.each, selection, **ask):
            (period,) = (day.period for day in days.each if day.day == counted_day.day)
            assert (counted_day.conversations, counted_day.stretches) == recount.day(period)
