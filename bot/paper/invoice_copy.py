"""Prints an invoice as the PDF copy a customer downloads."""

import unicodedata
from datetime import UTC, date, datetime, time
from typing import Final

from fpdf import FPDF, XPos, YPos
from fpdf.fonts import FontFace

from bot.domain.billing.invoices import Invoice, InvoiceLine, PaymentMethod, PaymentState
from bot.domain.billing.payments import PaymentOption
from bot.domain.kernel.locales import language_of
from bot.domain.kernel.money import Money
from bot.domain.partner import Organisation, Partner
from bot.paper.labels import CHARGES, LABELS, METHODS
from bot.writing import amounts
from bot.writing.dates import numeric_span, short_day

FONT: Final = "helvetica"
ENCODING: Final = "cp1252"
"""What the PDF's built-in fonts can print: Western Europe's letters and the euro sign."""

COLUMNS: Final = (74, 44, 20, 24, 28)
"""Widths of the table's columns in millimetres; their sum is what A4 leaves between 10 mm margins."""

_REPLACED: Final = str.maketrans("\u202f\u2009\u2212ŁłĐđĦħŦŧıĸ", "\u00a0\u00a0-LlDdHhTtik")
"""Spaces and letters that Unicode does not take apart by itself."""


def render(invoice: Invoice, customer: str, partner: Partner, locale: str) -> bytes:
    """The invoice as an A4 PDF: lines, tax, total, credit notes, payments, balance and how to pay.

    `locale` ("fr_FR") decides language, dates and amounts. The same arguments give the same bytes. Letters
    outside ENCODING are printed without their marks.
    """
    page = _InvoicePage(invoice, partner, locale)
    page.head(customer)
    page.lines()
    page.sums()
    page.payment()
    return page.finish()


def printable(text: str) -> str:
    """The text in letters the font has: other letters lose their marks, and become "?" when nothing is left."""
    return "".join(_printable(character) for character in text.translate(_REPLACED))


def _printable(character: str) -> str:
    try:
        character.encode(ENCODING)
        return character
    except UnicodeEncodeError:
        bare = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
        return bare or "?"


class _Sheet(FPDF):
    """An A4 sheet with the number of each page at its foot."""

    def __init__(self, page_word: str, title: str, on: date) -> None:
        super().__init__(format="A4")
        self._page_word = page_word
        self.core_fonts_encoding = ENCODING
        self.set_title(title)
        self.set_creation_date(datetime.combine(on, time(), UTC))
        self.set_auto_page_break(auto=True, margin=18)
        self.add_page()

    def footer(self) -> None:
        """Called by the library at the end of each page."""
        self.set_y(-14)
        self.set_font(FONT, size=8)
        self.cell(0, 5, f"{self._page_word} {self.page_no()}/{{nb}}", align="C")


