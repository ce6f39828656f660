"""Mails are tested on real databases and with a real mail server."""

from collections.abc import Iterator

import pytest

from bot.domain.notices.policy import MailPolicy
from tests.fixtures.database import *  # noqa: F403
from tests.mail.server import MailServer


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A mail server on a free loopback port that takes everything."""
    with MailServer() as running:
        yield running


@pytest.fixture
def policy() -> MailPolicy:
    return MailPolicy(
        "support@northstar.example", "Northstar Cloud Support", "reply@northstar.example", {"en": ("N",), "fr": ("N",)}
    )
