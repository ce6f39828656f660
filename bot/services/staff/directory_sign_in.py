"""An agent signs in by the partner's directory: only into an account that exists, and only one's own."""

from contextlib import suppress
from datetime import datetime

from bot.domain.staff.account_errors import DirectoryStranger, TooManyAttempts
from bot.domain.staff.audit import Action
from bot.domain.staff.sessions import ALLOWED_BY_NETWORK
from bot.services.ports import Database, Work
from bot.services.records.staff import Account, Session
from bot.services.staff.guessing import count, key_of, network
from bot.services.staff.sessions import begin


class DirectorySignIn:
    """Finds the account of somebody the directory vouches for. No account is ever made here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enter(
        self,
        subject: str,
        verified_email: str | None,
        browser: str,
        remote: str,
        now: datetime,
        *,
        instead_of: Session | None = None,
    ) -> tuple[str, Session]:
        """A new session and the value of its cookie; ends the one the browser had (`instead_of`).

        The account bound to the directory's subject; else, the first time, the one with the verified address, which is
        then bound: from now on the subject counts, whatever address the directory gives it. A password for one sign-in
        that was never used is withdrawn. Raises DirectoryStranger.
        """
        with self._database.writing() as work:
            work.staff.agents.lock()
            account = work.staff.agents.account_by_subject(subject) or self._bound(work, subject, verified_email, now)
            if account is not None and account.active:
                return self._begin(work, account, browser, now, instead_of)
        self.note_failure("disabled" if account else "unknown", remote, now, verified_email)
        raise DirectoryStranger()

    def note_failure(self, reason: str, remote: str, now: datetime, email: str | None = None) -> None:
        """Keeps that somebody came from the directory and was not let in.

        Anybody may ask for the address one comes back to, and nothing is ever taken out of the log: from one network
        so many failures are kept as a network may fail with passwords, then those between its waits.
        """
        with suppress(TooManyAttempts), self._database.writing() as work:
            count(work, {key_of("directory", network(remote)): ALLOWED_BY_NETWORK}, now)
            known = work.staff.agents.account_by_email(email) if email else None
            details = {"by": "directory", "reason": reason}
            subject = known.agent.email if known else None
            work.staff.audit.note(None, Action.SIGN_IN_FAILED, now, subject=subject, details=details)

    @staticmethod
    def _bound(work: Work, subject: str, verified_email: str | None, now: datetime) -> Account | None:
        account = work.staff.agents.account_by_email(verified_email) if verified_email else None
        if account is None or not account.active or account.oidc_subject is not None:
            return None
        work.staff.agents.bind(account.agent.id, subject)
        work.staff.audit.note(account.agent, Action.AGENT_BOUND, now, subject=account.agent.email)
        return account

    @staticmethod
    def _begin(
        work: Work, account: Account, browser: str, now: datetime, instead_of: Session | None
    ) -> tuple[str, Session]:
        if account.must_change_password:
            work.staff.agents.set_password(account.agent.id, None, must_change=False)
        if instead_of is not None:
            work.staff.sessions.revoke(instead_of.digest, now)
        work.staff.audit.note(account.agent, Action.SIGNED_IN, now, details={"by": "directory"})
        return begin(work, account.agent, browser, now, must_change_password=False)