class _InvoicePage:
    """One invoice on its way to paper."""

    def __init__(self, invoice: Invoice, partner: Partner, locale: str) -> None:
        self._invoice = invoice
        self._partner = partner
        self._locale = locale
        self._language = language_of(locale)
        self._words = LABELS.get(self._language, LABELS["en"])
        title = f"{self._words['invoice']} {invoice.number}"
        self._pdf = _Sheet(self._words["page"], title, invoice.issued_on)

    def finish(self) -> bytes:
        return bytes(self._pdf.output())

    def head(self, customer: str) -> None:
        """Sender, title, customer, dates."""
        self._sender(self._partner.organisation)
        invoice, words = self._invoice, self._words
        self._line(f"{words['invoice']} {invoice.number} ({words['copy']})", size=16, bold=True)
        self._line(self._labelled(words["bill_to"], customer), bold=True)
        self._line(self._labelled(words["issued"], self._day(invoice.issued_on)))
        self._line(self._labelled(words["due"], self._day(invoice.due_on)))
        self._line(self._labelled(words["period"], numeric_span(invoice.period_from, invoice.period_to, self._locale)))
        self._pdf.ln(4)

    def _sender(self, organisation: Organisation) -> None:
        self._line(organisation.legal_name, size=12, bold=True)
        for line in organisation.address:
            self._line(line)
        if organisation.registration:
            self._line(self._labelled(self._words["registration"], organisation.registration))
        if organisation.vat_number:
            self._line(self._labelled(self._words["vat"], organisation.vat_number))
        self._pdf.ln(6)

    def lines(self) -> None:
        """The table of charges."""
        self._pdf.set_font(FONT, size=9)
        heading = ("description", "served", "quantity", "unit_price", "amount")
        with self._pdf.table(
            col_widths=COLUMNS,
            text_align=("LEFT", "LEFT", "RIGHT", "RIGHT", "RIGHT"),
            borders_layout="HORIZONTAL_LINES",
            headings_style=FontFace(emphasis="BOLD"),
            line_height=5,
            padding=1,
        ) as table:
            table.row([printable(self._words[word]) for word in heading])
            for line in self._invoice.lines:
                table.row([printable(cell) for cell in self._cells(line)])
        self._pdf.ln(4)

    def _cells(self, line: InvoiceLine) -> tuple[str, ...]:
        charge = CHARGES.get(self._language, CHARGES["en"])[line.charge_type]
        parts = [part for part in (charge, line.meter) if part]
        return (
            f"{line.product}\n{', '.join(parts)}",
            numeric_span(line.service_from, line.service_to, self._locale),
            " ".join(part for part in (amounts.number(line.quantity, self._locale), line.unit) if part),
            amounts.price(line.unit_price, self._locale),
            self._money(line.amount),
        )

    def sums(self) -> None:
        """Net, tax, total; then what happened since."""
        invoice, words = self._invoice, self._words
        self._sum(words["net"], invoice.net)
        self._sum(self._tax_label(), invoice.tax)
        self._sum(words["total"], invoice.total, bold=True)
        for note in invoice.credit_notes:
            self._sum(f"{words['credit_note']} {note.number}, {self._day(note.issued_on)}", note.amount)
        for payment in invoice.payments:
            if payment.state is PaymentState.RECEIVED:
                self._sum(f"{words['payment']}, {self._day(payment.made_on)}", -payment.amount)
        self._sum(words["balance"], invoice.balance, bold=True)
        self._pdf.ln(6)

    def _tax_label(self) -> str:
        rate = self._invoice.tax_rate
        if not rate:
            return self._words["exempt"]
        return f"{self._words['tax']} {amounts.percent(rate, self._locale)}"

    def payment(self) -> None:
        """How to pay, while something is owed."""
        if self._invoice.balance.amount <= 0:
            return
        self._line(self._words["how_to_pay"], bold=True)
        for option in self._partner.payment.options_for(self._invoice.currency):
            self._line(self._option(option))

    def _option(self, option: PaymentOption) -> str:
        name = METHODS.get(self._language, METHODS["en"])[option.method]
        link = self._partner.payment.link_for(self._invoice.number) if option.method is PaymentMethod.LINK else None
        iban = f"IBAN {option.iban}" if option.iban else None
        bic = f"BIC {option.bic}" if option.bic else None
        told = [part for part in (link, option.account_holder, iban, bic, *option.details) if part]
        return self._labelled(name, ", ".join(told)) if told else name

    def _sum(self, label: str, amount: Money, *, bold: bool = False) -> None:
        self._pdf.set_font(FONT, "B" if bold else "", 10)
        self._pdf.cell(sum(COLUMNS) - 40, 6, printable(label), align="R")
        self._pdf.cell(40, 6, printable(self._money(amount)), align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _line(self, text: str, *, size: int = 10, bold: bool = False) -> None:
        self._pdf.set_font(FONT, "B" if bold else "", size)
        self._pdf.multi_cell(0, size / 2, printable(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _money(self, money: Money) -> str:
        return amounts.money(money, self._locale)

    def _labelled(self, label: str, text: str) -> str:
        return f"{label}\u00a0: {text}" if self._language == "fr" else f"{label}: {text}"

    def _day(self, day: date) -> str:
        return short_day(day, self._locale)
