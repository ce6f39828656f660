"""Checks that teams and queues named in the database are still in partner.yml."""

from collections.abc import Iterator, Mapping

from bot.cli.examining.findings import Finding
from bot.domain.kernel.errors import StorageBusy
from bot.domain.support.routing import Routing
from bot.partner import PartnerFileError, load_partner
from bot.settings import load
from bot.storage.database import SqlDatabase
from bot.storage.migration import is_current
from bot.storage.support.lost_queues import named_elsewhere


def teams_and_queues() -> Iterator[Finding]:
    """Rows that name a team or a queue which partner.yml lost: they are shown by its key, in no team's list.

    Says nothing where partner.yml or the database cannot be read: other checks tell that.
    """
    chosen = load()
    try:
        routing = load_partner(chosen.partner_file).routing
        if not is_current(chosen.database_url):
            return
        lost = _lost(chosen.database_url, routing)
    except (PartnerFileError, StorageBusy):
        return
    for (kind, key), count in sorted(lost.items()):
        remedy = f"name {key} in {chosen.partner_file} again, or give what names it to others in the console"
        yield Finding("teams and queues", f"{kind} {key} is not in partner.yml; rows that name it: {count}", remedy)
    if not lost:
        yield Finding("teams and queues", f"{len(routing.teams)} teams, {len(routing.queues)} queues")


def _lost(url: str, routing: Routing) -> Mapping[tuple[str, str], int]:
    opened = SqlDatabase(url)
    try:
        with opened.connection() as connection:
            return named_elsewhere(connection, routing)
    finally:
        opened.close()
