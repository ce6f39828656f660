"""Checks that everybody on call can sign in: only agents of the console can be told of an alert."""

from collections.abc import Iterator

from bot.cli.examining.findings import Finding
from bot.domain.kernel.errors import StorageBusy
from bot.partner import PartnerFileError, load_partner
from bot.partner.source import read
from bot.settings import load
from bot.storage.database import SqlDatabase
from bot.storage.migration import is_current


def on_call() -> Iterator[Finding]:
    """Each line of support.on_call whose address is no agent who can sign in.

    Says nothing where partner.yml or the database cannot be read: other checks tell that.
    """
    chosen = load()
    try:
        listed = [duty.agent for duty in load_partner(chosen.partner_file).support.on_call.duties]
        if not is_current(chosen.database_url):
            return
        able = _able(chosen.database_url)
    except (PartnerFileError, StorageBusy):
        return
    lost = [(place, agent) for place, agent in enumerate(listed) if agent not in able]
    source = read(chosen.partner_file)
    for place, agent in lost:
        line = source.line(("support", "on_call", place, "agent"))
        detail = f"line {line} of {chosen.partner_file.name}: {agent} is no agent who can sign in"
        yield Finding("on call", detail, f"run `desk agent add {agent} --name … --role …`, or name somebody else there")
    if not lost:
        yield Finding("on call", f"{len(set(listed))} agents" if listed else "nobody, and no plan needs it")


def _able(url: str) -> frozenset[str]:
    opened = SqlDatabase(url)
    try:
        with opened.reading() as work:
            return frozenset(agent.email for agent in work.staff.agents.active())
    finally:
        opened.close()
