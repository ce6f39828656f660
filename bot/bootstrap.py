"""The only place where ports meet adapters: builds the desk from settings."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from bot.domain.kernel.clock import Clock
from bot.domain.partner import Partner
from bot.hooks import missing_secrets
from bot.mail.secret import stored_secret
from bot.mail.setup import notices_for
from bot.paper import render
from bot.paper.tables import tabulate
from bot.partner import load_partner
from bot.passwords import Passwords
from bot.pushing import PushKeys
from bot.services.billing.collections import Collections
from bot.services.billing.documents import Documents
from bot.services.billing.explaining import Explaining
from bot.services.billing.invoice_lists import InvoiceLists
from bot.services.billing.invoices import Billing
from bot.services.billing.paying import Paying
from bot.services.billing.subscriptions import CustomerSubscriptions
from bot.services.capabilities import (
    BillingServices,
    ConversationServices,
    CustomerServices,
    LearningServices,
    NoticeServices,
    ReportServices,
    StaffServices,
    SupportServices,
)
from bot.services.conversations.availability import Availability
from bot.services.conversations.delivery import Delivery
from bot.services.conversations.desk_answers import DeskAnswers
from bot.services.conversations.inbox import Inbox
from bot.services.conversations.mailed_codes import MailedCodes
from bot.services.conversations.own_conversations import OwnConversations
from bot.services.conversations.reception import Reception
from bot.services.conversations.satisfaction import Satisfaction
from bot.services.conversations.sentences.announcements import Announcements
from bot.services.conversations.sentences.waiting_words import WaitingWords
from bot.services.conversations.sign_in import SignIn
from bot.services.conversations.summaries import Summaries
from bot.services.conversations.turns import Turns
from bot.services.conversations.unreadable import Unreadable
from bot.services.conversations.waiting import Waiting
from bot.services.customers.contacts import Contacts
from bot.services.learning.reviews import Reviews
from bot.services.notices.alerts.passing_on import PassingOn
from bot.services.notices.receipts import Receipts
from bot.services.notices.tickets import TicketNotices
from bot.services.ports import Signals, WakeUps
from bot.services.reports.reports import Reports
from bot.services.staff.accounts import Accounts
from bot.services.staff.audit import Audit
from bot.services.staff.canned_replies import Canned
from bot.services.staff.conversation_handling import ConversationHandling
from bot.services.staff.customer_file import CustomerFiles
from bot.services.staff.directory_sign_in import DirectorySignIn
from bot.services.staff.duty import Duty
from bot.services.staff.files.addresses import Addresses
from bot.services.staff.files.customers import CustomerList
from bot.services.staff.files.invoices import InvoiceFiles
from bot.services.staff.own_account import OwnAccount
from bot.services.staff.password_sign_in import PasswordSignIn
from bot.services.staff.sessions import AgentSessions
from bot.services.staff.viewing import Viewing
from bot.services.staff.watch import Watch
from bot.services.staff.writing import ConversationWriting
from bot.services.support.mail_in import MailIn
from bot.services.support.mailed_words import MailedWords
from bot.services.support.mails_received import MailsReceived
from bot.services.support.own_tickets import OwnTickets
from bot.services.support.plans import Support
from bot.services.support.ticket_answers import append_for
from bot.services.support.ticket_clock import TicketClock
from bot.services.support.ticket_handling import TicketHandling
from bot.services.support.ticket_lists import TicketLists
from bot.services.support.ticket_reading import TicketReading
from bot.services.support.tickets import CustomerTickets
from bot.services.support.wait_tickets import WaitTickets
from bot.settings import Settings, SettingsError, wall_clock
from bot.signals import ProcessBell, ProcessSignals, ProcessWakeUps
from bot.storage.database import SqlDatabase
from bot.words import Words


@dataclass(frozen=True)
class Desk:
    """Everything an edge may call, by capability. One per process; safe to use from several threads."""

    settings: Settings
    clock: Clock
    _database: SqlDatabase
    partner: Partner
    words: Words
    signals: Signals
    wake_ups: WakeUps
    customers: CustomerServices
    codes: MailedCodes
    billing: BillingServices
    conversations: ConversationServices
    notices: NoticeServices
    support: SupportServices
    staff: StaffServices
    learning: LearningServices
    reports: ReportServices
    push_keys: Callable[[], PushKeys]

    def ping(self) -> None:
        """Answers when the database takes a write; raises StorageBusy when it does not."""
        self._database.ping()

    def close(self) -> None:
        """Gives the database's connections back, once transactions under way have ended."""
        self._database.close()


