"""The inbox of doubtful messages: what was understood, what people say was meant, and what may be learnt from it."""

from dataclasses import replace
from datetime import datetime

from bot.domain.customers.identity import Identity
from bot.domain.learning.masking import mask
from bot.domain.learning.reviews import TAUGHT
from bot.domain.learning.training_lines import TrainingExample
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.audit import Action
from bot.domain.staff.console_errors import IntentUnknown, MessageNotReviewable, ReviewExported
from bot.services.ports import Database, Work
from bot.services.records.learning import ReviewItem, ReviewPage, ReviewQuery

LONGEST_SHOWN = 1_200
"""Characters of a message that are masked for the page; a training line is far shorter."""


class Reviews:
    """Reviews on what was understood; every text that leaves this service is masked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, asked: ReviewQuery, *, asked_by: Agent) -> ReviewPage:
        """A page of the inbox. Raises AgentMayNot."""
        with self._database.reading() as work:
            found = work.learning.reviews.doubtful(replace(asked, limit=asked.limit + 1), asked_by=asked_by)
            counts = work.learning.reviews.counts(asked, asked_by=asked_by)
        shown = tuple(map(masked, found[: asked.limit]))
        return ReviewPage(shown, shown[-1].cursor if len(found) > asked.limit else "", counts)

    def judge(
        self, conversation_id: str, seq: int, intent: str | None, *, asked_by: Agent, now: datetime
    ) -> ReviewItem:
        """Says what a message means (None: nothing to learn from it); a review may change until it is exported.

        Raises AgentMayNot, IntentUnknown, MessageNotReviewable, ReviewExported.
        """
        if intent is not None and intent not in TAUGHT:
            raise IntentUnknown(intent=intent)
        with self._database.writing() as work:
            item = _found(work, conversation_id, seq, asked_by)
            if not work.learning.reviews.judge(conversation_id, seq, intent, asked_by=asked_by, now=now):
                raise ReviewExported()
            _note(work, item, asked_by, now, intent or "discarded")
            return masked(_found(work, conversation_id, seq, asked_by))

    def correct(self, *, asked_by: Agent, conversation_id: str, seq: int, intent: str, now: datetime) -> ReviewItem:
        """The same from within the conversation, for whoever may read it. Raises as `judge` does."""
        asked_by.require(Permission.READ_CONVERSATIONS)
        return self.judge(conversation_id, seq, intent, asked_by=asked_by, now=now)

    def withdraw(self, conversation_id: str, seq: int, *, asked_by: Agent, now: datetime) -> ReviewItem:
        """Takes a review back. Raises AgentMayNot, MessageNotReviewable, ReviewExported."""
        with self._database.writing() as work:
            item = _found(work, conversation_id, seq, asked_by)
            if not work.learning.reviews.withdraw(conversation_id, seq, asked_by=asked_by):
                raise ReviewExported()
            _note(work, item, asked_by, now, "withdrawn")
            return masked(replace(item, review=None))

    def missed(
        self, conversation_id: str, topic: str, aspect: str | None, *, asked_by: Identity, now: datetime
    ) -> None:
        """A customer says that the answer to their latest question of a topic was not what they asked."""
        with self._database.writing() as work:
            work.learning.reviews.missed(conversation_id, topic, aspect, asked_by=asked_by, now=now)

    def examples(self) -> tuple[TrainingExample, ...]:
        """Every review not exported yet, masked, oldest first; for the export, which no customer or agent asks."""
        with self._database.reading() as work:
            judged = work.learning.reviews.unexported()
        return tuple(map(_example, judged))

    def exported(self, examples: tuple[TrainingExample, ...], now: datetime) -> None:
        """Notes that these were written into the training data; once more changes nothing."""
        keys = [(example.conversation_id, example.seq) for example in examples]
        with self._database.writing() as work:
            if count := work.learning.reviews.exported(keys, now):
                work.staff.audit.note(None, Action.EXPORTED, now, details={"verdicts": count})


def masked(item: ReviewItem) -> ReviewItem:
    """The same without what tells who wrote it."""
    whole = len(item.text) <= LONGEST_SHOWN
    shown = item.text if whole else item.text[:LONGEST_SHOWN].rpartition(" ")[0]
    text = mask(shown, people=item.people, companies=item.companies)
    return replace(item, text=text if whole else f"{text} …")


def _example(item: ReviewItem) -> TrainingExample:
    """On one line, for training lines are lines."""
    assert item.review is not None  # noqa: S101 - only judged ones are unexported
    text = " ".join(mask(item.text, people=item.people, companies=item.companies).split())
    return TrainingExample(item.conversation_id, item.seq, text, item.language, item.review.intent or "")


def _found(work: Work, conversation_id: str, seq: int, asked_by: Agent) -> ReviewItem:
    item = work.learning.reviews.one(conversation_id, seq, asked_by=asked_by)
    if item is None:
        raise MessageNotReviewable()
    return item


def _note(work: Work, item: ReviewItem, agent: Agent, now: datetime, said: str) -> None:
    details = {"understood": item.intent, "said": said, "seq": item.seq}
    work.staff.audit.note(agent, Action.REVIEWED, now, conversation_id=item.conversation_id, details=details)
