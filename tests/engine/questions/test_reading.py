"""The questions of a message, put together from its meaning, its clauses and what was talked about."""

from typing import Any

import numpy as np
import pytest

from bot.domain.kernel.questions import Form
from bot.engine.intents.encoder import Encoder
from bot.engine.intents.intent_model import FALLBACK, OUT_OF_SCOPE, Limits, Understanding
from bot.engine.questions import aspect_training
from bot.engine.questions.aspect_model import AspectModel
from bot.engine.questions.heard import Asked, Before, Heard
from bot.engine.questions.reading import SURE_AGAIN, Reading

LINES = {
    "invoice_status/paid": ["is it paid", "has it been settled", "est-elle payée", "did we pay it"],
    "invoice_status/due": ["when is it due", "pay by when", "quelle échéance", "until when must we pay"],
    "support_hours/now": ["are you open now", "is anybody there", "ouvert maintenant", "open right now"],
    "support_hours/at": ["are you open on Monday", "open at 5 pm", "ouvert samedi", "are you there at noon"],
}
LIMITS = Limits(0.5, 0.3)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture(scope="module")
def model(encoder: Encoder) -> AspectModel:
    lines = [(text, label) for label, texts in LINES.items() for text in texts]
    texts, labels = [text for text, _ in lines], [label for _, label in lines]
    return aspect_training.fit(texts, encoder.encode(texts), labels)


@pytest.fixture
def heard(encoder: Encoder) -> Any:
    def hear(text: str, start: int = 0, entities: Any = (), answerable: float = 0.99, **chances: float) -> Heard:
        ranking = tuple(sorted(chances.items(), key=lambda one: -one[1]))
        best = next((name for name, _ in ranking if name != OUT_OF_SCOPE), FALLBACK)
        meaning = Understanding(ranking, best, answerable, ranking[0][1])
        return Heard(text, start, start + len(text), encoder.encode([text])[0], meaning, list(entities))

    return hear


def told(asked: list[Asked]) -> list[str]:
    return [f"{one.topic}/{one.aspect}" for one in asked]


def test_topic_aspect_and_form_of_one_question(model: AspectModel, heard: Any) -> None:
    (asked,) = Reading(model, LIMITS).questions(heard("when is it due?", invoice_status=0.9, greet=0.1), (), Before())
    assert (asked.topic, asked.aspect, asked.form) == ("invoice_status", "due", Form.WHEN)
    assert asked.aspect_confidence > 0.5


def test_two_questions_of_different_topics_are_two(model: AspectModel, heard: Any) -> None:
    text = "Is it paid, and are you open on Monday?"
    clauses = [
        heard("Is it paid", 0, invoice_status=0.9, support_hours=0.1),
        heard("are you open on Monday?", 16, support_hours=0.9, invoice_status=0.1),
    ]
    whole = heard(text, invoice_status=0.6, support_hours=0.4)
    assert told(Reading(model, LIMITS).questions(whole, clauses, Before())) == [
        "invoice_status/paid",
        "support_hours/at",
    ]


def test_a_clause_goes_on_with_the_one_before_it_and_what_that_names(model: AspectModel, heard: Any) -> None:
    number = {"entity": "invoice_number", "value": "NS-104188", "start": 3, "end": 12}
    clauses = [
        heard("Is NS-104188 paid", 0, entities=[number], invoice_status=0.9, greet=0.1),
        heard("by when?", 22, answerable=0.3, greet=0.4, invoice_status=0.3, support_hours=0.3),
    ]
    whole = heard("Is NS-104188 paid and by when?", entities=[number], invoice_status=0.9, greet=0.1)
    asked = Reading(model, LIMITS).questions(whole, clauses, Before())
    assert told(asked) == ["invoice_status/paid", "invoice_status/due"]
    assert [entity["value"] for entity in asked[1].heard.entities] == ["NS-104188"]


