"""The partner this desk speaks for: everything that partner.yml settles, validated and frozen."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.billing.dunning import CollectionsPolicy
from bot.domain.billing.payments import PaymentPolicy
from bot.domain.kernel.looks.theme import Theme
from bot.domain.notices.policy import MailPolicy
from bot.domain.support.alert_hooks import AlertHook
from bot.domain.support.plans import SupportPolicy
from bot.domain.support.routing import Routing


@dataclass(frozen=True, slots=True)
class Organisation:
    """Name and particulars as printed on documents. `address` is line by line; `site` the website, if there is one."""

    name: str
    legal_name: str
    address: tuple[str, ...]
    registration: str | None
    vat_number: str | None
    site: str | None


@dataclass(frozen=True, slots=True)
class HandoffPolicy:
    """What is promised about people who take conversations.

    A customer waits `waiting_limit_minutes` for one at most; an agent who leaves a customer's message unanswered for
    `agent_silence_minutes` loses the conversation to the queue. Answers to `offer_person_for` carry the offer of a
    person.
    """

    waiting_limit_minutes: int
    agent_silence_minutes: int
    offer_person_for: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MicrosoftRoute:
    """A way for the partner's agents to escalate to Microsoft. Dates are the first and last day under this name.

    `kind` is "commercial" or "technical"; `scope` "all", "cloud" or "on_premises"; `fee` tells whether Microsoft
    charges for it; `contracted` whether this partner has it.
    """

    key: str
    name: str
    kind: str
    scope: str
    fee: bool
    contracted: bool
    valid_from: date | None = None
    valid_to: date | None = None
    aliases: tuple[str, ...] = ()

    def valid_on(self, day: date) -> bool:
        """Whether the route goes by this name on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Partner:
    """The partner's policies. `languages` are those customers may be answered in, the first being the default.

    `number_prefix` begins every invoice number of the partner; `widget_origins` may embed the chat, which looks as
    `theme` says. With `sign_in_by_mail` contacts may sign in with a code mailed to their address on file. Without
    `mail` no mail is sent. `alert_hooks` are told of alerts.
    """

    organisation: Organisation
    zone: ZoneInfo
    languages: tuple[str, ...]
    number_prefix: str
    support: SupportPolicy
    collections: CollectionsPolicy
    payment: PaymentPolicy
    handoff: HandoffPolicy
    routing: Routing
    routes: tuple[MicrosoftRoute, ...]
    widget_origins: tuple[str, ...] = ()
    theme: Theme = field(default_factory=Theme)
    sign_in_by_mail: bool = False
    mail: MailPolicy | None = None
    alert_hooks: tuple[AlertHook, ...] = ()

    def today(self, now: datetime) -> date:
        """The date at the partner's place at an aware instant."""
        return now.astimezone(self.zone).date()

    def routes_on(self, day: date) -> tuple[MicrosoftRoute, ...]:
        """The routes to Microsoft that exist on a day."""
        return tuple(route for route in self.routes if route.valid_on(day))