def build(settings: Settings) -> Desk:
    """A desk on the settings' database. Raises PartnerFileError, WordsInvalid and SettingsError."""
    partner = load_partner(settings.partner_file)
    if lacking := missing_secrets([hook.key for hook in partner.alert_hooks], settings.webhook_secrets):
        raise SettingsError([lacking])
    words, database = Words.load(settings.responses_file), SqlDatabase(settings.database_url)
    announcements = Announcements(words, partner)
    audit = Audit(database)
    signals, wake_ups = ProcessSignals(), ProcessWakeUps()
    notices = notices_for(database, partner, words, settings.mail, ProcessBell(), wall_clock)
    passing_on = notices.alerts.passing_on
    conversations = _conversations(database, partner, words, announcements, passing_on, signals, wake_ups)
    handling = ConversationHandling(database, partner, announcements, conversations.satisfaction.ask_person)
    return Desk(
        settings=settings,
        clock=settings.clock(),
        _database=database,
        partner=partner,
        words=words,
        signals=signals,
        wake_ups=wake_ups,
        customers=CustomerServices(Contacts(database), Addresses(database, partner, words, audit, signals)),
        codes=MailedCodes(database, notices.mailroom, notices.bell),
        billing=_billing(database, partner),
        conversations=conversations,
        notices=notices,
        support=_support(database, partner, words, audit, conversations, notices),
        staff=_staff(database, partner, audit, handling, conversations.summaries),
        learning=LearningServices(Reviews(database)),
        reports=ReportServices(Reports(database, partner)),
        push_keys=cache(partial(_push_keys, settings)),
    )


def _push_keys(settings: Settings) -> PushKeys:
    """Made or read when first needed. Raises OSError where none can be stored, ValueError for what is none."""
    key = settings.push_key
    return PushKeys.of(bytes.fromhex(key) if key else stored_secret(settings.push_key_file))


def _billing(database: SqlDatabase, partner: Partner) -> BillingServices:
    return BillingServices(
        invoices=Billing(database, partner),
        lists=InvoiceLists(database, partner),
        explaining=Explaining(database, partner),
        paying=Paying(database, partner),
        collections=Collections(database, partner),
        subscriptions=CustomerSubscriptions(database, partner.payment),
        documents=Documents(database, partner, render, tabulate),
    )


def _conversations(
    database: SqlDatabase,
    partner: Partner,
    words: Words,
    announcements: Announcements,
    passing_on: PassingOn,
    signals: Signals,
    wake_ups: WakeUps,
) -> ConversationServices:
    satisfaction = Satisfaction(database, words)
    turns = Turns(database, worker=uuid.uuid4().hex, beat=wall_clock, ask=satisfaction.ask_bot)
    availability = Availability(database, partner, passing_on.calls_somebody)
    inbox = Inbox(database, turns, satisfaction.is_answer, announcements.woken)
    unreadable = Unreadable(database, words, partner.support.email)
    return ConversationServices(
        sign_in=SignIn(database),
        reception=Reception(database, inbox, unreadable, words, partner, signals=signals, wake_ups=wake_ups),
        delivery=Delivery(database, signals),
        inbox=inbox,
        turns=turns,
        answers=DeskAnswers(turns, WaitingWords(words, partner, availability)),
        availability=availability,
        waiting=Waiting(database, partner, announcements),
        satisfaction=satisfaction,
        summaries=Summaries(database, partner),
        own=OwnConversations(database, words, partner, signals, availability),
    )


def _support(
    database: SqlDatabase,
    partner: Partner,
    words: Words,
    audit: Audit,
    talk: ConversationServices,
    notices: NoticeServices,
) -> SupportServices:
    clock = TicketClock(database, partner)
    told, bell = TicketNotices(notices.mailroom), notices.bell
    tickets = CustomerTickets(database, partner, clock, told, bell)
    own = OwnTickets(database, tickets, clock, told, MailedWords(words))
    receipts = Receipts(notices.mailroom)
    return SupportServices(
        plans=Support(partner),
        tickets=tickets,
        clock=clock,
        own_tickets=own,
        reading=TicketReading(database, clock),
        wait_tickets=WaitTickets(database, partner, words, turns=talk.turns, waiting=talk.waiting, tickets=tickets),
        ticket_lists=TicketLists(database, partner, audit, clock, told),
        ticket_handling=TicketHandling(database, tickets, append_for, clock, told, bell),
        mails_received=MailsReceived(database, clock),
        mail_in=MailIn(database, tickets, own, talk.reception, notices.outbox, receipts, bell),
    )


def _staff(
    database: SqlDatabase, partner: Partner, audit: Audit, handling: ConversationHandling, summaries: Summaries
) -> StaffServices:
    passwords, files, canned = Passwords(), CustomerFiles(database, partner, audit), Canned(database, partner)
    return StaffServices(
        accounts=Accounts(database, partner, passwords),
        own_account=OwnAccount(database, passwords),
        sessions=AgentSessions(database),
        password_sign_in=PasswordSignIn(database, passwords),
        directory_sign_in=DirectorySignIn(database),
        audit=audit,
        watch=Watch(database, partner.routing),
        handling=handling,
        writing=ConversationWriting(database),
        viewing=Viewing(database, partner.routing, files, summaries, canned, audit),
        canned_replies=canned,
        customer_files=files,
        duty=Duty(database),
        invoice_files=InvoiceFiles(database, partner, render, audit),
        customer_list=CustomerList(database, partner, audit),
    )
