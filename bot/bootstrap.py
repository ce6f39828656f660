"""The only place where ports meet adapters: builds the desk from settings."""

import uuid
from dataclasses import dataclass
from typing import Any

from bot.domain.kernel.clock import Clock
from bot.domain.partner import Partner
from bot.paper.invoice_copy import render
from bot.partner import load_partner
from bot.passwords import Passwords
from bot.services.billing.collections import Collections
from bot.services.billing.documents import Documents
from bot.services.billing.explaining import Explaining
from bot.services.billing.invoices import Billing
from bot.services.billing.subscriptions import SubscriptionAnswers
from bot.services.conversations.announcements import Announcements
from bot.services.conversations.availability import DeskQueue
from bot.services.conversations.inbox import Inbox
from bot.services.conversations.satisfaction import Satisfaction
from bot.services.conversations.sign_in import SignIn
from bot.services.conversations.summaries import Summaries
from bot.services.conversations.turns import Turns
from bot.services.conversations.waiting import Waiting
from bot.services.learning.reviews import Reviews
from bot.services.reports.reports import Numbers
from bot.services.staff.accounts import Accounts
from bot.services.staff.audit import Audit
from bot.services.staff.canned_replies import Canned
from bot.services.staff.conversation_handling import AgentDesk
from bot.services.staff.customer_file import CustomerFiles
from bot.services.staff.directory_sign_in import DirectorySignIn
from bot.services.staff.own_account import OwnAccount
from bot.services.staff.password_sign_in import AgentSignIn
from bot.services.staff.sessions import AgentSessions
from bot.services.staff.watch import Watch
from bot.services.staff.writing import AgentWriting
from bot.services.support.plans import Support
from bot.services.support.ticket_handling import TicketWork, append_for
from bot.services.support.ticket_lists import TicketLists
from bot.services.support.tickets import TicketDesk
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
    agent_desk: AgentDesk
    agent_writing: AgentWriting
    watch: Watch
    satisfaction: Satisfaction
    sign_in: SignIn
    inbox: Inbox
    turns: Turns
    sessions: AgentSessions
    accounts: Accounts
    own_account: OwnAccount
    agent_sign_in: AgentSignIn
    directory_sign_in: DirectorySignIn
    audit: Audit
    customer_files: CustomerFiles
    ticket_lists: TicketLists
    ticket_work: TicketWork
    canned: Canned
    summaries: Summaries
    numbers: Numbers
    reviews: Reviews


def build(settings: Settings) -> Desk:
    """A desk on the settings' database. Raises PartnerFileError and WordsInvalid for files with mistakes."""
    partner = load_partner(settings.partner_file)
    words = Words.load(settings.responses_file)
    database = SqlDatabase(settings.database_url)
    announcements = Announcements(words, partner)
    satisfaction = Satisfaction(database, words)
    turns = Turns(database, worker=uuid.uuid4().hex, beat=wall_clock, ask=satisfaction.ask_bot)
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
        waiting=Waiting(database, partner, announcements),
        agent_desk=AgentDesk(database, partner, announcements, satisfaction.ask_person),
        satisfaction=satisfaction,
        sign_in=SignIn(database),
        inbox=Inbox(database, turns, satisfaction.is_answer),
        turns=turns,
        **_for_the_console(database, partner),
    )


def _for_the_console(database: SqlDatabase, partner: Partner) -> dict[str, Any]:
    """What only the partner's own people use."""
    passwords, audit = Passwords(), Audit(database)
    return {
        "agent_writing": AgentWriting(database),
        "watch": Watch(database),
        "sessions": AgentSessions(database),
        "agent_sign_in": AgentSignIn(database, passwords),
        "accounts": Accounts(database, partner, passwords),
        "own_account": OwnAccount(database, passwords),
        "directory_sign_in": DirectorySignIn(database),
        "audit": audit,
        "customer_files": CustomerFiles(database, partner, audit),
        "ticket_lists": TicketLists(database, partner, audit),
        "ticket_work": TicketWork(database, TicketDesk(database, partner), append_for),
        "canned": Canned(database, partner),
        "summaries": Summaries(database, partner),
        "numbers": Numbers(database, partner),
        "reviews": Reviews(database),
    }
