"""From a verified statement of the partner's site, or none, to a conversation only its bearer can open."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

from bot.domain.conversations.returning import goes_on
from bot.domain.conversations.tokens import GRACE, Token
from bot.domain.customers.unlinked import WITHIN, may_begin_anew
from bot.domain.kernel.errors import ConversationNotFound, StorageBusy, TokenExpired, TokenRefused
from bot.domain.kernel.locales import FALLBACK
from bot.services.customers.contacts import adopt, proven
from bot.services.ports import Database, Work
from bot.services.records.customers import Person


@dataclass(frozen=True, slots=True)
class Statement:
    """What the site signed about its user; signature, audience and times are already verified."""

    issuer: str
    jti: str
    email: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A conversation and the token that opens it for so many seconds."""

    conversation_id: str
    token: str
    expires_in: int


@dataclass(frozen=True, slots=True)
class Joined:
    """A conversation that is taken part in: the token to go on with, and what opens one stream at once, and once."""

    opened: Opened
    stream_grant: str


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
        anew: bool = False,
    ) -> Opened:
        """Brings a contact into the conversation it has with the desk, whatever the browser; opens one for a visitor.

        An address that nobody on file has is somebody's all the same, who has one conversation like a contact.
        `resume` names an own earlier one to go on with, `anew` begins another; both are from then on where the contact
        goes on. `language` is what the site is shown in; None means the contact's own. Raises TokenRefused for a
        statement used before or about no address, StorageBusy where the contact ends in this moment. A conversation to
        resume that is not the contact's own is treated as if it did not exist. Visitors cannot resume: nobody vouches
        for them.
        """
        with self._database.writing() as work:
            person = self._person(work, statement, language, now)
            known = None
            if person is not None and not (anew and self._may_begin(work, person, now)):
                known = self._known(work, person, channel, resume, now)
            if known is not None:
                return self._issue(work, Token.first(known, now), now)
            spoken = language or (person.language if person else FALLBACK)
            return self._open(work, person, channel, spoken, now)

    def rejoin(self, statement: Statement, *, channel: str, now: datetime) -> Opened | None:
        """A token for the conversation in which a contact goes on; None where there is none. Opens nothing.

        Raises TokenRefused for a statement used before or about no address.
        """
        with self._database.writing() as work:
            person = self._person(work, statement, None, now)
            latest = work.conversations.own.latest(channel, asked_by=person.identity) if person is not None else None
            return self._issue(work, Token.first(latest.id, now), now) if latest is not None else None

    def _known(self, work: Work, person: Person, channel: str, resume: str | None, now: datetime) -> str | None:
        """The own conversation to go on with: the one named, else the one taken up last unless that is over."""
        own = work.conversations.own
        if resume is not None and own.one(resume, asked_by=person.identity) is not None:
            own.take_up(resume, asked_by=person.identity)
            return resume
        latest = own.latest(channel, asked_by=person.identity)
        if latest is None or not goes_on(latest.owner, latest.last_at, latest.last_seq, now):
            return None
        return latest.id

    def join(self, token: str, now: datetime) -> Joined:
        """The conversation of a living token with a grant for its stream. Raises TokenExpired.

        Whoever comes with a token that was renewed meanwhile, or is about to end, goes on with the next one.
        """
        with self._database.writing() as work:
            living = self._living(work, token, now)
            opened = self._renew(work, token, living, now) if living.is_ending(now) else _opened(token, living, now)
            grant = secrets.token_urlsafe(32)
            work.conversations.tokens.grant_stream(digest(grant), living.stream_grant(now), now)
            return Joined(opened, grant)

    def open_stream(self, grant: str, conversation_id: str, now: datetime) -> datetime:
        """Uses up what `join` granted; until when the stream may last. Raises TokenExpired, ConversationNotFound."""
        with self._database.writing() as work:
            granted = work.conversations.tokens.take_stream(digest(grant), now)
            if granted is None:
                raise TokenExpired()
            if granted.conversation_id != conversation_id:
                raise ConversationNotFound()
            return granted.renewable_until

    def renew(self, token: str, now: datetime) -> Opened:
        """The next token for the conversation of a living one, which then ends after a grace. Raises TokenExpired."""
        with self._database.writing() as work:
            return self._renew(work, token, self._living(work, token, now), now)

    def conversation_of(self, token: str, now: datetime) -> str:
        """The conversation a token opens. Raises TokenExpired when it is, or was never issued."""
        with self._database.reading() as work:
            return self._living(work, token, now).conversation_id

    def _living(self, work: Work, token: str, now: datetime) -> Token:
        living = work.conversations.tokens.living(digest(token), now)
        if living is None:
            raise TokenExpired()
        return living

    def _renew(self, work: Work, token: str, living: Token, now: datetime) -> Opened:
        work.conversations.tokens.shorten(digest(token), now + GRACE)
        return self._issue(work, living.renewed(now), now)

    def _person(self, work: Work, statement: Statement | None, language: str | None, now: datetime) -> Person | None:
        """Who is meant, None for a visitor; what was done under the address before it was a contact's is carried over.

        Others who come with an address that nobody has, and who links it, wait for the end of this transaction, or try
        again: who waited looks once more whose the address is.
        """
        if statement is None:
            return None
        if not work.conversations.tokens.use_once(statement.issuer, statement.jti, statement.expires_at, now):
            raise TokenRefused(reason="replayed")
        person = proven(work, statement.email)
        if person is None:
            raise TokenRefused(reason="no_address")
        if person.contact_id is None:
            work.customers.addresses.came(person.email, language or person.language, now)
            person = work.customers.people.by_email(person.email) or person
        if person.contact_id is not None:
            if not work.customers.people.hold(person.contact_id):
                raise StorageBusy()
            adopt(work, person, now)
        return person

    @staticmethod
    def _may_begin(work: Work, person: Person, now: datetime) -> bool:
        """Whether one more conversation is begun: from an address that no company has, so many within a day."""
        if person.contact_id is not None:
            return True
        return may_begin_anew(work.customers.addresses.begun(person.email, now - WITHIN))

    def _open(self, work: Work, person: Person | None, channel: str, language: str, now: datetime) -> Opened:
        conversation_id = uuid.uuid4().hex
        work.conversations.rows.open(
            conversation_id=conversation_id,
            channel=channel,
            contact_id=person.contact_id if person else None,
            language=language,
            now=now,
            address=person.identity.confirmed_address if person else None,
        )
        return self._issue(work, Token.first(conversation_id, now), now)

    def _issue(self, work: Work, issued: Token, now: datetime) -> Opened:
        token = secrets.token_urlsafe(32)
        work.conversations.tokens.issue(digest(token), issued, now)
        return _opened(token, issued, now)


def _opened(token: str, living: Token, now: datetime) -> Opened:
    return Opened(living.conversation_id, token, living.seconds_left(now))


def digest(token: str) -> str:
    """What is stored of a token: it cannot be turned back into one."""
    return hashlib.sha256(token.encode()).hexdigest()
