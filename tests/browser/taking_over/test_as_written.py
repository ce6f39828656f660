"""The customer reads exactly what the agent wrote: no sign of it is taken for a mark on its way."""

import pytest

from tests.browser.conftest import Sit, Visit
from tests.browser.served import Served
from tests.browser.taking_over.customer_side import asks_for_a_person
from tests.browser.taking_over.people import leads

WRITTEN = """- 12.00 EUR is a minus
+ 3 is a plus
1. is a number
2) too
&lt;b&gt; stays &amp; as typed
# no heading
===
    indented * and _ and ~ and `"""


@pytest.fixture(autouse=True)
def engine(served: Served) -> None:
    """Every test begins with an engine that hands off when asked for a person."""
    served.engine.script = leads()


def test_signs_at_the_beginning_of_a_line_and_entities_arrive_as_typed(visit: Visit, sit: Sit) -> None:
    chat, here = asks_for_a_person(visit)
    sofia = sit("helpdesk").open(here).take()
    sofia.reply.fill(WRITTEN)
    sofia.press("Send")
    chat.sees("is a minus")
    shown = chat.reads("is a minus").last
    assert shown.locator("ul, ol, h1, h2, pre, hr, table").count() == 0
    lines = [line.replace("\u00a0", " ").rstrip() for line in shown.inner_text().splitlines() if line.strip()]
    assert lines[-len(WRITTEN.splitlines()) :] == [line.rstrip() for line in WRITTEN.splitlines()]
