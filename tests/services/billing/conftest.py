"""The invoices of the cast, as customers ask for them."""

import pytest

from bot.domain.partner import Partner
from bot.services.billing.invoices import Billing
from tests.fakes.memory import MemoryDatabase


@pytest.fixture
def billing(database: MemoryDatabase, partner: Partner) -> Billing:
    return Billing(database, partner)
