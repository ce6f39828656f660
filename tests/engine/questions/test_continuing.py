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
        ("och sorry wrong one, meant ns-104231", "ns-104231", True),
        ("sorry, i mixed up the papers, ns-104231 is what i wanted", "ns-104231", True),
        ("desolee, je me suis trompee de ligne, c'est la ns-104231 que je voulais", "ns-104231", True),
        ("excusez-moi, j'ai confondu, c'etait la ns-104231", "ns-104231", True),
        ("excusez-moi, je regardais la mauvaise facture : ns-104231", "ns-104231", True),
        ("ns-104231 is what i wanted", "ns-104231", False),  # nothing is taken back
        ("sorry, the pdf of ns-104231", "ns-104231", False),
        ("sorry, is ns-104231 paid", "ns-104231", False),
        ("desole, la tva de ns-104231", "ns-104231", False),
        ("there is a mistake on ns-104231", "ns-104231", False),
        ("il y a une erreur sur la ns-104231", "ns-104231", False),
        ("cancel azure", "azure", False),
        ("azure is down", "azure", False),
        ("and then?", "", False),
    ],
)
def test_a_message_may_only_name_something_else(text: str, named: str, expected: bool) -> None:
    start = text.index(named)
    spans = [(start, start + len(named))] if named else []
    assert names_only(text, spans) is expected
