"""A rating is given by one tap, can be changed and commented, and never gets in the way of what comes next."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import Lifecycle, OwnerKind
from bot.domain.conversations.satisfaction import CHANGE_WITHIN, Score
from bot.domain.kernel import lengths
from bot.domain.staff.agents import Agent
from bot.services.records.conversations import Turn
from tests.answering.rating import BILLING, conversation_of, helped, press, ratings, says_words, thanked
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of, restarted
from tests.fixtures.fake_engine import FakeEngine, says
from tests.fixtures.talk import Customer, enter


@pytest.fixture
def agent(desk: Desk) -> Agent:
    return agent_in(desk, "billing")


@pytest.fixture(autouse=True)
def understood(fake_engine: FakeEngine) -> None:
    """The fake engine takes a message's first word for its intent."""
    fake_engine.script = lambda request: says("Here you are.", intent=str(request.get("text")).split()[0])


async def test_one_tap_is_thanked_for_in_one_sentence(
    desk: Desk, serve: Any, agent: Agent, fake_engine: FakeEngine
) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    await thanked(customer)
    asked = len(fake_engine.requests)
    assert await press(customer, "So-so") == says_words(desk, "scored")
    assert len(fake_engine.requests) == asked
    (rating,) = ratings(desk, customer, agent)
    assert (rating.score, rating.scored_at, rating.comment) == (Score.OKAY, NOW, None)


async def test_the_title_typed_right_after_counts_as_the_tap(desk: Desk, serve: Any, agent: Agent) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    await thanked(customer)
    assert (await customer.ask("good!"))["text"] == says_words(desk, "scored")
    assert ratings(desk, customer, agent)[0].score is Score.GOOD


@pytest.mark.parametrize(
    ("later", "answer", "score"),
    [
        (CHANGE_WITHIN - timedelta(seconds=1), "scored", Score.POOR),
        (CHANGE_WITHIN, "stands", Score.GOOD),
    ],
)
async def test_a_second_tap_changes_the_score_for_a_few_minutes_only(
    desk: Desk, serve: Any, agent: Agent, later: timedelta, answer: str, score: Score
) -> None:
    clock = [NOW]
    moving = replace(desk, clock=lambda: clock[0])
    customer = await enter(await serve(moving), moving, BILLING)
    await thanked(customer)
    await press(customer, "Good")
    clock[0] = NOW + later
    assert await press(customer, "Poor") == says_words(desk, answer)
    (rating,) = ratings(desk, customer, agent)
    assert (rating.score, rating.scored_at) == (score, NOW)


async def test_a_rating_leaves_a_closed_conversation_closed(
    desk: Desk, serve: Any, agent: Agent, fake_engine: FakeEngine
) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    await helped(desk, customer, agent)
    desk.staff.handling.resolve(customer.conversation_id, asked_by=agent, now=NOW)
    assert await press(customer, "Good") == says_words(desk, "scored")
    assert await press(customer, "Add a comment") == says_words(desk, "ask_comment")
    assert (await customer.ask("Quick and kind."))["text"] == says_words(desk, "commented")
    closed = conversation_of(desk, customer)
    assert (closed.lifecycle, closed.segment) == (Lifecycle.CLOSED, 1)
    assert ratings(desk, customer, agent)[0].comment == "Quick and kind."
    assert fake_engine.requests == []


async def test_after_the_comment_a_message_opens_the_conversation_again(desk: Desk, serve: Any, agent: Agent) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    await helped(desk, customer, agent)
    desk.staff.handling.resolve(customer.conversation_id, asked_by=agent, now=NOW)
    for title in ("Good", "Add a comment"):
        await press(customer, title)
    await customer.ask("Quick and kind.")
    assert (await customer.ask("find_invoice please"))["text"] == "Here you are."
    opened = conversation_of(desk, customer)
    assert (opened.lifecycle, opened.segment) == (Lifecycle.ACTIVE, 2)


async def test_a_way_out_of_the_comment_leads_back_to_questions(desk: Desk, serve: Any, agent: Agent) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    await thanked(customer)
    await press(customer, "Good")
    await press(customer, "Add a comment")
    assert await press(customer, "No comment after all") == says_words(desk, "no_more")
    assert (await customer.ask("find_invoice please"))["text"] == "Here you are."
    assert ratings(desk, customer, agent)[0].comment is None


