"""The doctor finds who is on call and cannot sign in, with the line of partner.yml and the remedy."""

from pathlib import Path

import pytest
from sqlalchemy import update

from bot.cli.doctor import CHECKS, _check
from bot.cli.examining.on_call import on_call
from bot.storage.database import SqlDatabase
from bot.storage.schema import agents
from tests.cli.examining.test_routing import cast, partner_file
from tests.partner.mistaken import GOOD

__all__ = ["cast", "partner_file"]


def test_everybody_on_call_who_can_sign_in_is_well(cast: SqlDatabase) -> None:
    (finding,) = _check(CHECKS["on call"])
    assert (finding.well, finding.detail) == (True, "2 agents")


def test_who_is_disabled_or_unknown_is_told_with_the_line(cast: SqlDatabase, partner_file: Path) -> None:
    with cast.connection() as connection:
        connection.execute(update(agents).where(agents.c.email == "helpdesk@northstar.example").values(active=False))
    text = GOOD.replace("agent: globaladmin@", "agent: nobody@")
    partner_file.write_text(text, encoding="utf-8")
    found = list(on_call())
    assert [finding.well for finding in found] == [False, False]
    for finding, address in zip(found, ("helpdesk@northstar.example", "nobody@northstar.example"), strict=True):
        line = 1 + next(n for n, written in enumerate(text.splitlines()) if f"agent: {address}" in written)
        assert f"line {line} of partner.yml: {address} is no agent who can sign in" in finding.detail
        assert f"desk agent add {address}" in finding.remedy


@pytest.mark.parametrize("broken", ["partner", "database"])
def test_what_other_checks_tell_is_not_told_twice(
    cast: SqlDatabase, partner_file: Path, broken: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if broken == "partner":
        partner_file.write_text("nonsense: true", encoding="utf-8")
    else:
        monkeypatch.setenv("DESK_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    assert list(on_call()) == []
