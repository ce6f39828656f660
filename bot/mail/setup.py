"""Mail as the settings and partner.yml want it: the way out, the secret, and the services on them."""

import uuid

from bot.domain.kernel.clock import Clock
from bot.domain.notices.policy import MailPolicy
from bot.domain.partner import Partner
from bot.mail.catching import CatchingTransport
from bot.mail.letters import as_html
from bot.mail.reading.parsing import Post
from bot.mail.secret import stored_secret
from bot.mail.smtp import SmtpTransport
from bot.mail.transport import Transport
from bot.services.capabilities import AlertServices, NoticeServices
from bot.services.notices.alerts.hooks import AlertHooks
from bot.services.notices.alerts.mails import AlertMails
from bot.services.notices.alerts.passing_on import PassingOn
from bot.services.notices.alerts.posts import PostOutbox
from bot.services.notices.alerts.pushes import Pushes
from bot.services.notices.alerts.wishes import MyAlerts
from bot.services.notices.by_mail import ConversationsByMail
from bot.services.notices.mailboxes import Mailboxes
from bot.services.notices.mailroom import Mailroom, MailSetting
from bot.services.notices.outbox import Outbox
from bot.services.notices.overview import MailOverview
from bot.services.notices.stops import MailStops
from bot.services.notices.unread import UnreadReplies
from bot.services.ports import Bell, Database
from bot.services.ports.conversations import Responses
from bot.smtp import MailChoice


def transport_for(choice: MailChoice) -> Transport | None:
    """The way by which mails leave; None where there is none. A demonstration writes to nobody."""
    if choice.is_demonstration:
        return CatchingTransport(choice.caught)
    return SmtpTransport(choice.server) if choice.server is not None else None


def setting_for(policy: MailPolicy | None, choice: MailChoice) -> MailSetting | None:
    """Mail needs both: in whose name, and a way to leave. Raises OSError where the secret cannot be stored."""
    if policy is None or (choice.server is None and not choice.is_demonstration):
        return None
    return MailSetting(policy, _secret_of(choice), choice.public_url)


def post_for(policy: MailPolicy | None, choice: MailChoice) -> Post | None:
    """How mails that arrive are read; None where partner.yml has no section `mail`. Raises OSError as `setting_for`."""
    if policy is None:
        return None
    return Post(policy, _secret_of(choice), choice.verified_by)


def _secret_of(choice: MailChoice) -> bytes:
    return choice.secret.encode() or stored_secret(choice.key_file)


def notices_for(
    database: Database, partner: Partner, words: Responses, choice: MailChoice, bell: Bell, beat: Clock
) -> NoticeServices:
    """The services of the room `notices`. `beat` is the real time, which a frozen clock does not stop."""
    mailroom = Mailroom(partner, words, as_html, setting_for(partner.mail, choice))
    hooks = AlertHooks(database, partner, choice.public_url)
    passing_on = PassingOn(database, partner, hooks, has_mail=mailroom.is_open)
    alerts = AlertServices(
        passing_on=passing_on,
        mails=AlertMails(database, mailroom, passing_on),
        mine=MyAlerts(database, passing_on),
        pushes=Pushes(database, mailroom, loopback=choice.post_to_loopback),
        posts=PostOutbox(database, worker=uuid.uuid4().hex, beat=beat),
        hooks=hooks,
    )
    return NoticeServices(
        mailroom=mailroom,
        outbox=Outbox(database, worker=uuid.uuid4().hex, beat=beat),
        unread=UnreadReplies(database, mailroom),
        by_mail=ConversationsByMail(database, mailroom),
        stops=MailStops(database, mailroom),
        mailboxes=Mailboxes(database, worker=uuid.uuid4().hex, beat=beat),
        overview=MailOverview(database, bell, beat),
        bell=bell,
        alerts=alerts,
    )