async def test_without_add_a_comment_the_next_message_is_answered(desk: Desk, serve: Any, agent: Agent) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    await thanked(customer)
    await press(customer, "Good")
    assert (await customer.ask("balance_due now"))["text"] == "Here you are."
    assert ratings(desk, customer, agent)[0].comment is None


@pytest.mark.parametrize(("length", "taken"), [(lengths.COMMENT, True), (lengths.COMMENT + 1, False)])
async def test_what_is_too_long_for_a_comment_is_answered_instead(
    desk: Desk, serve: Any, agent: Agent, length: int, taken: bool
) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    await thanked(customer)
    await press(customer, "Poor")
    await press(customer, "Add a comment")
    text = "technical_issue ".ljust(length, "x")
    reply = await customer.ask(text)
    assert (reply["text"] == says_words(desk, "commented")) is taken
    assert ratings(desk, customer, agent)[0].comment == (text if taken else None)


async def test_a_message_is_for_the_person_who_came_before_the_comment_was_written(
    desk: Desk, serve: Any, agent: Agent
) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    await thanked(customer)
    await press(customer, "Good")
    await press(customer, "Add a comment")
    await helped(desk, customer, agent)
    await customer.write("are you there?")
    await customer.until(lambda a: a.get("name") == "turn.over")
    assert ratings(desk, customer, agent)[0].comment is None


async def test_a_tap_while_a_person_holds_the_conversation_is_kept_without_a_word(
    desk: Desk, serve: Any, agent: Agent
) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    await thanked(customer)
    await helped(desk, customer, agent)
    await customer.read()
    before = customer.texts()
    offered = [b for a in customer.seen for b in a.get("channelData", {}).get("buttons", ()) if b["title"] == "Good"]
    await customer.write("Good", value={"button": offered[-1]["id"]})
    await customer.until(lambda a: a.get("name") == "turn.over")
    assert customer.texts() == before
    assert ratings(desk, customer, agent)[0].score is Score.GOOD
    assert conversation_of(desk, customer).owner.kind is OwnerKind.AGENT


async def test_two_desks_keep_one_rating(desk: Desk, serve: Any, agent: Agent) -> None:
    other = restarted(desk)
    customer = await enter(await serve(desk), desk, BILLING)
    await thanked(customer)
    elsewhere = Customer(await serve(other), customer.conversation_id, customer.token)
    await elsewhere.read()
    first, second = await press(customer, "Good"), await press(elsewhere, "Good")
    assert first == second == says_words(desk, "scored")
    assert await press(elsewhere, "Add a comment") == says_words(desk, "ask_comment")
    assert (await customer.ask("fine"))["text"] == says_words(desk, "commented")
    assert [(r.score, r.comment) for r in ratings(desk, customer, agent)] == [(Score.GOOD, "fine")]
    other.close()


async def test_an_answer_heard_twice_after_a_crash_changes_nothing(desk: Desk, serve: Any, agent: Agent) -> None:
    customer = await enter(await serve(desk), desk, BILLING)
    await thanked(customer)
    await press(customer, "Good")
    with database_of(desk).reading() as work:
        record = work.conversations.rows.get(customer.conversation_id)
        rows = work.conversations.log.after(customer.conversation_id, 0)
    assert record is not None
    pressed = next(row for row in rows if row.choice is not None)
    turn = Turn(pressed.id, customer.conversation_id, pressed.text, pressed.choice, NOW)
    for minutes in (1, 60):
        (said,) = desk.conversations.satisfaction.hear(turn, record, NOW + timedelta(minutes=minutes)) or ()
        assert said.text == says_words(desk, "scored")
    assert [(r.score, r.scored_at) for r in ratings(desk, customer, agent)] == [(Score.GOOD, NOW)]


async def test_a_button_of_another_conversation_rates_nothing(desk: Desk, serve: Any, agent: Agent) -> None:
    client = await serve(desk)
    customer, stranger = await enter(client, desk, BILLING), await enter(client, desk)
    await thanked(customer)
    (asked,) = ratings(desk, customer, agent)
    await stranger.ask("greet there")
    with database_of(desk).writing() as work:
        assert work.conversations.satisfaction.get(asked.id, stranger.conversation_id) is None
    assert (await stranger.ask(f'/rate{{"id": "{asked.id}", "score": "poor"}}'))["text"] == "Here you are."
    assert ratings(desk, customer, agent)[0].score is None
