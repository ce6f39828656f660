"""The programs on the pages run as they stand there."""

import os
import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.domain.customers.identity import Role
from bot.domain.kernel.money import Money
from bot.settings import ROOT
from bot.storage.database import SqlDatabase
from tests.docs.pages import page, pages

PROGRAMS = [(str(found), block.text) for found in pages() for block in found.blocks if block.language == "python"]


@pytest.mark.parametrize(("name", "text"), PROGRAMS)
def test_every_python_program_can_be_read(name: str, text: str) -> None:
    compile(text, name, "exec")


def test_the_script_for_own_data_writes_an_invoice_its_customer_can_read(migrated_file: Path, tmp_path: Path) -> None:
    shutil.copy(migrated_file, tmp_path / "own.db")
    url = f"sqlite:///{tmp_path / 'own.db'}"
    (program,) = [block.text for block in page("docs/make-it-yours.md").blocks if block.language == "python"]
    environ = {**os.environ, "DESK_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run([sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    database = SqlDatabase(url)
    with database.reading() as work:
        person = work.customers.people.by_email("ann@company.example")
        assert person is not None
        (invoice,) = work.billing.invoices.unpaid(asked_by=person.identity)
    database.close()
    assert person.identity.roles == {Role.BILLING}
    assert invoice.balance == Money(Decimal("67.20"), "EUR")
    assert invoice.due_on == date(2026, 12, 2)
