"""What a short message goes on with."""

import pytest

from bot.engine.questions.continuing import SHORT, names_only, weighted, weights

TOPICS = ("subscription_info", "collections_policy", "ticket_status")


def test_a_short_message_more_probably_goes_on_with_what_was_talked_about() -> None:
    own, family, other = weights("subscription_info", "since when?", TOPICS)
    assert own > family > other == 1.0


def test_the_shorter_a_message_the_more_it_leaves_out() -> None:
    strengths = [weights("ticket_status", " ".join(["word"] * count), TOPICS)[2] for count in range(1, SHORT + 2)]
    assert strengths == sorted(strengths, reverse=True)
    assert strengths[-1] == 1.0


@pytest.mark.parametrize("text", ["since when?", "x " * 30])
def test_where_nothing_was_talked_about_nothing_is_likelier(text: str) -> None:
    assert weights(None, text, TOPICS) == [1.0, 1.0, 1.0]


def test_a_ranking_is_weighed_and_sorted_again() -> None:
    ranked = weighted([("ticket_status", 0.6), ("subscription_info", 0.4)], {"subscription_info": 9.0})
    assert [name for name, _ in ranked] == ["subscription_info", "ticket_status"]
    assert sum(chance for _, chance in ranked) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("text", "named", "expected"),
    [
        ("and for azure?", "azure", True),
        ("et en octobre ?", "octobre", True),
        ("no, i mean ns-104231", "ns-104231", True),
        ("pardon, je voulais dire la 104231", "104231", True),
        ("cancel azure", "azure", False),
        ("azure is down", "azure", False),
        ("and then?", "", False),
    ],
)
def test_a_message_may_only_name_something_else(text: str, named: str, expected: bool) -> None:
    start = text.index(named)
    spans = [(start, start + len(named))] if named else []
    assert names_only(text, spans) is expected