def test_a_clause_that_names_a_thing_of_its_own_is_about_that_alone(model: AspectModel, heard: Any) -> None:
    first = {"entity": "invoice_number", "value": "NS-104188", "start": 3, "end": 12}
    second = {"entity": "invoice_number", "value": "NS-104231", "start": 30, "end": 39}
    clauses = [
        heard("Is NS-104188 paid", 0, entities=[first], invoice_status=0.9, greet=0.1),
        heard("when is NS-104231 due?", 22, entities=[second], invoice_status=0.9, greet=0.1),
    ]
    asked = Reading(model, LIMITS).questions(heard("both", invoice_status=0.9, greet=0.1), clauses, Before())
    assert [[entity["value"] for entity in one.heard.entities] for one in asked] == [["NS-104188"], ["NS-104231"]]


def test_things_listed_by_name_are_a_question_each(model: AspectModel, heard: Any) -> None:
    listed = heard("the due date and the status of 104188", invoice_status=0.9, greet=0.1)
    assert told(Reading(model, LIMITS).questions(listed, (), Before())) == [
        "invoice_status/due",
        "invoice_status/state",
    ]


def test_a_statement_beside_a_question_is_no_question(model: AspectModel, heard: Any) -> None:
    clauses = [
        heard("NS-104188 came today.", 0, invoice_status=0.9),
        heard("are you open now?", 22, support_hours=0.9),
    ]
    whole = heard("NS-104188 came today. are you open now?", support_hours=0.9, invoice_status=0.1)
    assert told(Reading(model, LIMITS).questions(whole, clauses, Before())) == ["support_hours/now"]


def test_the_clause_that_asks_decides_where_the_whole_is_not_understood(model: AspectModel, heard: Any) -> None:
    clauses = [heard("Long story.", 0, out_of_scope=0.9, greet=0.1), heard("when is it due?", 12, invoice_status=0.9)]
    whole = heard("Long story. when is it due?", answerable=0.2, invoice_status=0.5, greet=0.5)
    (asked,) = Reading(model, LIMITS).questions(whole, clauses, Before())
    assert (asked.topic, asked.aspect, asked.heard) == ("invoice_status", "due", whole)


def test_a_fragment_goes_on_with_the_topic_talked_about(model: AspectModel, heard: Any) -> None:
    fragment = heard("by when?", answerable=0.3, greet=0.4, invoice_status=0.3, support_hours=0.3)
    (asked,) = Reading(model, LIMITS).questions(fragment, (), Before("invoice_status", "paid"))
    assert (asked.topic, asked.aspect) == ("invoice_status", "due")


def test_what_is_clearly_something_else_does_not_go_on(model: AspectModel, heard: Any) -> None:
    other = heard("bake a cake", answerable=0.01, out_of_scope=0.98, invoice_status=0.01, greet=0.01)
    (asked,) = Reading(model, LIMITS).questions(other, (), Before("invoice_status", "paid"))
    assert asked.topic == OUT_OF_SCOPE


def test_naming_another_thing_asks_the_same_about_it(model: AspectModel, heard: Any) -> None:
    number = {"entity": "invoice_number", "value": "104188", "start": 4, "end": 10}
    again = heard("and 104188?", entities=[number], find_invoice=0.9)
    (asked,) = Reading(model, LIMITS).questions(again, (), Before("invoice_status", "due"))
    assert (asked.topic, asked.aspect, asked.aspect_confidence) == ("invoice_status", "due", SURE_AGAIN)


def test_all_questions_asked_together_are_asked_again_about_another_thing(model: AspectModel, heard: Any) -> None:
    month = {"entity": "period", "value": "M10", "start": 8, "end": 15}
    again = heard("and for October?", entities=[month], find_invoice=0.9)
    before = Before("find_invoice", "tax", ("find_invoice/net", "find_invoice/tax"))
    assert told(Reading(model, LIMITS).questions(again, (), before)) == list(before.along)


def test_what_was_asked_along_is_not_asked_again_with_another_question(model: AspectModel, heard: Any) -> None:
    (asked,) = Reading(model, LIMITS).questions(
        heard("when is it due?", invoice_status=0.9, greet=0.1),
        (),
        Before("find_invoice", "tax", ("find_invoice/net", "find_invoice/tax")),
    )
    assert (asked.topic, asked.aspect) == ("invoice_status", "due")


