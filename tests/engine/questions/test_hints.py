"""What named things, words and asking words say about topic and aspect."""

import pytest

from bot.domain.kernel.questions import ASPECTS, Form
from bot.engine.questions import hints
from bot.engine.questions.hints import aspect_factors, topic_factors


def entity(name: str, value: str = "x") -> dict[str, str]:
    return {"entity": name, "value": value}


def test_a_plan_speaks_for_support_and_nothing_speaks_against_a_topic() -> None:
    factors = topic_factors([entity("plan", "plus")])
    assert factors["support_pricing"] > 1
    assert min(factors.values()) > 1
    assert topic_factors([]) == {}


def test_the_number_of_a_credit_note_speaks_for_credits() -> None:
    assert topic_factors([entity("invoice_number", "NS-C-10031")])["refund_status"] > 1
    assert topic_factors([entity("invoice_number", "c-10031")])["refund_status"] > 1
    assert "refund_status" not in topic_factors([entity("invoice_number", "NS-104231")])


def test_hints_of_two_things_are_multiplied() -> None:
    one, two = topic_factors([entity("zone")]), topic_factors([entity("zone"), entity("time")])
    assert two["support_hours"] > one["support_hours"]


@pytest.mark.parametrize(
    ("text", "form", "entities", "expected"),
    [
        ("which was the priciest", Form.WHICH, [entity("rank", "largest")], "largest"),
        ("and the formal notice", Form.STATEMENT, [], "notice"),
        ("et la suspension ?", Form.YES_NO, [], "suspension"),
        ("since when", Form.WHEN, [], "since"),
        ("who was it", Form.WHO, [], "who"),
        ("pourquoi -412 €", Form.WHY, [], "negative"),
        ("open on christmas", Form.YES_NO, [entity("holiday", "christmas")], "holiday"),
    ],
)
def test_the_aspect_spoken_for_becomes_likelier(text: str, form: Form, entities: list, expected: str) -> None:
    factors = aspect_factors(text, form, entities, [expected, "whole"])
    assert factors[expected] > factors["whole"] == 1.0


def test_hints_name_only_topics_and_aspects_there_are() -> None:
    known = {aspect for aspects in ASPECTS.values() for aspect in aspects}
    named = {aspect for aspects in hints._ASPECTS.values() for aspect in aspects}
    named |= {aspect for aspects in hints._FORMS.values() for aspect in aspects}
    named |= {aspect for aspect, _ in hints._WORDS}
    assert named - known == set()
    assert {topic for topics in hints._TOPICS.values() for topic in topics} <= set(ASPECTS)


def test_words_far_into_a_long_text_say_nothing() -> None:
    text = "x " * hints.LOOKED_AT + "formal notice"
    assert aspect_factors(text, Form.STATEMENT, [], ["notice"]) == {"notice": 1.0}
