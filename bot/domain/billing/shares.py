"""What part of an invoice one product is: its items, their sum, and the sum with tax."""

from decimal import ROUND_HALF_UP

from bot.domain.billing.explanation import Item, SeatChange, items_of, net_of, sum_of
from bot.domain.billing.invoices import Invoice
from bot.domain.kernel.money import CENT, Money


def items_named(invoice: Invoice, product: str) -> tuple[Item, ...]:
    """The items of a product: those whose name contains it, or is contained in it where none does."""
    items, sought = items_of(invoice), product.casefold()
    holding = tuple(item for item in items if sought in item.product.casefold())
    return holding or tuple(item for item in items if item.product.casefold() in sought)


def items_at(invoice: Invoice, amount: Money) -> tuple[Item, ...]:
    """The items with an amount of either sign on them; for a change of seats also that of one of its two lines."""
    return tuple(item for item in items_of(invoice) if any(abs(one) == abs(amount) for one in _amounts(item)))


def share_of(invoice: Invoice, product: str) -> Money:
    """What a product comes to on an invoice, before tax; zero where it is not on it."""
    return sum_of(items_named(invoice, product), invoice.currency)


def with_tax(invoice: Invoice, net: Money) -> Money:
    """A part of an invoice with its tax, rounded half up to the cent."""
    exact = net.amount * (1 + invoice.tax_rate)
    return Money(exact.quantize(CENT, rounding=ROUND_HALF_UP), net.currency)


def products_of(invoice: Invoice) -> tuple[str, ...]:
    """The products billed, each once, in the order of the lines."""
    return tuple(dict.fromkeys(line.product for line in invoice.lines))


def _amounts(item: Item) -> tuple[Money, ...]:
    own = (net_of(item),)
    return (*own, item.refunded, item.charged) if isinstance(item, SeatChange) else own
