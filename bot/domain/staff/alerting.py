"""Who of the partner's people is told of an alert, in which way, and when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.kernel.errors import DeskError, PeriodUnclear
from bot.domain.kernel.hours import zone_of
from bot.domain.staff.agents import Agent, Permission
from bot.domain.support.alerts import AlertKind
from bot.domain.support.tickets import Matter


class Way(StrEnum):
    """How an agent is told: an open page of the console shows it, a mail, or a push to a browser that subscribed."""

    CONSOLE = "console"
    MAIL = "mail"
    PUSH = "push"


CHOSEN: Final = frozenset({Way.MAIL, Way.PUSH})
"""Ways an agent chooses; the console shows what it shows."""
DIGESTS: Final = (0, 5, 15, 30, 60)
"""Minutes for which mails may be gathered; 0 is at once."""
AT_ONCE: Final = timedelta(minutes=1)
"""Who is told within this time is being called now: what is gathered or waits for a morning is no call."""


class QuietHoursUnclear(DeskError):
    """Quiet hours need a beginning and another end, or neither."""

    code = "quiet_hours_unclear"


class ZoneUnknown(DeskError):
    """No time zone of that name. Blank: zone."""

    code = "zone_unknown"


class PushRefused(DeskError):
    """What a browser said of itself is no address of a push service, or no keys."""

    code = "push_refused"


@dataclass(frozen=True, slots=True)
class AlertWishes:
    """What an agent wants to be told, and how. In `quiet` (local, from and until, may span midnight) nothing comes.

    `zone` is an IANA name; raises ZoneUnknown and QuietHoursUnclear for what cannot be kept. `digest_minutes` is one of
    DIGESTS.
    """

    zone: str
    kinds: frozenset[AlertKind] = frozenset(AlertKind)
    ways: frozenset[Way] = CHOSEN
    digest_minutes: int = 0
    quiet: tuple[time, time] | None = None

    def __post_init__(self) -> None:
        try:
            zone_of(self.zone)
        except PeriodUnclear as error:
            raise ZoneUnknown(zone=self.zone) from error
        if self.digest_minutes not in DIGESTS:
            raise ValueError("mails are gathered for one of the offered times")
        if self.quiet is not None and self.quiet[0] == self.quiet[1]:
            raise QuietHoursUnclear()

    def may_come(self, at: datetime) -> datetime:
        """The instant itself, or the end of the quiet hours it lies in. In UTC."""
        if self.quiet is None:
            return at.astimezone(UTC)
        zone = ZoneInfo(self.zone)
        local, (begin, end) = at.astimezone(zone), self.quiet
        now = local.time()
        over_midnight = begin > end
        if not (now >= begin or now < end if over_midnight else begin <= now < end):
            return at.astimezone(UTC)
        day = local.date() + timedelta(days=1 if over_midnight and now >= begin else 0)
        return datetime.combine(day, end, zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class AlertEvent:
    """What happened. `team` works on its queue, None where the queue is gone; `matter` is a ticket's, None for a wait.

    `named` is the agent it is meant for; `on_call` says that this agent is on call and it is critical. `still_waits`:
    nobody of the team came to a customer within half of the time one waits at most.
    """

    kind: AlertKind
    team: str | None
    matter: Matter | None = None
    named: int | None = None
    on_call: bool = False
    still_waits: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """An agent who can sign in, what they wish, and which ways lead to them now. CONSOLE: a page of it is open."""

    agent: Agent
    wishes: AlertWishes
    reached_by: frozenset[Way] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Telling:
    """One person is told in one way, not before an instant (UTC)."""

    agent_id: int
    way: Way
    at: datetime


def recipients(event: AlertEvent, people: Iterable[Person], now: datetime) -> tuple[Telling, ...]:
    """Who is told what happened, how, and when. The whole rule; whoever tells or promises a call asks here.

    1. Who is named is told; where nothing leads to them (away, gone, not wished) the team is.
    2. Of the team, who may work on it and is not away; where nobody of a team can sign in, everybody who may.
    3. By the ways they wish, kinds they wish, not in their quiet hours; mails gathered for as long as they wish.
    4. A critical ticket comes at once to who is on call: whatever they wish, away or not, in quiet hours too.
    5. A customer who waits is no mail to who has the console open: it shows it there.
    6. Of a customer who still waits everybody else who may is told; where that leads to nobody, the team again.
    """
    everybody = tuple(people)
    named = tuple(one for one in everybody if event.named is not None and one.agent.id == event.named)
    told = tuple(_tell(event, named or _others(event, everybody), now))
    return told or tuple(_tell(event, _team(event, everybody), now))


def is_called_now(tellings: Iterable[Telling], now: datetime) -> bool:
    """Whether somebody is being told, so that a customer may be promised a call."""
    return any(telling.at - now <= AT_ONCE for telling in tellings)


def _team(event: AlertEvent, people: tuple[Person, ...]) -> tuple[Person, ...]:
    able = tuple(one for one in people if _may(event, one.agent))
    return tuple(one for one in able if one.agent.team == event.team) or able


def _others(event: AlertEvent, people: tuple[Person, ...]) -> tuple[Person, ...]:
    if not event.still_waits:
        return ()
    return tuple(one for one in people if _may(event, one.agent) and one.agent.team != event.team)


def _may(event: AlertEvent, agent: Agent) -> bool:
    if event.matter is not None:
        return event.matter in agent.matters
    return agent.may(Permission.ANSWER_CONVERSATIONS)


def _tell(event: AlertEvent, people: tuple[Person, ...], now: datetime) -> Iterator[Telling]:
    for person in people:
        if event.on_call and person.agent.id == event.named:
            ways = (person.wishes.ways or CHOSEN) & person.reached_by or CHOSEN & person.reached_by
            yield from (Telling(person.agent.id, way, now) for way in sorted(ways))
        elif not person.agent.is_away:
            yield from _as_wished(event.kind, person, now)


def _as_wished(kind: AlertKind, person: Person, now: datetime) -> Iterator[Telling]:
    wishes, ways = person.wishes, set(person.wishes.ways & person.reached_by)
    if kind is AlertKind.CUSTOMER_WAITS and Way.CONSOLE in person.reached_by:
        yield Telling(person.agent.id, Way.CONSOLE, now)
        ways.discard(Way.MAIL)
    if kind in wishes.kinds:
        gathered = timedelta(minutes=wishes.digest_minutes)
        for way in sorted(ways):
            yield Telling(person.agent.id, way, wishes.may_come(now + gathered if way is Way.MAIL else now))
