"""What the site signs, the desk's own check must accept, and nothing else."""

import json
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pytest

from bot.channels.directline.statements import StatementCheck
from bot.domain.kernel.errors import TokenRefused
from bot.settings import Settings, load
from bot.site.signing import KEPT_KEYS, STATEMENT_LIFE, SigningKeyUnusable, ensure_keys, rotate_keys, sign

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


@pytest.fixture
def settings(keys_folder: Path) -> Settings:
    return replace(load({}), site_key_file=keys_folder / "site.pem", keys_file=keys_folder / "site.jwks.json")


def check(settings: Settings) -> StatementCheck:
    return StatementCheck(settings.keys_file, settings.issuer, settings.audience)


def kids(settings: Settings) -> list[str]:
    return [key["kid"] for key in json.loads(settings.keys_file.read_text())["keys"]]


def test_a_first_start_makes_a_key_pair_the_desk_accepts(settings: Settings) -> None:
    ensure_keys(settings)
    statement = check(settings).verify(sign(settings, "billing@contoso.example", NOW), NOW)
    assert statement.email == "billing@contoso.example"


def test_a_second_start_keeps_the_key(settings: Settings) -> None:
    ensure_keys(settings)
    before = settings.site_key_file.read_bytes()
    ensure_keys(settings)
    assert settings.site_key_file.read_bytes() == before


def test_nobody_but_the_owner_may_read_the_keys(settings: Settings) -> None:
    ensure_keys(settings)
    assert stat.S_IMODE(settings.site_key_file.stat().st_mode) == 0o600


def test_the_published_set_holds_no_private_part(settings: Settings) -> None:
    ensure_keys(settings)
    assert all("d" not in key for key in json.loads(settings.keys_file.read_text())["keys"])


def test_statements_are_accepted_across_a_rotation_and_signed_with_the_new_key(settings: Settings) -> None:
    ensure_keys(settings)
    under_way = sign(settings, "billing@contoso.example", NOW)
    new = rotate_keys(settings)
    assert check(settings).verify(under_way, NOW).email == "billing@contoso.example"
    assert jwt.get_unverified_header(sign(settings, "it@contoso.example", NOW))["kid"] == new


def test_a_key_rotated_out_long_ago_is_refused(settings: Settings) -> None:
    ensure_keys(settings)
    old = sign(settings, "billing@contoso.example", NOW)
    for _ in range(KEPT_KEYS):
        rotate_keys(settings)
    assert len(kids(settings)) == KEPT_KEYS
    with pytest.raises(TokenRefused):
        check(settings).verify(old, NOW)


def test_a_key_set_that_was_lost_gets_the_public_key_again(settings: Settings) -> None:
    ensure_keys(settings)
    settings.keys_file.unlink()
    ensure_keys(settings)
    assert check(settings).verify(sign(settings, "it@contoso.example", NOW), NOW).email == "it@contoso.example"


def test_every_statement_has_an_id_of_its_own_and_lives_minutes(settings: Settings) -> None:
    ensure_keys(settings)
    claims = [jwt.decode(sign(settings, "x@y.example", NOW), options={"verify_signature": False}) for _ in range(2)]
    assert claims[0]["jti"] != claims[1]["jti"]
    assert timedelta(seconds=claims[0]["exp"] - claims[0]["iat"]) == STATEMENT_LIFE <= timedelta(minutes=5)


@pytest.mark.parametrize(
    "content", [b"", b"no key at all", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"]
)
def test_a_damaged_key_file_is_named_with_its_remedy(settings: Settings, content: bytes) -> None:
    settings.site_key_file.parent.mkdir()
    settings.site_key_file.write_bytes(content)
    with pytest.raises(SigningKeyUnusable, match="remove it to get a new one"):
        ensure_keys(settings)
