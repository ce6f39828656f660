"""A message and its answer cost the database a known, small number of statements."""

from bot.bootstrap import Desk
from tests.fixtures.desk import NOW
from tests.fixtures.statements import statements, transactions
from tests.services.conversations.conversing import ANSWER, heard, opened, writes


def test_a_message_is_taken_with_few_statements_in_one_transaction(desk: Desk) -> None:
    conversation = opened(desk)
    with statements() as executed, transactions() as begun:
        writes(desk, conversation, "hello")
    assert len(begun) == 1
    assert len(executed) <= 10, executed  # the tenth notes that what stands above was read


def test_an_answer_is_released_with_few_statements_in_one_transaction(desk: Desk) -> None:
    conversation = opened(desk)
    turn = writes(desk, conversation, "hello")
    with statements() as executed, transactions() as begun:
        desk.conversations.turns.finish(turn, ANSWER, NOW)
    assert heard(desk, conversation)[-1] == ("bot", "The answer.")
    assert len(begun) == 1
    assert len(executed) <= 7, executed
