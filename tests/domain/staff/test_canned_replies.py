"""A canned reply is refused with the place of its mistake, filled literally, and never sent with a gap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel import lengths
from bot.domain.staff.canned_replies import (
    VARIABLES,
    CannedIncomplete,
    ReplyUnfilled,
    VariableUnknown,
    check,
    fill,
    pieces,
    require_filled,
    unfilled,
    variables_of,
)

BOTH = {"en": "Hello {contact}", "fr": "Bonjour {contact}"}


def named(name: str) -> dict[str, str]:
    """The same name in both languages."""
    return {"en": name, "fr": name}


def test_known_variables_are_filled_and_the_rest_stays_visible() -> None:
    text = fill("Hello {contact}, {invoice} is {invoice}.", {"contact": "Amelia", "invoice": ""})
    assert text == "Hello Amelia, ⟦invoice⟧ is ⟦invoice⟧."
    assert unfilled(text) == ("invoice",)


def test_every_variable_may_be_used() -> None:
    text = " ".join(f"{{{name}}}" for name in VARIABLES)
    check(named("All"), {"en": text, "fr": text})
    assert variables_of(text) == tuple(VARIABLES)
    assert unfilled(fill(text, dict.fromkeys(VARIABLES, "x"))) == ()


@pytest.mark.parametrize(
    ("text", "variable", "line", "column"),
    [
        ("{oops}", "{oops}", "1", "1"),
        ("one\ntwo {Contact}", "{Contact}", "2", "5"),
        ("a { b", "{", "1", "3"),
        ("a } b", "}", "1", "3"),
        ("{ contact }", "{ contact }", "1", "1"),
        ("{}", "{}", "1", "1"),
        ("{{contact}}", "{", "1", "1"),
        ("{contact\n}", "{", "1", "1"),
    ],
)
def test_a_mistake_is_refused_with_its_place(text: str, variable: str, line: str, column: str) -> None:
    with pytest.raises(VariableUnknown) as refused:
        check(named("Name"), {"en": "fine", "fr": text})
    assert refused.value.blanks == {"variable": variable, "field": "fr", "line": line, "column": column}


@pytest.mark.parametrize(
    ("names", "texts", "field"),
    [
        (named(""), BOTH, "name_en"),
        (named("x" * 61), BOTH, "name_en"),
        ({"en": "Name"}, BOTH, "name_fr"),
        ({**named("Name"), "fr": "x" * 61}, BOTH, "name_fr"),
        (named("Name"), {"en": "Hello"}, "fr"),
        (named("Name"), {**BOTH, "en": " \n "}, "en"),
        (named("Name"), {**BOTH, "fr": "x" * (lengths.CANNED_TEXT + 1)}, "fr"),
    ],
)
def test_a_reply_needs_name_and_text_in_both_languages(
    names: dict[str, str], texts: dict[str, str], field: str
) -> None:
    with pytest.raises(CannedIncomplete) as refused:
        check(names, texts)
    assert refused.value.blanks == {"field": field}


def test_braces_and_marks_in_a_value_are_only_text() -> None:
    text = fill("{contact} of {customer}", {"contact": "{agent}", "customer": "⟦x⟧ Ltd"})
    assert text == "{agent} of [x] Ltd"
    assert unfilled(text) == ()


def test_a_text_with_gaps_is_refused_by_their_names() -> None:
    require_filled("Nothing [left] open {here}.")
    with pytest.raises(ReplyUnfilled) as refused:
        require_filled("⟦invoice⟧ and ⟦ticket⟧ and ⟦invoice⟧")
    assert refused.value.blanks == {"gaps": "invoice, ticket"}


def test_gaps_are_shown_apart_without_losing_a_letter() -> None:
    assert pieces("Pay ⟦invoice⟧ now") == (("Pay ", False), ("⟦invoice⟧", True), (" now", False))
    assert pieces("⟦invoice⟧") == (("⟦invoice⟧", True),)
    assert pieces("") == ()


values = st.dictionaries(st.sampled_from(sorted(VARIABLES)), st.text(max_size=20))
texts = st.lists(st.sampled_from([*(f"{{{name}}}" for name in VARIABLES), "word ", "\n", "⟦", "é"]), max_size=12)


@given(parts=texts, given_values=values)
def test_what_has_no_value_is_always_marked(parts: list[str], given_values: dict[str, str]) -> None:
    text = "".join(part for part in parts if part != "⟦")
    missing = [name for name in variables_of(text) if not given_values.get(name)]
    assert list(unfilled(fill(text, given_values))) == missing


@given(parts=texts)
def test_pieces_put_together_are_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    assert "".join(piece for piece, _ in pieces(text)) == text
