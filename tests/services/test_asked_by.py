"""Every answer about a customer's own data names who asks."""

import inspect

import pytest

from bot.services.arrears import Collections
from bot.services.billing import Billing
from bot.services.documents import Documents
from bot.services.explaining import Explaining
from bot.services.subscriptions import SubscriptionAnswers
from bot.services.tickets import TicketDesk

PUBLIC = {"Collections.policy", "TicketDesk.assignee", "Documents.download"}
"""The policy in general, a rule without data, and the download, whose link stands for the speaker."""


@pytest.mark.parametrize("service", [Billing, Explaining, Collections, SubscriptionAnswers, TicketDesk, Documents])
def test_no_method_reads_without_knowing_who_asks(service: type) -> None:
    for name, method in inspect.getmembers(service, inspect.isfunction):
        if name.startswith("_") or f"{service.__name__}.{name}" in PUBLIC:
            continue
        asked_by = inspect.signature(method).parameters.get("asked_by")
        assert asked_by is not None, f"{service.__name__}.{name}"
        assert asked_by.kind is inspect.Parameter.KEYWORD_ONLY
        assert asked_by.default is inspect.Parameter.empty
