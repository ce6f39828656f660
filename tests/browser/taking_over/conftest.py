"""Every test begins with new conversations: a contact would go on in that of the test before."""

from datetime import timedelta
from uuid import uuid4

import pytest

from bot.services.conversations.sign_in import Statement
from bot.site.demo.contacts import DEMO_ADDRESSES
from tests.browser.served import Served


@pytest.fixture(autouse=True)
def begun_anew(served: Served) -> None:
    """For each contact of the cast."""
    for email in DEMO_ADDRESSES:
        signed = Statement("test", uuid4().hex, email, served.now + timedelta(minutes=1))
        served.desk.conversations.sign_in.enter(signed, channel="directline", language=None, now=served.now, anew=True)
