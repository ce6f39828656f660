"""Why an invoice costs what it costs, and why more or less than the one before."""

from bot.domain.billing.comparison import Comparison, compare
from bot.domain.billing.explanation import Explanation, explain
from bot.domain.billing.invoices import Invoice
from bot.domain.customers.identity import Identity
from bot.domain.kernel.errors import InvoiceNotFound, NothingToCompare
from bot.domain.partner import Partner
from bot.services.billing.invoice_search import invoice_numbered
from bot.services.ports import Database, Work


class Explaining:
    """Explains the speaker's own invoices. Methods raise what `Identity.require_money` raises."""

    def __init__(self, database: Database, partner: Partner) -> None:
        self._database = database
        self._partner = partner

    def explain(self, number: str | None, *, asked_by: Identity) -> Explanation:
        """One invoice item by item; the latest when number is None. Raises InvoiceNotFound (blank: number)."""
        with self._database.reading() as work:
            return explain(self._chosen(work, number, asked_by))

    def compare(self, number: str | None, *, asked_by: Identity) -> Comparison:
        """One invoice (the latest when None) with the one issued just before it.

        Raises InvoiceNotFound and NothingToCompare (blank: number), CurrenciesDiffer and PeriodsDiffer
        (blanks: number, other).
        """
        with self._database.reading() as work:
            later = self._chosen(work, number, asked_by)
            earlier = work.billing.invoices.before(later, asked_by=asked_by)
            if earlier is None:
                raise NothingToCompare(number=later.number)
            return compare(earlier, later)

    def _chosen(self, work: Work, number: str | None, asked_by: Identity) -> Invoice:
        if number is not None:
            return invoice_numbered(work, number, self._partner.number_prefix, asked_by)
        latest = work.billing.invoices.latest(asked_by=asked_by)
        if not latest:
            raise InvoiceNotFound(number="")
        return latest[0]
