"""An agent signs in with a password: slowly for guessers, alike for all who are refused."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.kernel import lengths
from bot.domain.staff.account_errors import SignInRefused
from bot.domain.staff.audit import Action
from bot.domain.staff.sessions import ALLOWED_BY_ADDRESS, ALLOWED_BY_NETWORK, wait_after
from bot.services.ports import Database, Work
from bot.services.ports.staff import PasswordHasher
from bot.services.records.staff import Account, Session
from bot.services.staff.guessing import count, key_of, network
from bot.services.staff.sessions import begin

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who tries to sign in, from where, in which browser."""

    email: str
    password: str
    remote: str
    browser: str


class PasswordSignIn:
    """Signs agents in. Every attempt is counted as failed before the password is looked at, and cleared by success,
    so that simultaneous guesses are counted like successive ones."""

    def __init__(self, database: Database, passwords: PasswordHasher) -> None:
        self._database = database
        self._passwords = passwords

    def enter(self, attempt: Attempt, now: datetime, *, instead_of: Session | None = None) -> tuple[str, Session]:
        """A new session and the value of its cookie; ends the one the browser had (`instead_of`).

        Raises TooManyAttempts, and SignInRefused, which does not tell an unknown address, a wrong password, an account
        without one and a disabled account apart.
        """
        with self._database.writing() as work:
            count(work, _allowed(attempt), now)
            account = work.staff.agents.account_by_email(attempt.email)
        known = account if account is not None and account.active else None
        stored = known.password_hash if known else None
        if not self._passwords.fits(stored, attempt.password[: lengths.PASSWORD + 1]) or known is None:
            self._note_failure(account, attempt, now)
            raise SignInRefused()
        return self._begin(known, attempt, now, instead_of)

    def _begin(
        self, account: Account, attempt: Attempt, now: datetime, instead_of: Session | None
    ) -> tuple[str, Session]:
        stored = account.password_hash or ""
        renewed = self._passwords.hashed(attempt.password) if self._passwords.outdated(stored) else None
        with self._database.writing() as work:
            current = work.staff.agents.account(account.agent.id)
            if current is None or not current.active or current.password_hash != stored:
                raise SignInRefused()  # disabled, or given another password, in this very moment
            _clear(work, attempt, now)
            if renewed is not None:
                work.staff.agents.set_password(account.agent.id, renewed, must_change=current.must_change_password)
            if instead_of is not None:
                work.staff.sessions.revoke(instead_of.digest, now)
            work.staff.audit.note(current.agent, Action.SIGNED_IN, now, details={"by": "password"})
            return begin(work, current.agent, attempt.browser, now, must_change_password=current.must_change_password)

    def _note_failure(self, account: Account | None, attempt: Attempt, now: datetime) -> None:
        """Only attempts on accounts that exist are kept by name: what is typed elsewhere may be anything."""
        with self._database.writing() as work:
            subject = account.agent.email if account else None
            work.staff.audit.note(
                None, Action.SIGN_IN_FAILED, now, subject=subject, details={"from": network(attempt.remote)}
            )


def _clear(work: Work, attempt: Attempt, now: datetime) -> None:
    """The address starts anew; the network only takes this attempt back, lest an own account hides guessing."""
    key = _network_key(attempt)
    failures, _ = work.staff.attempts.held(tuple(_allowed(attempt)), now)[key]
    work.staff.attempts.clear(_address_key(attempt))
    left = max(0, failures - 1)
    wait = wait_after(left, ALLOWED_BY_NETWORK)
    work.staff.attempts.write(key, left, now + wait if wait else None, now)
    work.staff.attempts.forget(now)


def _allowed(attempt: Attempt) -> Mapping[str, int]:
    return {_address_key(attempt): ALLOWED_BY_ADDRESS, _network_key(attempt): ALLOWED_BY_NETWORK}


def _address_key(attempt: Attempt) -> str:
    return key_of("address", attempt.email.strip().lower())


def _network_key(attempt: Attempt) -> str:
    return key_of("network", network(attempt.remote))
