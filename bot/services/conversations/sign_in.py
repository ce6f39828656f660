"""From a verified statement of the partner's site, or none, to a conversation only its bearer can open."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.conversations.messages import Author, Reply
from bot.domain.kernel.errors import TokenExpired, TokenRefused
from bot.domain.kernel.locales import FALLBACK
from bot.services.ports import Database, Work
from bot.services.records.conversations import Draft
from bot.services.records.customers import Person

TOKEN_LIFE = timedelta(minutes=30)
"""How long a token opens its conversation; Direct Line's own default."""

TICKET_LIFE = timedelta(seconds=60)
"""How long a stream address may be used to open a stream: clients do so at once."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What the site signed about its user; signature, audience and times are already verified."""

    issuer: str
    jti: str
    email: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A conversation and the token that opens it. `language` is the conversation's."""

    conversation_id: str
    token: str
    language: str
    fresh: bool


class SignIn:
    """Exchanges, renews and checks tokens. Tokens are kept as SHA-256 digests only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enter(
        self,
        statement: Statement | None,
        *,
        channel: str,
        language: str | None,
        now: datetime,
        resume: str | None = None,
    ) -> Opened:
        """Opens a conversation for a contact (or a visitor), or goes on with an own earlier one (`resume`).

        `language` is what the site is shown in; None means the contact's own. Raises TokenRefused for a
        statement used before or about nobody on file. A conversation to resume that is not the contact's own
        is treated as if it did not exist: a new one is opened. Visitors cannot resume: nobody vouches for them.
        """
        with self._database.writing() as work:
            person = self._person(work, statement, now)
            if resume is not None and person is not None:
                earlier = work.conversations.rows.get(resume)
                if earlier is not None and earlier.contact_id == person.contact_id and earlier.channel == channel:
                    return Opened(resume, self._issue(work, resume, now), earlier.language, fresh=False)
            spoken = language or (person.language if person else FALLBACK)
            return self._open(work, person, channel, spoken, now)

    def greet(self, conversation_id: str, greeting: Reply, now: datetime) -> bool:
        """Writes the greeting as the first row; False when something was said before."""
        with self._database.writing() as work:
            record = work.conversations.rows.get(conversation_id)
            if record is None or record.last_seq > 0:
                return False
            draft = Draft(Author.DESK, greeting.text, buttons=greeting.buttons)
            work.conversations.log.append(conversation_id, [draft], now)
            return True

    def stream_ticket(self, token: str, now: datetime) -> str:
        """A short-lived token for an address: what stands in addresses ends up in logs. Raises TokenExpired."""
        with self._database.writing() as work:
            conversation_id = self._conversation_of(work, token, now)
            return self._issue(work, conversation_id, now, TICKET_LIFE)

    def renew(self, token: str, now: datetime) -> Opened:
        """A new token for the conversation of a living one. Raises TokenExpired."""
        with self._database.writing() as work:
            conversation_id = self._conversation_of(work, token, now)
            record = work.conversations.rows.get(conversation_id)
            if record is None:
                raise TokenRefused(reason="unknown")
            return Opened(conversation_id, self._issue(work, conversation_id, now), record.language, fresh=False)

    def conversation_of(self, token: str, now: datetime) -> str:
        """The conversation a token opens. Raises TokenExpired when it is, or was never issued."""
        with self._database.reading() as work:
            return self._conversation_of(work, token, now)

    def _conversation_of(self, work: Work, token: str, now: datetime) -> str:
        conversation_id = work.conversations.tokens.conversation_of(digest(token), now)
        if conversation_id is None:
            raise TokenExpired()
        return conversation_id

    def _person(self, work: Work, statement: Statement | None, now: datetime) -> Person | None:
        if statement is None:
            return None
        if not work.conversations.tokens.use_once(statement.issuer, statement.jti, statement.expires_at, now):
            raise TokenRefused(reason="replayed")
        person = work.customers.people.by_email(statement.email)
        if person is None:
            raise TokenRefused(reason="unknown_contact")
        return person

    def _open(self, work: Work, person: Person | None, channel: str, language: str, now: datetime) -> Opened:
        conversation_id = uuid.uuid4().hex
        work.conversations.rows.open(
            conversation_id=conversation_id,
            channel=channel,
            contact_id=person.contact_id if person else None,
            language=language,
            now=now,
        )
        return Opened(conversation_id, self._issue(work, conversation_id, now), language, fresh=True)

    def _issue(self, work: Work, conversation_id: str, now: datetime, life: timedelta = TOKEN_LIFE) -> str:
        token = secrets.token_urlsafe(32)
        work.conversations.tokens.issue(digest(token), conversation_id, now + life, now)
        return token


def digest(token: str) -> str:
    """What is stored of a token: it cannot be turned back into one."""
    return hashlib.sha256(token.encode()).hexdigest()
