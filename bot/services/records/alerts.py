"""What repositories take and hand over about alerts: what is to be passed on, and what agents were told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.notices.outbox import MailState
from bot.domain.staff.alerting import Telling, Way
from bot.domain.support.alerts import AlertKind
from bot.domain.support.targets import Severity, Target
from bot.domain.support.tickets import Matter


class TellingState(StrEnum):
    """WAITING for its time; HANDED: pushes are on their way; TOLD (a mail: given to the outbox, which says how it went
    on); FAILED: no browser took it; OVER: no longer true when its time came, so that nobody was told.
    """

    WAITING = "waiting"
    HANDED = "handed"
    TOLD = "told"
    FAILED = "failed"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class AlertFacts:
    """An alert with what people are told of it. `is_over`: nobody waits any more, or the ticket is closed.

    `since` is when what is told of began: of a wait its begin, also where the alert was made later because nobody came
    (then it has a `target`). A ticket's `number`, `matter` and `severity` are None for a customer who waits. Instants
    are UTC.
    """

    id: int
    kind: AlertKind
    target: Target | None
    due_at: datetime | None
    made_at: datetime
    since: datetime
    named: int | None
    queue: str | None
    conversation_id: str | None
    number: str | None
    matter: Matter | None
    severity: Severity | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class WaitingTelling:
    """What waits to be told to an agent."""

    id: int
    agent_id: int
    facts: AlertFacts


@dataclass(frozen=True, slots=True)
class TellingDraft:
    """One telling of one alert, to be kept: the same alert, agent and way is told once."""

    alert_id: int
    telling: Telling


@dataclass(frozen=True, slots=True)
class ToldRow:
    """What became of a telling, as agents see it. `mail` is how the mail went on, None where none was written."""

    agent: str
    kind: AlertKind
    way: Way
    state: TellingState
    at: datetime
    mail: MailState | None
