"""The only place where ports meet adapters: builds the desk from settings."""

import uuid
from dataclasses import dataclass

from bot.domain.clock import Clock
from bot.domain.partner import Partner
from bot.paper.invoice_copy import render
from bot.partner import load_partner
from bot.services.arrears import Collections
from bot.services.billing import Billing
from bot.services.desk_queue import DeskQueue
from bot.services.documents import Documents
from bot.services.explaining import Explaining
from bot.services.inbox import Inbox
from bot.services.sign_in import SignIn
from bot.services.subscriptions import SubscriptionAnswers
from bot.services.support import Support
from bot.services.tickets import TicketDesk
from bot.services.turns import Turns
from bot.services.waiting import Waiting
from bot.settings import Settings, wall_clock
from bot.storage.database import SqlDatabase
from bot.words import Words


@dataclass(frozen=True)
class Desk:
    """Everything an edge may call. One per process; safe to use from several threads."""

    settings: Settings
    clock: Clock
    database: SqlDatabase
    partner: Partner
    words: Words
    billing: Billing
    explaining: Explaining
    collections: Collections
    subscriptions: SubscriptionAnswers
    support: Support
    tickets: TicketDesk
    documents: Documents
    queue: DeskQueue
    waiting: Waiting
    sign_in: SignIn
    inbox: Inbox
    turns: Turns


def build(settings: Settings) -> Desk:
    """A desk on the settings' database. Raises PartnerFileError and WordsInvalid for files with mistakes."""
    partner = load_partner(settings.partner_file)
    words = Words.load(settings.responses_file)
    database = SqlDatabase(settings.database_url)
    turns = Turns(database, worker=uuid.uuid4().hex, beat=wall_clock)
    return Desk(
        settings=settings,
        clock=settings.clock(),
        database=database,
        partner=partner,
        words=words,
        billing=Billing(database, partner),
        explaining=Explaining(database, partner),
        collections=Collections(database, partner),
        subscriptions=SubscriptionAnswers(database),
        support=Support(partner),
        tickets=TicketDesk(database, partner),
        documents=Documents(database, partner, render),
        queue=DeskQueue(database, partner),
        waiting=Waiting(database, partner),
        sign_in=SignIn(database),
        inbox=Inbox(database, turns),
        turns=turns,
    )
