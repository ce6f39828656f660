"""Checks of what an operator wrote and owns: settings, policies, sentences, keys, database."""

import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bot.cli.examining.findings import Finding
from bot.domain.kernel.errors import StorageBusy
from bot.partner import PartnerFileError, load_partner
from bot.settings import SettingsError, load
from bot.storage.database import SqlDatabase
from bot.storage.migration import is_current
from bot.words import Words, WordsInvalid

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def settings() -> Iterator[Finding]:
    """Whether the environment can be read at all, and choices that are risky outside a demo."""
    try:
        chosen = load()
    except SettingsError as error:
        for problem in error.problems:
            detail, _, remedy = problem.partition(": ")
            yield Finding("settings", detail, remedy or "correct it, or unset it")
        return
    yield Finding("settings", f"{chosen.public_url}, database {_without_password(chosen.database_url)}")
    open_to_others = chosen.host not in LOOPBACK
    if open_to_others and urlsplit(chosen.public_url).hostname in LOOPBACK:
        detail = f"other machines can reach the desk, and their browsers are sent to {chosen.public_url}"
        yield Finding("public address", detail, "set DESK_PUBLIC_URL to the address customers' browsers use")
    if chosen.demo_sign_in and open_to_others:
        detail = "DESK_DEMO_SIGN_IN is on while other machines can reach the desk"
        yield Finding("demo sign-in", detail, "unset DESK_DEMO_SIGN_IN: anybody could sign in as a contact")


def partner() -> Iterator[Finding]:
    """Every mistake in partner.yml, each by itself."""
    path = load().partner_file
    try:
        found = load_partner(path)
    except PartnerFileError as error:
        for mistake in error.mistakes:
            yield Finding("partner.yml", f"{path}, {mistake.place}: {mistake.problem}", mistake.remedy)
    else:
        yield Finding("partner.yml", found.organisation.name)


def responses() -> Iterator[Finding]:
    """Every response in both languages with the same blanks."""
    path = load().responses_file
    try:
        count = sum(1 for _ in Words.load(path))
    except WordsInvalid as error:
        for mistake in error.mistakes:
            yield Finding("responses", mistake, f"correct {path}")
    else:
        yield Finding("responses", f"{count} in two languages")


def keys() -> Iterator[Finding]:
    """The site's keys: there after the first start, the private one readable by its owner only."""
    chosen = load()
    both = ((chosen.site_key_file, True), (chosen.keys_file, False))
    missing = [path.name for path, _ in both if not path.is_file()]
    if missing:
        are = "are" if len(missing) > 1 else "is"
        yield Finding("keys", f"{' and '.join(missing)} {are} missing", "start the desk once, which makes them")
    for path, private in ((path, private) for path, private in both if path.is_file()):
        if private and (seen := _mode(path)) & 0o077:
            yield Finding("keys", f"{path.name} has mode {seen:o}", f"chmod 600 {path}")
        else:
            yield Finding("keys", f"{path.name} has mode {_mode(path):o}")


def database() -> Iterator[Finding]:
    """Reachable, at the current schema, and writable."""
    url = load().database_url
    shown = _without_password(url)
    try:
        if not is_current(url):
            yield Finding("database", f"{shown} has an old schema or none", "run `desk migrate`")
            return
        _ping(url)
    except StorageBusy:
        remedy = "start it, end what holds it, or make room on its disk"
        yield Finding("database", f"{shown} does not answer, is locked or full", remedy)
    else:
        yield Finding("database", f"{shown} is current and can be written")


def _ping(url: str) -> None:
    """Writes, which needs the lock, the right and the room."""
    opened = SqlDatabase(url)
    try:
        opened.ping()
    finally:
        opened.close()


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _without_password(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"
