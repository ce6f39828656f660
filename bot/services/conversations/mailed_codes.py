"""Who has no portal signs in: a code goes to an address the desk knows, and comes back from the same browser."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

from bot.domain.customers.mailed_codes import CODE_LIFE, DIGITS, WITHIN, CodeRefused, MailedCode, TooManyCodes, may_ask
from bot.domain.kernel.email_addresses import is_email
from bot.domain.kernel.errors import ContactAddressMissing
from bot.domain.kernel.locales import USUAL
from bot.services.notices.mailroom import Mailroom
from bot.services.ports import Bell, Database
from bot.services.records.notices import Reader


class MailedCodes:
    """Whether an address is known is told by nothing: the same words, the same rows, the same work."""

    def __init__(self, database: Database, mailroom: Mailroom, bell: Bell) -> None:
        self._database = database
        self._mailroom = mailroom
        self._bell = bell
        self.offered = mailroom.is_open and mailroom.partner.sign_in_by_mail

    def ask(self, address: str, network: str, language: str, now: datetime) -> str:
        """Mails a code to a contact with that address, or to who proved it before; what the browser must bring back.

        To any other address nothing is mailed, or anybody could have the desk write to strangers.

        Raises ContactAddressMissing for what is no address, TooManyCodes, StorageBusy.
        """
        if not is_email(address.strip()):
            raise ContactAddressMissing()
        browser, number = secrets.token_urlsafe(32), f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        of_address, of_network = _digest("address", address.strip().lower()), _digest("network", network)
        reader = Reader(address.strip(), "", language, USUAL[language], confirmed=True, conversation_id=None)
        draft = self._mailroom.code(f"s:{_digest('mail', browser)}", number, reader)
        with self._database.writing() as work:
            work.notices.mails.end_codes(now)
            if not may_ask(*work.customers.codes.asked(of_address, of_network, now - WITHIN)):
                raise TooManyCodes()
            person, proven = work.customers.people.by_email(address), work.customers.addresses.id_of(address)
            kept = MailedCode(
                browser=_digest("browser", browser),
                address=of_address,
                network=of_network,
                contact_id=person.contact_id if person else None,
                address_id=None if person else proven,
                digest=_of_code(browser, number),
                mail_key=draft.key,
                expires_at=now + CODE_LIFE,
            )
            work.customers.codes.keep(kept, now)
            if kept.was_mailed:
                work.notices.mails.queue(draft, now)
        self._bell.ring()
        return browser

    def enter(self, browser: str, number: str, now: datetime) -> str:
        """The address of who brought the code back. Raises CodeRefused, StorageBusy.

        Each try counts, also one that is cut off: it is written before the answer is known.
        """
        with self._database.writing() as work:
            kept = work.customers.codes.tried(_digest("browser", browser), now)
        right = kept is not None and hmac.compare_digest(kept.digest, _of_code(browser, _digits(number)))
        if kept is None or not right or not kept.was_mailed:
            raise CodeRefused()
        with self._database.writing() as work:
            email = work.customers.codes.used(kept.browser, now)
            work.notices.mails.end_codes(now)
        if email is None:
            raise CodeRefused()
        return email

    def end_due(self, now: datetime) -> int:
        """Swept by the sender: the mails of codes that ended are readable no longer; how many. Raises StorageBusy."""
        with self._database.reading() as work:
            if not work.notices.mails.has_ended_codes(now):
                return 0
        with self._database.writing() as work:
            return work.notices.mails.end_codes(now)

    def ended(self, mail_ids: Sequence[str]) -> frozenset[str]:
        """Which of these mails, by their ids, held a code that has ended."""
        with self._database.reading() as work:
            return work.notices.mails.blanked(mail_ids)


def _digits(typed: str) -> str:
    """The code however it was typed or pasted: "123 456" as well."""
    return "".join(sign for sign in typed[:40] if sign.isascii() and sign.isdigit())


def _digest(kind: str, what: str) -> str:
    return hashlib.sha256(f"{kind}:{what}".encode("utf-8", "surrogatepass")).hexdigest()


def _of_code(browser: str, number: str) -> str:
    """Six digits are soon guessed from a digest; not without the browser's secret, which the database never holds."""
    return hmac.new(browser.encode("utf-8", "surrogatepass"), number.encode(), hashlib.sha256).hexdigest()
