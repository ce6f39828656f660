"""A chain of tokens: each lives half an hour, and all end twelve hours after the first."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.conversations.tokens import CHAIN_LIFE, GRACE, TOKEN_LIFE, Token

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("renewed_after", "lives_for"),
    [
        (timedelta(0), TOKEN_LIFE),
        (CHAIN_LIFE - TOKEN_LIFE, TOKEN_LIFE),
        (CHAIN_LIFE - TOKEN_LIFE + MINUTE, TOKEN_LIFE - MINUTE),
        (CHAIN_LIFE - MINUTE, MINUTE),
        (CHAIN_LIFE, timedelta(0)),
    ],
)
def test_a_renewed_token_lives_half_an_hour_but_never_beyond_its_chain(
    renewed_after: timedelta, lives_for: timedelta
) -> None:
    at = NOW + renewed_after
    token = Token.first("c", NOW).renewed(at)
    assert (token.expires_at - at, token.renewable_until) == (lives_for, NOW + CHAIN_LIFE)


def test_however_often_it_is_renewed_a_chain_ends_twelve_hours_after_signing_in() -> None:
    token, at = Token.first("c", NOW), NOW
    while token.expires_at > at:
        at = min(at + 15 * MINUTE, token.expires_at)
        token = token.renewed(at)
    assert at == NOW + timedelta(hours=12)


def test_the_address_of_a_stream_is_good_for_a_minute_and_never_beyond_its_chain() -> None:
    token = Token.first("c", NOW)
    assert token.stream_grant(NOW).expires_at == NOW + MINUTE
    assert token.stream_grant(NOW + CHAIN_LIFE - MINUTE / 2).expires_at == NOW + CHAIN_LIFE


@pytest.mark.parametrize(
    ("left", "ending"), [(GRACE + timedelta(seconds=1), False), (GRACE, True), (timedelta(seconds=1), True)]
)
def test_a_token_in_its_last_minute_is_about_to_end(left: timedelta, ending: bool) -> None:
    assert Token("c", NOW + left, NOW + CHAIN_LIFE).is_ending(NOW) is ending
