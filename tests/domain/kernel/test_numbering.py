"""Numbers in any shape customers type."""

import pytest

from bot.domain.kernel.numbering import number_candidates


@pytest.mark.parametrize(
    "typed",
    [
        "NS-104231",
        "ns-104231",
        "NS 104231",
        "NS104231",
        "104231",
        "n° 104231",
        "#104231",
        " NS – 104231 ",
        "no. ns_104231",
        "NS-\u00a0104231",
    ],
)
def test_every_shape_gives_the_printed_number_first(typed: str) -> None:
    assert number_candidates(typed, "NS-")[0] == "NS-104231"


def test_a_credit_note_number_keeps_its_series() -> None:
    assert number_candidates("ns-c-10031", "NS-") == ("NS-C-10031",)


def test_another_series_is_also_tried_as_typed() -> None:
    assert number_candidates("G012345", "NS-") == ("NS-G012345", "G012345")


def test_a_number_of_another_series_is_not_made_one_of_ours() -> None:
    assert number_candidates("BC-2026-118", "NS-") == ("BC-2026-118",)
    assert number_candidates("acme 104231", "ACME-") == ("ACME-104231",)


def test_zeros_before_a_number_may_be_none_of_it() -> None:
    assert number_candidates("NS-000104188", "NS-") == ("NS-000104188", "NS-104188")


@pytest.mark.parametrize("typed", ["", "   ", "NS-", "abc", "😀", "<b>"])
def test_what_holds_no_digit_is_no_number(typed: str) -> None:
    assert number_candidates(typed, "NS-") == ()


def test_a_word_that_begins_like_the_prefix_is_not_cut() -> None:
    assert number_candidates("NSX12", "NS-") == ("NS-NSX12", "NSX12")
