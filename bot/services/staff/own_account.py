"""What agents change about themselves: name, languages, password. Never roles."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain.kernel import lengths
from bot.domain.kernel.locales import LANGUAGES
from bot.domain.staff.account_errors import AccountIncomplete, PasswordTooWeak, PasswordWrong
from bot.domain.staff.agents import Agent
from bot.domain.staff.audit import Action
from bot.domain.staff.console_errors import SessionEnded
from bot.domain.staff.sessions import ALLOWED_BY_ADDRESS
from bot.services.ports import Database, PasswordHasher
from bot.services.records.staff import Account, Session
from bot.services.staff.guessing import count, key_of

_FEWEST_DIFFERENT: Final = 5


class OwnAccount:
    """The signed-in agent's own account."""

    def __init__(self, database: Database, passwords: PasswordHasher) -> None:
        self._database = database
        self._passwords = passwords

    def of(self, agent: Agent) -> Account:
        """How the agent can sign in. Raises SessionEnded when there is no such account any more."""
        with self._database.reading() as work:
            account = work.staff.agents.account(agent.id)
        if account is None:
            raise SessionEnded()
        return account

    def describe(self, agent: Agent, name: str, language: str, now: datetime) -> Agent:
        """The name customers read and the console's language (one of LANGUAGES). Raises AccountIncomplete."""
        if not name.strip() or language not in LANGUAGES:
            raise AccountIncomplete()
        with self._database.writing() as work:
            present = work.staff.agents.by_id(agent.id)
            if present is None:
                raise SessionEnded()
            after = replace(present, name=name.strip(), language=language)
            work.staff.agents.change(after)
            changed = [field for field in ("name", "language") if getattr(present, field) != getattr(after, field)]
            if changed:
                work.staff.audit.note(
                    agent, Action.AGENT_CHANGED, now, subject=agent.email, details={"changed": changed}
                )
            return after

    def change_password(self, session: Session, present: str, wanted: str, now: datetime) -> None:
        """Ends all other sessions. Raises PasswordWrong when `present` is not the password, and PasswordTooWeak.

        Who sits down at somebody's open console guesses no faster than at the door: TooManyAttempts.
        An agent who has just signed in with a password of one sign-in has shown it already: `present` is not asked.
        """
        require_strength(wanted, session.agent)
        with self._database.reading() as work:
            account = work.staff.agents.account(session.agent.id)
        if account is None or not account.active:
            raise SessionEnded()
        stored = account.password_hash
        if not session.must_change_password:
            self._require_present(stored, present, session, now)
        if self._passwords.fits(stored, wanted):
            raise PasswordTooWeak(least=str(lengths.SHORTEST_PASSWORD))  # the same again is no change
        renewed = self._passwords.hashed(wanted)
        with self._database.writing() as work:
            current = work.staff.agents.account(session.agent.id)
            if current is None or not current.active or current.password_hash != stored:
                raise SessionEnded()  # disabled, or given another password, in this very moment
            work.staff.attempts.clear(_guesses_of(session.agent))
            work.staff.agents.set_password(session.agent.id, renewed, must_change=False)
            work.staff.sessions.revoke_all(session.agent.id, now, but=session.digest)
            work.staff.audit.note(session.agent, Action.PASSWORD_CHANGED, now, subject=session.agent.email)

    def _require_present(self, stored: str | None, present: str, session: Session, now: datetime) -> None:
        with self._database.writing() as work:
            count(work, {_guesses_of(session.agent): ALLOWED_BY_ADDRESS}, now)
        if not self._passwords.fits(stored, present[: lengths.PASSWORD + 1]):
            raise PasswordWrong()


def _guesses_of(agent: Agent) -> str:
    """Their own counter: guessing at one's open console keeps nobody from signing in."""
    return key_of("present", str(agent.id))


def require_strength(password: str, agent: Agent) -> None:
    """Raises PasswordTooWeak for one that is short, endless, repetitive, or made of the agent's own name."""
    plain = password.casefold()
    own = {agent.email, *agent.email.partition("@")[::2], *agent.name.casefold().split()}
    rest = plain
    for word in sorted(own, key=len, reverse=True):
        rest = rest.replace(word.casefold(), "") if len(word) > 2 else rest
    too_alike = len(set(plain)) < _FEWEST_DIFFERENT or len(rest) < lengths.SHORTEST_PASSWORD // 2
    if not lengths.SHORTEST_PASSWORD <= len(password) <= lengths.PASSWORD or too_alike:
        raise PasswordTooWeak(least=str(lengths.SHORTEST_PASSWORD))
