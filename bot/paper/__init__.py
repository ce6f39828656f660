"""What the desk prints: documents for customers, as PDF."""

from bot.domain.billing.invoices import Invoice
from bot.domain.partner import Partner

__all__ = ["render"]


def render(invoice: Invoice, customer: str, partner: Partner, locale: str) -> bytes:
    """`invoice_copy.render`; the library that prints is loaded for the first copy, since that takes a second."""
    from bot.paper import invoice_copy

    return invoice_copy.render(invoice, customer, partner, locale)
