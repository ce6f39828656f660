"""An agent sees beside the composer that the customer has left, before writing to nobody."""

from dataclasses import replace
from datetime import timedelta

from bot.bootstrap import Desk
from bot.console.conversations.facts import gone_since
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW


def test_a_customer_who_left_is_told_with_the_time_and_one_who_is_there_is_not(desk: Desk) -> None:
    opened = desk.conversations.sign_in.enter(None, channel="directline", language="en", now=NOW)
    sofia = agent_in(desk, "helpdesk")

    def told(after: timedelta, language: str = "en") -> str:
        listed, _ = desk.staff.viewing.standing(opened.conversation_id, asked_by=sofia)
        later = replace(desk, clock=lambda: NOW + after)
        return gone_since(later, listed, asked_by=replace(sofia, language=language))

    assert told(timedelta(hours=1)) == "", "never seen: nothing is known"
    desk.conversations.own.was_here(opened.conversation_id, NOW)
    assert told(timedelta(seconds=50)) == ""
    assert told(timedelta(minutes=5)) == "today at 11:00"
    assert told(timedelta(days=1), "fr") == "le mercredi 18 novembre à 11:00"
