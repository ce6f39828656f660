"""A clause that stays with what the one before it is about."""

from collections.abc import Sequence

import numpy as np
import pytest

from bot.domain.kernel.questions import Form
from bot.engine.intents.intent_model import Understanding
from bot.engine.questions.forms import form_of
from bot.engine.questions.heard import Asked, Heard
from bot.engine.questions.staying import staying
from bot.engine.text import folded

SOMETHING = "subscription_info"


def _asked(text: str, topic: str = SOMETHING, named: Sequence[str] = ()) -> Asked:
    meaning = Understanding(((topic, 1.0),), topic, 0.99, 0.99)
    entities = [{"entity": name, "value": "x", "start": 0, "end": 1} for name in named]
    heard = Heard(text, 0, len(text), np.zeros(512, dtype=np.float32), meaning, entities)
    return Asked(topic, 0.8, "which", 0.8, form_of(folded(text)), heard)


PLAN, INVOICE = _asked("which plan", "support_pricing"), _asked("the total", "find_invoice")


@pytest.mark.parametrize(
    "text", ["what is its monthly price?", "how much do we pay for it", "combien on la paie", "quel est son tarif ?"]
)
def test_a_price_after_a_support_plan_is_the_price_of_the_plan(text: str) -> None:
    found = staying(_asked(text), PLAN)
    assert (found.topic, found.aspect, found.form) == ("support_pricing", "price", Form.HOW_MUCH)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("what does a seat cost", ()),
        ("combien coûte une licence", ()),
        ("how much do we owe", ()),
        ("what does Azure cost", ("product",)),
        ("how much is NS-104188", ("invoice_number",)),
        ("how many seats do we have", ()),
        ("is the price net?", ()),  # asks about the price, not for it
        ("when do we pay?", ()),
    ],
)
def test_another_price_or_question_after_a_plan_is_left_as_it_is(text: str, named: tuple[str, ...]) -> None:
    asked = _asked(text, named=named)
    assert staying(asked, PLAN) is asked


@pytest.mark.parametrize(
    "text", ["in which currency?", "is it in euros or dollars", "en quelle devise ?", "dollars ou euros"]
)
def test_a_currency_after_an_invoice_is_that_of_the_invoice(text: str) -> None:
    found = staying(_asked(text, "payment_methods"), INVOICE)
    assert (found.topic, found.aspect, found.form) == ("find_invoice", "currency", Form.WHICH)


@pytest.mark.parametrize("text", ["can we pay in euros?", "how much is that in dollars", "is it paid"])
def test_other_words_after_an_invoice_are_left_as_they_are(text: str) -> None:
    asked = _asked(text, "payment_methods")
    assert staying(asked, INVOICE) is asked


@pytest.mark.parametrize("earlier", [None, _asked("are you open", "support_hours")])
def test_after_anything_else_nothing_stays(earlier: Asked | None) -> None:
    for text in ("what is its price?", "in which currency?"):
        asked = _asked(text)
        assert staying(asked, earlier) is asked
