"""A copy of an invoice: behind a link that nobody can guess, for a quarter of an hour, for those who may see it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.customers.identity import VISITOR
from bot.domain.kernel.errors import DocumentNotFound, InvoiceNotFound, NotSignedIn, RoleMayNotSeeMoney
from bot.domain.partner import Partner
from bot.paper.invoice_copy import render
from bot.paper.tables import tabulate
from bot.services.billing.documents import Documents, digest_of
from tests.fakes.cast import CONTOSO_BILLING, CONTOSO_TECHNICAL, FABRIKAM_ADMIN
from tests.fakes.memory import MemoryDatabase

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


@pytest.fixture
def documents(database: MemoryDatabase, partner: Partner) -> Documents:
    database.work.customers.people.speakers["c"] = CONTOSO_BILLING
    return Documents(database, partner, render, tabulate)


def secret(documents: Documents) -> str:
    link = documents.link("104231", asked_by=CONTOSO_BILLING, conversation_id="c", language="en", now=NOW)
    return link.secret


def test_a_link_opens_the_invoice_as_pdf(documents: Documents) -> None:
    file = documents.download(secret(documents), now=NOW)
    assert (file.name, file.media_type) == ("NS-104231.pdf", "application/pdf")
    assert file.content.startswith(b"%PDF-")


def test_the_database_never_holds_the_secret(documents: Documents, database: MemoryDatabase) -> None:
    made = secret(documents)
    assert len(made) >= 43
    assert list(database.work.billing.documents.grants) == [digest_of(made)]
    assert made not in repr(database.work.billing.documents.grants)


def test_two_links_to_one_invoice_differ(documents: Documents) -> None:
    assert secret(documents) != secret(documents)


@pytest.mark.parametrize(
    ("after", "opens"), [(timedelta(minutes=14, seconds=59), True), (timedelta(minutes=15), False)]
)
def test_a_link_lives_a_quarter_of_an_hour(documents: Documents, after: timedelta, opens: bool) -> None:
    made = secret(documents)
    if opens:
        assert documents.download(made, now=NOW + after).content
    else:
        with pytest.raises(DocumentNotFound):
            documents.download(made, now=NOW + after)


@pytest.mark.parametrize("guess", ["", "x", "../../etc/passwd", "é" * 100])
def test_a_guessed_link_opens_nothing(documents: Documents, guess: str) -> None:
    with pytest.raises(DocumentNotFound):
        documents.download(guess, now=NOW)


@pytest.mark.parametrize("speaker", [VISITOR, CONTOSO_TECHNICAL, FABRIKAM_ADMIN, None])
def test_a_link_closes_when_the_speaker_may_no_longer_see_it(
    documents: Documents, database: MemoryDatabase, speaker: object
) -> None:
    made = secret(documents)
    if speaker is None:
        del database.work.customers.people.speakers["c"]
    else:
        database.work.customers.people.speakers["c"] = speaker
    with pytest.raises(DocumentNotFound):
        documents.download(made, now=NOW)


def test_nobody_gets_a_link_to_what_they_may_not_see(documents: Documents) -> None:
    for asked_by, refusal in (
        (FABRIKAM_ADMIN, InvoiceNotFound),
        (CONTOSO_TECHNICAL, RoleMayNotSeeMoney),
        (VISITOR, NotSignedIn),
    ):
        with pytest.raises(refusal):
            documents.link("NS-104231", asked_by=asked_by, conversation_id="c", language="en", now=NOW)


def test_a_contact_whose_locale_speaks_another_language_still_gets_the_language_asked_for(
    documents: Documents, database: MemoryDatabase
) -> None:
    french = replace(CONTOSO_BILLING, locale="fr_FR")
    database.work.customers.people.speakers["c"] = french
    link = documents.link("104231", asked_by=french, conversation_id="c", language="en", now=NOW)
    assert documents.download(link.secret, now=NOW).content