@pytest.mark.parametrize(
    ("text", "entity", "value", "before", "asks"),
    [
        ("and the other one?", "which", "other", "list_open_invoices/list", "find_invoice/whole"),
        ("et l'autre ?", "which", "other", "invoice_status/due", "invoice_status/due"),
        ("l'autre aussi ?", "which", "other", "invoice_status/paid", "invoice_status/paid"),
        ("and the other one?", "which", "other", "subscription_info/price", "subscription_info/price"),
        ("et l'autre ?", "which", "other", "ticket_status/who", "ticket_status/who"),
        ("and the previous one?", "which", "previous", "find_invoice/list", "previous_invoice/None"),
        ("and the second one?", "option", "2", "find_invoice/list", "find_invoice/whole"),
        ("et la première ?", "option", "1", "find_invoice/issued", "find_invoice/issued"),
    ],
)
def test_one_named_by_its_place_is_asked_the_same_or_shown_after_a_list(
    model: AspectModel, heard: Any, text: str, entity: str, value: str, before: str, asks: str
) -> None:
    start = text.find("other") if "other" in text else max(text.find("autre"), text.find("previous"), 0)
    end = len(text) if entity == "option" else start + len("previous" if value == "previous" else "other")
    place = {"entity": entity, "value": value, "start": 0 if entity == "option" else start, "end": end}
    topic, _, aspect = before.partition("/")
    asked = Reading(model, LIMITS).questions(heard(text, entities=[place], greet=0.9), (), Before(topic, aspect))
    assert told(asked) == [asks]


def test_a_thing_the_topic_is_not_about_does_not_go_on_with_it(model: AspectModel, heard: Any) -> None:
    product = {"entity": "plan", "value": "plus", "start": 4, "end": 8}
    (asked,) = Reading(model, LIMITS).questions(
        heard("and Plus?", entities=[product], support_pricing=0.9), (), Before("ticket_status", "list")
    )
    assert asked.topic == "support_pricing"


def test_a_stored_model_reads_the_same(model: AspectModel, encoder: Encoder, tmp_path: Any) -> None:
    model.save(tmp_path)
    vector = encoder.encode(["when is it due"])[0]
    before = model.aspects("invoice_status", "when is it due", vector)
    after = AspectModel.load(tmp_path).aspects("invoice_status", "when is it due", vector)
    assert [name for name, _ in after] == [name for name, _ in before] == ["due", "paid"]
    assert np.allclose([chance for _, chance in after], [chance for _, chance in before])
    assert sum(chance for _, chance in after) == pytest.approx(1.0)


def test_a_topic_without_aspects_has_none(model: AspectModel, encoder: Encoder) -> None:
    assert model.aspects("greet", "hello", encoder.encode(["hello"])[0]) == []


def test_the_day_asked_for_after_whether_it_is_paid_is_that_of_the_payment(model: AspectModel, heard: Any) -> None:
    number = {"entity": "invoice_number", "value": "NS-104188", "start": 9, "end": 18}
    clauses = [
        heard("tell me whether NS-104188 is it paid", 0, entities=[number], invoice_status=0.9, greet=0.1),
        heard("on what date?", 47, answerable=0.3, greet=0.4, invoice_status=0.3, support_hours=0.3),
    ]
    whole = heard("tell me whether it is settled and on what date?", invoice_status=0.9, greet=0.1)
    asked = Reading(model, LIMITS).questions(whole, clauses, Before())
    assert told(asked) == ["invoice_status/paid", "invoice_status/paid_when"]
    assert [entity["value"] for entity in asked[1].heard.entities] == ["NS-104188"]


def test_a_number_in_a_statement_counts_for_the_question_after_it(model: AspectModel, heard: Any) -> None:
    number = {"entity": "invoice_number", "value": "NS-104188", "start": 0, "end": 9}
    clauses = [
        heard("NS-104188 came today.", 0, entities=[number], invoice_status=0.9),
        heard("is it paid?", 22, invoice_status=0.9, greet=0.1),
        heard("are you open now?", 34, support_hours=0.9, greet=0.1),
    ]
    asked = Reading(model, LIMITS).questions(heard("all three", invoice_status=0.9, greet=0.1), clauses, Before())
    assert told(asked) == ["invoice_status/paid", "support_hours/now"]
    assert [entity["value"] for entity in asked[0].heard.entities] == ["NS-104188"]
