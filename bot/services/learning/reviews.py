"""The inbox of doubtful messages: what was understood, what people say was meant, and what may be learnt from it."""

from dataclasses import replace
from datetime import datetime

from bot.domain.learning.masking import mask
from bot.domain.learning.reviews import TAUGHT
from bot.domain.learning.training_lines import Lesson
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.audit import Action
from bot.domain.staff.console_errors import IntentUnknown, MessageNotReviewable, VerdictExported
from bot.services.ports import Database, Work
from bot.services.records.learning import Doubt, DoubtPage, ReviewQuery

LONGEST_SHOWN = 1_200
"""Characters of a message that are masked for the page; a training line is far shorter."""


class Reviews:
    """Verdicts on what was understood; every text that leaves this service is masked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, asked: ReviewQuery, *, asked_by: Agent) -> DoubtPage:
        """A page of the inbox. Raises AgentMayNot."""
        with self._database.reading() as work:
            found = work.learning.reviews.doubtful(replace(asked, limit=asked.limit + 1), asked_by=asked_by)
            counts = work.learning.reviews.counts(asked, asked_by=asked_by)
        shown = tuple(map(masked, found[: asked.limit]))
        return DoubtPage(shown, shown[-1].cursor if len(found) > asked.limit else "", counts)

    def judge(self, conversation_id: str, seq: int, intent: str | None, *, asked_by: Agent, now: datetime) -> Doubt:
        """Says what a message means (None: nothing to learn from it); a verdict may change until it is exported.

        Raises AgentMayNot, IntentUnknown, MessageNotReviewable, VerdictExported.
        """
        if intent is not None and intent not in TAUGHT:
            raise IntentUnknown(intent=intent)
        with self._database.writing() as work:
            doubt = _found(work, conversation_id, seq, asked_by)
            if not work.learning.reviews.judge(conversation_id, seq, intent, asked_by=asked_by, now=now):
                raise VerdictExported()
            _note(work, doubt, asked_by, now, intent or "discarded")
            return masked(_found(work, conversation_id, seq, asked_by))

    def correct(self, *, asked_by: Agent, conversation_id: str, seq: int, intent: str, now: datetime) -> Doubt:
        """The same from within the conversation, for whoever may read it. Raises as `judge` does."""
        asked_by.require(Permission.READ_CONVERSATIONS)
        return self.judge(conversation_id, seq, intent, asked_by=asked_by, now=now)

    def withdraw(self, conversation_id: str, seq: int, *, asked_by: Agent, now: datetime) -> Doubt:
        """Takes a verdict back. Raises AgentMayNot, MessageNotReviewable, VerdictExported."""
        with self._database.writing() as work:
            doubt = _found(work, conversation_id, seq, asked_by)
            if not work.learning.reviews.withdraw(conversation_id, seq, asked_by=asked_by):
                raise VerdictExported()
            _note(work, doubt, asked_by, now, "withdrawn")
            return masked(replace(doubt, judgement=None))

    def lessons(self) -> tuple[Lesson, ...]:
        """Every verdict not exported yet, masked, oldest first; for the export, which no customer or agent asks."""
        with self._database.reading() as work:
            judged = work.learning.reviews.unexported()
        return tuple(map(_lesson, judged))

    def exported(self, lessons: tuple[Lesson, ...], now: datetime) -> None:
        """Notes that these were written into the training data; once more changes nothing."""
        keys = [(lesson.conversation_id, lesson.seq) for lesson in lessons]
        with self._database.writing() as work:
            if count := work.learning.reviews.exported(keys, now):
                work.staff.audit.note(None, Action.EXPORTED, now, details={"verdicts": count})


def masked(doubt: Doubt) -> Doubt:
    """The same without what tells who wrote it."""
    whole = len(doubt.text) <= LONGEST_SHOWN
    shown = doubt.text if whole else doubt.text[:LONGEST_SHOWN].rpartition(" ")[0]
    text = mask(shown, people=doubt.people, companies=doubt.companies)
    return replace(doubt, text=text if whole else f"{text} …")


def _lesson(doubt: Doubt) -> Lesson:
    """On one line, for training lines are lines."""
    assert doubt.judgement is not None  # noqa: S101 - only judged ones are unexported
    text = " ".join(mask(doubt.text, people=doubt.people, companies=doubt.companies).split())
    return Lesson(doubt.conversation_id, doubt.seq, text, doubt.language, doubt.judgement.intent or "")


def _found(work: Work, conversation_id: str, seq: int, asked_by: Agent) -> Doubt:
    doubt = work.learning.reviews.one(conversation_id, seq, asked_by=asked_by)
    if doubt is None:
        raise MessageNotReviewable()
    return doubt


def _note(work: Work, doubt: Doubt, agent: Agent, now: datetime, said: str) -> None:
    details = {"understood": doubt.intent, "said": said, "seq": doubt.seq}
    work.staff.audit.note(agent, Action.REVIEWED, now, conversation_id=doubt.conversation_id, details=details)
