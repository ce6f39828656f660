"""What the printed copy says, read back from the PDF."""

import re
import zlib
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.billing.invoices import ChargeType, InvoiceLine, PaymentMethod
from bot.domain.kernel.locales import locale_for
from bot.domain.partner import Partner
from bot.paper.invoice_copy import COLUMNS, printable, render
from bot.paper.labels import CHARGES, LABELS, METHODS
from tests.fakes import cast
from tests.fakes.cast import D, money

CONTOSO, FABRIKAM, NORTHWIND = (
    next(invoice for invoice in cast.invoices() if invoice.number == number)
    for number in ("NS-104231", "NS-104199", "NS-104120")
)


def text_of(pdf: bytes) -> str:
    """The strings shown on all pages, in order: the fonts are built in, so bytes are letters of Windows-1252."""
    shown = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        content = zlib.decompress(stream)
        shown += re.findall(rb"\(((?:\\.|[^()\\])*)\) Tj", content)
    return "\n".join(re.sub(rb"\\(.)", rb"\1", found).decode("cp1252") for found in shown)


def test_an_english_copy_tells_lines_tax_total_and_how_to_pay(partner: Partner) -> None:
    text = text_of(render(CONTOSO, "Contoso Ltd", partner, "en_GB"))
    for said in (
        "Northstar Cloud SAS",
        "12 rue de l'Exemple",
        "Invoice NS-104231",
        "Contoso Ltd",
        "1,476.60",
        "246.10",
        "1,230.50",
        "Tax 20%",
        "-€412.00",
        "€494.40",
        "€118.10",
        "IBAN FR14 2004 1010 0505 0001 3M02 606",
        "https://pay.northstar.example/i/NS-104231",
        "Page 1/\n1",
    ):
        assert said in text, said


def test_a_french_copy_has_accents_and_the_euro_sign(partner: Partner) -> None:
    text = text_of(render(FABRIKAM, "Société Générale d'Été", partner, "fr_FR")).replace("\u00a0", " ")
    for said in (
        "Facturé à : Société Générale d'Été",
        "Échéance",
        "588,00 €",
        "TVA 20 %",
        "Reste à payer",
        "Virement SEPA",
    ):
        assert said in text, said


def test_a_french_copy_counts_the_first_of_a_month(partner: Partner) -> None:
    first = replace(FABRIKAM, issued_on=date(2026, 12, 1), due_on=date(2026, 12, 21))
    text = text_of(render(first, "Fabrikam SARL", partner, "fr_FR")).replace("\u00a0", " ")
    assert "Émission : 1er déc. 2026" in text
    assert "Échéance : 21 déc. 2026" in text


def test_a_credit_note_lowers_the_balance_and_a_declined_payment_does_not(partner: Partner) -> None:
    text = text_of(render(NORTHWIND, "Northwind Traders", partner, "en_US"))
    assert "Credit note NS-C-10031" in text
    assert "$2,310.00" in text
    assert "$2,100.00" in text
    assert "Payment received" not in text
    assert "ABA routing" in text
    assert "IBAN" not in text


def test_a_paid_copy_tells_the_payment_and_asks_for_nothing(partner: Partner) -> None:
    text = text_of(render(cast.invoices()[0], "Contoso Ltd", partner, "en_GB"))
    assert "Payment received" in text
    assert "€0.00" in text
    assert "How to pay" not in text


def test_an_exempt_invoice_says_so(partner: Partner) -> None:
    assert "Tax (exempt)" in text_of(render(cast.invoices()[-1], "Tailspin Toys", partner, "en_US"))


def test_a_price_of_fractions_of_a_cent_is_printed_whole(partner: Partner) -> None:
    line = replace(CONTOSO.lines[-1], unit_price=money("0.0123"))
    assert "€0.0123" in text_of(render(replace(CONTOSO, lines=(line,)), "Contoso Ltd", partner, "en_GB"))


def test_the_same_invoice_gives_the_same_bytes(partner: Partner) -> None:
    first, second = (render(CONTOSO, "Contoso Ltd", partner, "en_GB") for _ in range(2))
    assert first == second


def test_a_long_invoice_goes_on_over_several_pages(partner: Partner) -> None:
    lines = tuple(replace(CONTOSO.lines[0], position=n, service_to=D + timedelta(days=n)) for n in range(120))
    text = text_of(render(replace(CONTOSO, lines=lines), "Contoso Ltd", partner, "en_GB"))
    pages = int(re.findall(r"Page \d+/\n(\d+)", text)[0])
    assert pages > 3
    assert text.count("Microsoft 365 Business Premium") == 120


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Œuvre & Cie €", "Œuvre & Cie €"),
        ("Łódź Škoda", "Lódz Škoda"),
        ("東京", "??"),
        ("1\u202f230", "1\u00a0230"),
        ("", ""),
    ],
)
def test_letters_the_font_lacks_lose_their_marks(name: str, printed: str) -> None:
    assert printable(name) == printed


@pytest.mark.parametrize("name", ["(Contoso) \\ Ltd", "**bold** __x__", "<b>x</b>", "a\nb", "😀", "x" * 300])
def test_no_name_breaks_the_copy(partner: Partner, name: str) -> None:
    assert render(CONTOSO, name, partner, "en_GB").startswith(b"%PDF-")


def test_markup_in_a_product_is_printed_as_it_is(partner: Partner) -> None:
    line: InvoiceLine = replace(CONTOSO.lines[0], product="**Plan** <b>")
    assert "**Plan** <b>" in text_of(render(replace(CONTOSO, lines=(line,)), "Contoso Ltd", partner, "en_GB"))


@pytest.mark.parametrize(
    ("language", "preferred", "locale"),
    [("fr", "fr_CA", "fr_CA"), ("fr", "en_US", "fr_FR"), ("en", "en_US", "en_US"), ("en", "fr_FR", "en_GB")],
)
def test_the_territory_is_kept_when_it_speaks_the_language(language: str, preferred: str, locale: str) -> None:
    assert locale_for(language, preferred) == locale


def test_both_languages_have_every_label() -> None:
    assert LABELS["en"].keys() == LABELS["fr"].keys()
    assert all(set(CHARGES[language]) == set(ChargeType) for language in ("en", "fr"))
    assert all(set(METHODS[language]) == set(PaymentMethod) for language in ("en", "fr"))


def test_the_table_fills_the_page_between_its_margins() -> None:
    assert sum(COLUMNS) == 210 - 2 * 10
