"""A customer who waits for the agent at the console."""

from collections.abc import Callable

from tests.browser.taking_over.people import Guest

Guests = Callable[..., Guest]


CONTOSO = "billing@contoso.example"


def waits(guests: Guests, email: str | None = CONTOSO) -> Guest:
    """A customer who waits for a person."""
    guest = guests(email)
    guest.ask("Please show my last invoice")
    guest.ask("I want a person")
    return guest
