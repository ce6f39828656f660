"""What was charged on the invoices a question means, and on those beside them: all as it stood at one moment."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.domain.billing.invoices import Invoice
from bot.domain.customers.identity import Identity
from bot.domain.kernel.periods import Period
from bot.domain.partner import Partner
from bot.services.billing.meant import InvoicesMeant, Meant, MeantSearch
from bot.services.ports import Database


@dataclass(frozen=True, slots=True)
class Billed:
    """The invoices meant, and what they are compared with.

    `meant` are the invoices asked about, `against` those they are to be compared with (none: those beside them).
    `earlier` and `later` were issued just before and just after the first one meant.
    """

    meant: InvoicesMeant
    against: InvoicesMeant
    earlier: Invoice | None = None
    later: Invoice | None = None

    @property
    def invoices(self) -> tuple[Invoice, ...]:
        """Those asked about, in the order of the question."""
        return self.meant.invoices

    @property
    def missing(self) -> tuple[str, ...]:
        """Numbers named that are not found."""
        return (*self.meant.missing, *self.against.missing)

    @property
    def empty(self) -> tuple[Period, ...]:
        """Periods named without an invoice."""
        return (*self.meant.empty, *self.against.empty)

    @property
    def pairs(self) -> tuple[tuple[Invoice, Invoice], ...]:
        """What to compare, the earlier one first: those named with each other, else the one meant with its neighbour.

        The neighbour is the invoice before, or for the customer's first invoice the one after. Empty without one.
        """
        named = {invoice.number: invoice for invoice in (*self.invoices, *self.against.invoices)}
        if len(named) > 1:
            return tuple(pairwise(sorted(named.values(), key=lambda invoice: (invoice.issued_on, invoice.number))))
        if not self.invoices:
            return ()
        before, after = (self.earlier, self.invoices[0]), (self.invoices[0], self.later)
        return tuple((one, other) for one, other in (before, after) if one is not None and other is not None)[:1]


class Explaining:
    """Explains the speaker's own invoices."""

    def __init__(self, database: Database, partner: Partner) -> None:
        self._database = database
        self._partner = partner

    def billed(self, meant: Meant, *, asked_by: Identity, today: date, against: Meant | None = None) -> Billed:
        """The invoices meant with their neighbours; none where the customer has none.

        Raises what `Identity.require_money` raises, InvoiceNotFound (blank: number) where nothing that was named is
        found, PeriodUnclear and AmountUnclear.
        """
        with self._database.reading() as work:
            search = MeantSearch(work, asked_by, self._partner.number_prefix, today)
            found = search.run(meant)
            other = search.run(against) if against else InvoicesMeant(())
            if not found.invoices:
                return Billed(found, other)
            first, invoices = found.invoices[0], work.billing.invoices
            earlier, later = (step(first, asked_by=asked_by) for step in (invoices.before, invoices.following))
        return Billed(found, other, earlier, later)
