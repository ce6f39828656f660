"""How a customer can pay: the methods of a currency, and the payment link of one invoice."""

from dataclasses import dataclass

from bot.domain.billing.invoices import PaymentMethod


@dataclass(frozen=True, slots=True)
class PaymentOption:
    """One way to pay. `currencies` is None when it works for every currency.

    `iban`, `bic` and `account_holder` are set for transfers whose details are published. `details` are lines
    printed on invoices and their copies only, not told in conversations.
    """

    method: PaymentMethod
    currencies: frozenset[str] | None = None
    iban: str | None = None
    bic: str | None = None
    account_holder: str | None = None
    details: tuple[str, ...] = ()

    def takes(self, currency: str) -> bool:
        return self.currencies is None or currency in self.currencies


@dataclass(frozen=True, slots=True)
class PaymentPolicy:
    """The partner's ways to pay, in the order in which they are told. `link` has a blank `{number}`, or is None."""

    options: tuple[PaymentOption, ...]
    link: str | None = None

    def options_for(self, currency: str) -> tuple[PaymentOption, ...]:
        """The ways to pay in a currency, in the partner's order."""
        return tuple(option for option in self.options if option.takes(currency))

    def link_for(self, number: str) -> str | None:
        """The page on which this invoice is paid, or None when the partner has none."""
        return self.link.replace("{number}", number) if self.link else None
