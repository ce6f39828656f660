"""Lists and statements as files: behind links like those of copies, for those who may see them."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.billing.selection import Order
from bot.domain.customers.identity import VISITOR, Identity
from bot.domain.kernel.errors import DocumentNotFound, NotSignedIn, RoleMayNotSeeMoney
from bot.domain.kernel.periods import Period
from bot.domain.partner import Partner
from bot.paper.invoice_copy import render
from bot.paper.tables import tabulate
from bot.services.billing.documents import Documents, decoded, encoded
from bot.services.billing.invoice_lists import InvoiceWish
from bot.storage.database import SqlDatabase
from tests.fakes.cast import CONTOSO_TECHNICAL
from tests.fixtures.database import *  # noqa: F403
from tests.fixtures.database import TODAY
from tests.storage.conversations.talking import identity

NOW = datetime.combine(TODAY, time(9), UTC)
YEAR = Period(TODAY.replace(month=1, day=1), TODAY)


def file_of(
    database: SqlDatabase, partner: Partner, email: str, wanted: InvoiceWish | Period, language: str = "en"
) -> tuple[str, list[str]]:
    asker = speaking(database, email)
    documents = Documents(database, partner, render, tabulate)
    link = documents.table_link(wanted, asked_by=asker, conversation_id="c", language=language, now=NOW)
    file = documents.download(link.secret, now=NOW + timedelta(minutes=14))
    assert file.media_type == "text/csv"
    return file.name, file.content.decode("utf-8-sig").splitlines()


def speaking(database: SqlDatabase, email: str) -> Identity:
    asker = identity(database, email)
    with database.writing() as work:
        work.conversations.rows.open(
            conversation_id="c", channel="web", contact_id=asker.contact_id, language="en", now=NOW
        )
    return asker


def test_a_list_has_a_line_for_each_invoice(seeded: SqlDatabase, partner: Partner) -> None:
    name, lines = file_of(seeded, partner, "billing@contoso.example", InvoiceWish())
    assert name == f"invoices-{TODAY.isoformat()}.csv"
    assert [line.split(",")[0] for line in lines] == ["Invoice", "NS-104231", "NS-104188"]
    assert lines[2].endswith("1070.00,214.00,1284.00,0.00,1284.00,0.00,EUR,paid")


def test_a_filtered_list_is_filtered_in_its_file(seeded: SqlDatabase, partner: Partner) -> None:
    wish = InvoiceWish(state="open", numbers=("NS-104188", "NS-104231"), page=7)
    _, lines = file_of(seeded, partner, "billing@contoso.example", wish)
    assert [line.split(",")[0] for line in lines[1:]] == ["NS-104231"]


def test_a_statement_runs_from_opening_to_closing_balance(seeded: SqlDatabase, partner: Partner) -> None:
    name, lines = file_of(seeded, partner, "accounts@northwind.example", YEAR, "fr")
    assert name == f"statement-{YEAR.first.isoformat()}-{YEAR.last.isoformat()}.csv"
    assert lines[0] == "Date;Opération;Numéro;Montant;Solde;Devise"
    assert [line.split(";")[1] for line in lines[1:]] == [
        "Solde d'ouverture", "Facture", "Paiement", "Facture", "Avoir", "Solde de clôture",
    ]  # fmt: skip
    assert lines[-1].endswith(";;;2100,00;USD")


def test_a_link_to_a_table_closes_like_that_to_a_copy(seeded: SqlDatabase, partner: Partner) -> None:
    asker = speaking(seeded, "billing@contoso.example")
    documents = Documents(seeded, partner, render, tabulate)
    link = documents.table_link(YEAR, asked_by=asker, conversation_id="c", language="en", now=NOW)
    with pytest.raises(DocumentNotFound):
        documents.download(link.secret, now=NOW + timedelta(minutes=15))


def test_nobody_gets_a_table_without_being_allowed_to_see_money(seeded: SqlDatabase, partner: Partner) -> None:
    documents = Documents(seeded, partner, render, tabulate)
    for asker, refusal in ((VISITOR, NotSignedIn), (CONTOSO_TECHNICAL, RoleMayNotSeeMoney)):
        with pytest.raises(refusal):
            documents.table_link(YEAR, asked_by=asker, conversation_id="c", language="en", now=NOW)


@pytest.mark.parametrize(
    "wish", [InvoiceWish(), InvoiceWish(state="open", span="R-6M", numbers=("NS-1",), order=Order.LARGEST, last=3)]
)
def test_what_is_wanted_is_kept_and_read_back(wish: InvoiceWish) -> None:
    assert decoded(encoded(replace(wish, page=4))) == wish
    assert decoded(encoded(YEAR)) == YEAR
