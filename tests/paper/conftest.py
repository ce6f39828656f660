"""The demo partner, read from its file."""

import pytest

from bot.domain.partner import Partner
from bot.partner import load_partner
from bot.settings import ROOT


@pytest.fixture(scope="session")
def partner() -> Partner:
    return load_partner(ROOT / "partner.yml")
