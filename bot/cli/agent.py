"""`desk agent`: accounts of the partner's people, for the first global admin and for emergencies."""

import argparse
import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.bootstrap import Desk, build
from bot.cli.database import reachable, require_head
from bot.cli.failure import CommandFailed
from bot.cli.progress import say
from bot.domain.kernel.errors import DeskError
from bot.domain.kernel.locales import FALLBACK, LANGUAGES
from bot.domain.staff.agents import AgentRole
from bot.partner import PartnerFileError
from bot.services.records.staff import Account
from bot.services.staff.accounts import OPERATOR, Particulars
from bot.settings import load
from bot.words import WordsInvalid

HELP = """Accounts of the partner's own people, who work in the console at /console/.

  desk agent add ADDRESS --name NAME --role ROLE   a new account
  desk agent password ADDRESS                      another password; ends the sessions of the account
  desk agent list                                  everybody, and whether they can sign in

A password is generated, good for one sign-in, and printed once; with --ask it is read from the terminal (or from
standard input) and stays. It is never an argument: arguments are seen by everybody on the machine."""

REMEDIES = {
    "address_taken": "There is an account with this address already; `desk agent list` shows all.",
    "account_incomplete": "An account needs a name, an address with an @ in it, and a language (en, fr).",
    "team_unknown": "There is no such team; partner.yml (handoff.teams) names them.",
    "password_too_weak": "Choose a password of at least 12 characters that is not the name or the address.",
    "agent_not_found": "There is no account with this address; `desk agent list` shows all.",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked."""
    parser.add_argument("verb", choices=("add", "password", "list"), help="what to do")
    parser.add_argument("address", nargs="?", help="the agent's e-mail address")
    parser.add_argument("--name", help="the name customers read")
    parser.add_argument("--role", action="append", choices=[role.value for role in AgentRole], help="may be repeated")
    parser.add_argument("--team", help="key of a team in partner.yml; the first one if not given")
    parser.add_argument("--language", choices=LANGUAGES, default=FALLBACK, help="of the console for this agent")
    parser.add_argument("--ask", action="store_true", help="read the password instead of generating one")


def run(options: argparse.Namespace) -> int:
    """Does one of the three; 2 when something is missing for it."""
    if options.verb != "list" and not options.address:
        raise CommandFailed(f"desk agent {options.verb} needs the agent's e-mail address.", 2)
    if options.verb == "add" and not (options.name and options.role):
        raise CommandFailed("desk agent add needs --name and at least one --role.", 2)
    verbs: dict[str, Callable[[Desk, argparse.Namespace], None]] = {"add": _add, "password": _password, "list": _list}
    with _desk() as desk:
        verbs[options.verb](desk, options)
    return 0


@contextmanager
def _desk() -> Iterator[Desk]:
    settings = load()
    require_head(settings)
    try:
        desk = build(settings)
    except (PartnerFileError, WordsInvalid) as error:
        raise CommandFailed(str(error)) from error
    try:
        with reachable():
            yield desk
    except DeskError as error:
        if error.code not in REMEDIES:
            raise
        raise CommandFailed(REMEDIES[error.code]) from error
    finally:
        desk.close()


def _add(desk: Desk, options: argparse.Namespace) -> None:
    said = Particulars(
        name=options.name,
        team=options.team or next(iter(desk.partner.routing.teams)),
        roles=frozenset(map(AgentRole, options.role)),
        languages=LANGUAGES,
        language=options.language,
    )
    own = _asked() if options.ask else None
    agent, password = desk.staff.accounts.add(options.address, said, desk.clock(), password=own, asked_by=OPERATOR)
    say(f"Added {agent.name} <{agent.email}>.")
    _tell(own, password)


def _password(desk: Desk, options: argparse.Namespace) -> None:
    account = _known(desk, options.address)
    own = _asked() if options.ask else None
    password = desk.staff.accounts.reset_password(account.agent.id, desk.clock(), password=own, asked_by=OPERATOR)
    say(f"{account.agent.name} <{account.agent.email}> has another password; all sessions have ended.")
    _tell(own, password)


def _list(desk: Desk, _: argparse.Namespace) -> None:
    for account in desk.staff.accounts.all(asked_by=OPERATOR):
        roles = ", ".join(sorted(account.agent.roles))
        say(f"{account.agent.email:<36}{account.agent.name:<24}{roles:<32}{_state(account)}")


def _state(account: Account) -> str:
    if not account.active:
        return "disabled"
    ways = [("password", account.password_hash), ("directory", account.oidc_subject)]
    known = [name for name, there in ways if there]
    return f"signs in by {' or '.join(known)}" if known else "cannot sign in yet"


def _known(desk: Desk, address: str) -> Account:
    found = [a for a in desk.staff.accounts.all(asked_by=OPERATOR) if a.agent.email == address.strip().lower()]
    if not found:
        raise CommandFailed(REMEDIES["agent_not_found"])
    return found[0]


def _asked() -> str:
    """Twice from a terminal, without showing it; one line from anything else."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != first:
        raise CommandFailed("The two are not the same; nothing was changed.")
    return first


def _tell(own: str | None, password: str) -> None:
    if own is None:
        say(f"Password for the first sign-in, shown only now: {password}")
