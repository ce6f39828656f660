"""Lists of invoices and statements of account as files for spreadsheets."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from bot.domain.billing.invoices import Invoice
from bot.domain.billing.statement import Statement
from bot.writing.spreadsheet import Cell, spreadsheet

_INVOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        "Invoice", "Issued", "Due", "Period from", "Period to", "Before tax", "Tax", "Total", "Credited", "Paid",
        "To pay", "Currency", "State",
    ),
    "fr": (
        "Facture", "Émission", "Échéance", "Période du", "Période au", "Hors taxes", "TVA", "Total TTC", "Avoirs",
        "Payé", "Reste à payer", "Devise", "État",
    ),
}  # fmt: skip
_ENTRIES: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("Date", "What", "Number", "Amount", "Balance", "Currency"),
    "fr": ("Date", "Opération", "Numéro", "Montant", "Solde", "Devise"),
}
_WHAT: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "paid": "paid", "open": "open", "overdue": "overdue", "invoice": "Invoice", "credit_note": "Credit note",
        "payment": "Payment", "opening": "Opening balance", "closing": "Closing balance",
    },
    "fr": {
        "paid": "payée", "open": "à payer", "overdue": "en retard", "invoice": "Facture", "credit_note": "Avoir",
        "payment": "Paiement", "opening": "Solde d'ouverture", "closing": "Solde de clôture",
    },
}  # fmt: skip


def tabulate(table: Sequence[Invoice] | Sequence[Statement], today: date, language: str) -> bytes:
    """`services.ports.TablePrinter`: CSV, headed in the language, with amounts that can be added up."""
    statements = [each for each in table if isinstance(each, Statement)]
    invoices = [each for each in table if isinstance(each, Invoice)]
    if statements:
        rows: Iterator[tuple[Cell, ...]] = (row for each in statements for row in _entries(each, _WHAT[language]))
        return spreadsheet([_ENTRIES[language], *rows], language)
    return spreadsheet([_INVOICES[language], *(_invoice(each, today, _WHAT[language]) for each in invoices)], language)


def _invoice(invoice: Invoice, today: date, what: Mapping[str, str]) -> tuple[Cell, ...]:
    sums = (invoice.net, invoice.tax, invoice.total, invoice.credited, invoice.paid, invoice.balance)
    days = (invoice.issued_on, invoice.due_on, invoice.period_from, invoice.period_to)
    amounts = (each.amount for each in sums)
    return (invoice.number, *days, *amounts, invoice.currency, what[invoice.status(today)])


def _entries(statement: Statement, what: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    period, currency = statement.period, statement.currency
    yield (period.first, what["opening"], "", None, statement.opening.amount, currency)
    for entry, balance in statement.balances():
        yield (entry.on, what[entry.kind], entry.number, entry.amount.amount, balance.amount, currency)
    yield (period.last, what["closing"], "", None, statement.closing.amount, currency)
