"""How many doubtful messages there are, without looking at one of them."""

from collections import Counter

from sqlalchemy import Connection, func, select

from bot.domain.learning.reviews import CLARIFIED, Reason
from bot.services.records.learning import ReviewCounts, ReviewQuery
from bot.storage.learning.to_review import JUDGED, LITTLE, ONLY_MISSED, SURE, before_people, missed, narrowed
from bot.storage.schema import reviews, turns


def counts(connection: Connection, asked: ReviewQuery) -> ReviewCounts:
    """Open and judged messages since the last export, narrowed by language and intent.

    Of messages before a hand-off, those of the latest SEARCHED_STRETCHES.
    """
    clarified, languages = _little_understood(connection, asked)
    led, others = _before_people(connection, asked)
    languages += others
    missed_all, only = _missed(connection, asked)
    languages += only
    judged = select(func.count()).select_from(JUDGED).where(reviews.c.exported_at.is_(None), *narrowed(asked))
    return ReviewCounts(
        open=sum(languages.values()),
        judged=connection.execute(judged).scalar_one(),
        by_reason={
            Reason.UNSURE: clarified[False],
            Reason.CLARIFIED: clarified[True],
            Reason.HANDED_OFF: led,
            Reason.CORRECTED: 0,
            Reason.MISSED: missed_all,
        },
        by_language={language: count for language, count in languages.items() if count},
    )


def _little_understood(connection: Connection, asked: ReviewQuery) -> tuple[Counter[bool], Counter[str]]:
    """All of them less the judged ones: few reviews are looked up instead of many messages."""
    by = (turns.c.language, turns.c.intent)
    every = select(*by, func.count().label("messages")).where(LITTLE, *narrowed(asked)).group_by(*by)
    clarified: Counter[bool] = Counter()
    languages: Counter[str] = Counter()
    for sign, query in ((1, every), (-1, every.select_from(JUDGED))):
        for row in connection.execute(query):
            clarified[row.intent in CLARIFIED] += sign * row.messages
            languages[row.language] += sign * row.messages
    return clarified, languages


def _missed(connection: Connection, asked: ReviewQuery) -> tuple[int, Counter[str]]:
    """How many customers said were missed, and those of them by language that are there for nothing else."""
    said = missed().where(*narrowed(asked))
    every = connection.execute(select(func.count()).select_from(said.subquery())).scalar_one()
    rows = connection.execute(said.where(*ONLY_MISSED).add_columns(turns.c.language))
    return every, Counter(row.language for row in rows)


def _before_people(connection: Connection, asked: ReviewQuery) -> tuple[int, Counter[str]]:
    """How many led to people, and those of them by language that are not little understood anyhow."""
    found, _ = before_people()
    rows = connection.execute(found.add_columns(turns.c.language, SURE.label("sure")).where(*narrowed(asked)))
    once = {(row.conversation_id, row.seq): row for row in rows}
    return len(once), Counter(row.language for row in once.values() if row.sure)
