"""The use cases by capability, as the edges call them: `desk.billing.invoices`, `desk.support.tickets`."""

from dataclasses import dataclass

from bot.services.billing.collections import Collections
from bot.services.billing.documents import Documents
from bot.services.billing.explaining import Explaining
from bot.services.billing.invoice_lists import InvoiceLists
from bot.services.billing.invoices import Billing
from bot.services.billing.paying import Paying
from bot.services.billing.subscriptions import CustomerSubscriptions
from bot.services.conversations.availability import Availability
from bot.services.conversations.delivery import Delivery
from bot.services.conversations.desk_answers import DeskAnswers
from bot.services.conversations.inbox import Inbox
from bot.services.conversations.own_conversations import OwnConversations
from bot.services.conversations.reception import Reception
from bot.services.conversations.satisfaction import Satisfaction
from bot.services.conversations.sign_in import SignIn
from bot.services.conversations.summaries import Summaries
from bot.services.conversations.turns import Turns
from bot.services.conversations.waiting import Waiting
from bot.services.customers.contacts import Contacts
from bot.services.learning.reviews import Reviews
from bot.services.notices.alerts.hooks import AlertHooks
from bot.services.notices.alerts.mails import AlertMails
from bot.services.notices.alerts.passing_on import PassingOn
from bot.services.notices.alerts.posts import PostOutbox
from bot.services.notices.alerts.pushes import Pushes
from bot.services.notices.alerts.wishes import MyAlerts
from bot.services.notices.by_mail import ConversationsByMail
from bot.services.notices.mailboxes import Mailboxes
from bot.services.notices.mailroom import Mailroom
from bot.services.notices.outbox import Outbox
from bot.services.notices.overview import MailOverview
from bot.services.notices.stops import MailStops
from bot.services.notices.unread import UnreadReplies
from bot.services.ports import Bell
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
from bot.services.support.mails_received import MailsReceived
from bot.services.support.own_tickets import OwnTickets
from bot.services.support.plans import Support
from bot.services.support.ticket_clock import TicketClock
from bot.services.support.ticket_handling import TicketHandling
from bot.services.support.ticket_lists import TicketLists
from bot.services.support.ticket_reading import TicketReading
from bot.services.support.tickets import CustomerTickets
from bot.services.support.wait_tickets import WaitTickets


@dataclass(frozen=True)
class CustomerServices:
    """Who is known, and who speaks."""

    contacts: Contacts
    addresses: Addresses


@dataclass(frozen=True)
class BillingServices:
    """What a customer was billed, owes and has bought."""

    invoices: Billing
    lists: InvoiceLists
    explaining: Explaining
    paying: Paying
    collections: Collections
    subscriptions: CustomerSubscriptions
    documents: Documents


@dataclass(frozen=True)
class ConversationServices:
    """Conversations: entered, written in, answered in turns, waited in."""

    sign_in: SignIn
    reception: Reception
    delivery: Delivery
    inbox: Inbox
    turns: Turns
    answers: DeskAnswers
    availability: Availability
    waiting: Waiting
    satisfaction: Satisfaction
    summaries: Summaries
    own: OwnConversations


@dataclass(frozen=True)
class AlertServices:
    """Alerts to the partner's people: passed on, mailed, and what each wishes."""

    passing_on: PassingOn
    mails: AlertMails
    mine: MyAlerts
    pushes: Pushes
    posts: PostOutbox
    hooks: AlertHooks


@dataclass(frozen=True)
class NoticeServices:
    """Mails to customers. `bell` wakes the sender; `mailroom` tells whether mail is set up at all."""

    mailroom: Mailroom
    outbox: Outbox
    unread: UnreadReplies
    by_mail: ConversationsByMail
    stops: MailStops
    mailboxes: Mailboxes
    overview: MailOverview
    bell: Bell
    alerts: AlertServices


@dataclass(frozen=True)
class SupportServices:
    """What support a customer has, and the tickets written for people."""

    plans: Support
    tickets: CustomerTickets
    clock: TicketClock
    own_tickets: OwnTickets
    reading: TicketReading
    wait_tickets: WaitTickets
    ticket_lists: TicketLists
    ticket_handling: TicketHandling
    mail_in: MailIn
    mails_received: MailsReceived


@dataclass(frozen=True)
class StaffServices:
    """The partner's own people: how they sign in, and what they do with conversations and customers."""

    accounts: Accounts
    own_account: OwnAccount
    sessions: AgentSessions
    password_sign_in: PasswordSignIn
    directory_sign_in: DirectorySignIn
    audit: Audit
    watch: Watch
    viewing: Viewing
    handling: ConversationHandling
    writing: ConversationWriting
    canned_replies: Canned
    customer_files: CustomerFiles
    duty: Duty
    invoice_files: InvoiceFiles
    customer_list: CustomerList


@dataclass(frozen=True)
class LearningServices:
    """Learning from reviews of what was understood."""

    reviews: Reviews


@dataclass(frozen=True)
class ReportServices:
    """Figures about the desk's work."""

    figures: Reports
