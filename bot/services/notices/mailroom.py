"""Makes a mail of what is to be told: addresses, headers, and the same words as text and as HTML."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.kernel.locales import LANGUAGES
from bot.domain.notices.letters import Letter, Link, Quote, as_text
from bot.domain.notices.neutral import neutral
from bot.domain.notices.policy import MailPolicy
from bot.domain.notices.reply_addresses import reply_address
from bot.domain.notices.stop_links import mail_id, stop_token
from bot.domain.partner import Partner
from bot.domain.support.tickets import Matter
from bot.services.ports import LetterPrinter
from bot.services.ports.conversations import Responses
from bot.services.records.notices import MailDraft, MailKind, Reader

STOP_PATH = "/mail/stop"
CODE_PATH = "/help/sign-in/code"
"""The page on which a mailed code is typed."""
CHAT_PATH = "/support"
"""The page of the desk with the chat on it."""


@dataclass(frozen=True, slots=True)
class MailSetting:
    """Mail as it is set up here. `secret` signs addresses and links; `public_url` is where browsers find the desk."""

    policy: MailPolicy
    secret: bytes
    public_url: str


@dataclass(frozen=True, slots=True)
class Told:
    """What one mail tells. `seq` is the row of the conversation it tells up to, `first_seq` the one it tells from where
    there are several; `written` says that an agent wrote it.

    `first` is the key of the first mail about the same, the beginning of the thread.
    """

    key: str
    first: str
    kind: MailKind
    about: str
    matter: Matter
    subject: str
    body: tuple[str | Quote, ...]
    written: bool = True
    seq: int | None = None
    first_seq: int | None = None


class Mailroom:
    """Writes mails in the reader's language. To who is no contact nothing goes that a wrong reader could use."""

    def __init__(self, partner: Partner, words: Responses, printer: LetterPrinter, setting: MailSetting | None) -> None:
        self.partner = partner
        self._words = words
        self._print = printer
        self._setting = setting

    @property
    def is_open(self) -> bool:
        """Whether mails are sent at all; without it nothing may be promised."""
        return self._setting is not None

    @property
    def secret(self) -> bytes | None:
        """What signs links and addresses; None where mail is not set up."""
        return self._setting.secret if self._setting is not None else None

    def say(self, key: str, reader: Reader, **blanks: object) -> str:
        """A sentence for this reader."""
        return self._words.say(f"utter_mail_{key}", reader.language, **blanks)

    def draft(self, told: Told, reader: Reader) -> MailDraft:
        """The mail. Raises RuntimeError where mail is not set up: ask `is_open` first."""
        if self._setting is None:
            raise RuntimeError("mail is not set up")
        setting, own_id = self._setting, mail_id(told.key, self._setting.secret)
        stop = f"{setting.public_url}{STOP_PATH}/{stop_token(own_id, setting.secret)}?lang={reader.language}"
        letter = self._letter(told, reader, stop)
        base = setting.policy.reply_base
        return MailDraft(
            key=told.key,
            mail_id=own_id,
            thread=mail_id(told.first, setting.secret),
            kind=told.kind,
            about=told.about,
            matter=told.matter,
            recipient=reader.address,
            confirmed=reader.confirmed,
            written=told.written,
            language=reader.language,
            subject=self._subject(told, reader),
            text=as_text(letter),
            html=self._print(letter),
            reply_to=reply_address(told.about, base, setting.secret) if base else None,
            stop_url=stop,
            conversation_id=reader.conversation_id,
            seq=told.seq,
            first_seq=told.first_seq,
        )

    def code(self, key: str, number: str, reader: Reader) -> MailDraft:
        """The mail with a code to sign in with: nothing else stands in it, and nobody asks for its end.

        Raises RuntimeError where mail is not set up.
        """
        if self._setting is None:
            raise RuntimeError("mail is not set up")
        partner = self.partner.organisation.name
        letter = Letter(
            language=reader.language,
            greeting=self.say("hello_visitor", reader),
            body=(self.say("code", reader, code=number, partner=partner), self.say("code_alone", reader)),
            link=Link(self.say("code_page", reader), f"{self._setting.public_url}{CODE_PATH}"),
            signature=self._setting.policy.signature[reader.language],
            small=self.say("code_why", reader, partner=partner),
        )
        return self._alone(key, MailKind.CODE, letter, self.say("code_subject", reader, partner=partner), reader)

    def is_ours(self, address: str) -> bool:
        """Whether mails to that address come back to the desk itself."""
        if self._setting is None:
            return False
        local, _, domain = (self._setting.policy.reply_base or self._setting.policy.address).rpartition("@")
        at_base = address.endswith(f"@{domain}") and (not local or address.startswith((f"{local}+", f"{local}@")))
        return at_base or address == self._setting.policy.address.lower()

    def receipt(self, key: str, reader: Reader) -> MailDraft:
        """That a mail arrived, in every language. Raises RuntimeError where mail is not set up."""
        if self._setting is None:
            raise RuntimeError("mail is not set up")
        partner = self.partner.organisation
        every = [replace(reader, language=language) for language in LANGUAGES]
        letter = Letter(
            language=reader.language,
            greeting=" / ".join(self.say("hello_visitor", one) for one in every),
            body=tuple(self.say("receipt", one, phone=self.partner.support.phone) for one in every),
            link=Link(
                " / ".join(self.say("open_chat", one) for one in every), f"{self._setting.public_url}{CHAT_PATH}"
            ),
            signature=self._setting.policy.signature[reader.language],
            small=" / ".join(self.say("receipt_why", one, partner=partner.name) for one in every),
        )
        subject = " / ".join(self.say("receipt_subject", one) for one in every)
        return self._alone(key, MailKind.RECEIPT, letter, subject, reader)

    def _alone(self, key: str, kind: MailKind, letter: Letter, subject: str, reader: Reader) -> MailDraft:
        """A mail about nothing that has a number: nobody answers it, and nobody asks for its end."""
        assert self._setting is not None  # noqa: S101 - who calls has asked
        own_id = mail_id(key, self._setting.secret)
        return MailDraft(
            key=key,
            mail_id=own_id,
            thread=own_id,
            kind=kind,
            about=key,
            matter=Matter.COMMERCIAL,
            recipient=reader.address,
            confirmed=reader.confirmed,
            written=False,
            language=reader.language,
            subject=subject,
            text=as_text(letter),
            html=self._print(letter),
            reply_to=None,
            stop_url=None,
        )

    def alert(
        self, key: str, subject: str, lines: Sequence[str], page: str, wishes_page: str, reader: Reader
    ) -> MailDraft:
        """The mail that tells an agent of alerts; `page` and `wishes_page` are paths of the console.

        Raises RuntimeError where mail is not set up.
        """
        if self._setting is None:
            raise RuntimeError("mail is not set up")
        own_id, url = mail_id(key, self._setting.secret), self._setting.public_url
        letter = Letter(
            language=reader.language,
            greeting=self.say("hello", reader, name=reader.name),
            body=tuple(lines),
            link=Link(self.say("alert_open", reader), f"{url}{page}"),
            signature=self._setting.policy.signature[reader.language],
            small=self.say("alert_why", reader, partner=self.partner.organisation.name, url=f"{url}{wishes_page}"),
        )
        return MailDraft(
            key=key,
            mail_id=own_id,
            thread=own_id,
            kind=MailKind.ALERT,
            about=key,
            matter=Matter.COMMERCIAL,
            recipient=reader.address,
            confirmed=True,
            written=False,
            language=reader.language,
            subject=" ".join(subject.split()),
            text=as_text(letter),
            html=self._print(letter),
            reply_to=None,
            stop_url=None,
        )

    def _letter(self, told: Told, reader: Reader, stop: str) -> Letter:
        setting = self._setting
        assert setting is not None  # noqa: S101 - `draft` asked
        partner = self.partner.organisation.name
        kind = "contact" if reader.sees_figures else "unlinked" if reader.confirmed else "visitor"
        why = self.say(f"why_{kind}", reader, partner=partner)
        return Letter(
            language=reader.language,
            greeting=self.say("hello", reader, name=reader.name) if reader.name else self.say("hello_visitor", reader),
            body=told.body if reader.sees_figures else self._neutral(told.body, reader),
            link=Link(self.say("open_chat", reader), f"{setting.public_url}{CHAT_PATH}"),
            signature=setting.policy.signature[reader.language],
            small=why,
            stop=Link(self.say("stop", reader), stop),
        )

    def _subject(self, told: Told, reader: Reader) -> str:
        subject = " ".join(told.subject.split())
        return subject if reader.sees_figures else neutral(subject, self.partner.number_prefix)

    def _neutral(self, body: Sequence[str | Quote], reader: Reader) -> tuple[str | Quote, ...]:
        """Without figures in what people wrote; where some were left out, that is said."""
        prefix = self.partner.number_prefix
        changed = tuple(
            replace(part, text=neutral(part.text, prefix)) if isinstance(part, Quote) else part for part in body
        )
        if changed == tuple(body):
            return changed
        key = "left_out_unlinked" if reader.confirmed else "left_out"
        return (*changed, self.say(key, reader, phone=self.partner.support.phone))
