"""Who the partner's site vouches for: only what it signed itself, for this desk, just now, once."""

import json
import math
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.bootstrap import Desk
from bot.channels.directline.statements import StatementCheck
from bot.domain.kernel.errors import TokenRefused
from bot.site.signing import ensure_keys, rotate_keys, sign
from tests.fixtures.talk import BASE, enter

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
KEY = Ed25519PrivateKey.generate()
EC_KEY = generate_private_key(SECP256R1())


@pytest.fixture
def check(tmp_path: Path) -> StatementCheck:
    public = [
        {**json.loads(jwt.algorithms.OKPAlgorithm.to_jwk(KEY.public_key())), "kid": "ed"},
        {**json.loads(jwt.algorithms.ECAlgorithm.to_jwk(EC_KEY.public_key())), "kid": "ec"},
        {"kty": "oct", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA", "alg": "HS256", "kid": "shared"},
    ]
    keys = tmp_path / "jwks.json"
    keys.write_text(json.dumps({"keys": public}))
    return StatementCheck(keys, "partner-site", "partner-desk")


ODD_TIMES = [
    *(math.nan, math.inf, -math.inf, -1, -1e300, 1e300, 10**400, 253_402_300_799, 2**63),
    *(True, "", "now", str(int(NOW.timestamp())), [], {}, [NOW.timestamp()]),
]


def claims(**changes: Any) -> dict[str, Any]:
    stated = {
        "iss": "partner-site",
        "aud": "partner-desk",
        "sub": "billing@contoso.example",
        "iat": NOW.timestamp(),
        "exp": (NOW + timedelta(minutes=5)).timestamp(),
        "jti": "j-1",
    }
    return {name: value for name, value in {**stated, **changes}.items() if value is not None}


def signed(kid: str = "ed", key: Any = KEY, algorithm: str = "EdDSA", **changes: Any) -> str:
    return jwt.encode(claims(**changes), key, algorithm=algorithm, headers={"kid": kid})


def test_a_good_statement_names_the_contact(check: StatementCheck) -> None:
    for token in (signed(), signed("ec", EC_KEY, "ES256")):
        statement = check.verify(token, NOW)
        assert (statement.email, statement.jti) == ("billing@contoso.example", "j-1")


@pytest.mark.parametrize(
    "token",
    [
        "",
        "nonsense",
        "a.b.c",
        "x" * 5000,
        signed(iss="another-site"),
        signed(aud="another-desk"),
        signed(kid="unknown"),
        signed(key=Ed25519PrivateKey.generate()),
        signed("ec", KEY, "EdDSA"),
        signed("shared", "secret-secret-secret-secret-secret", "HS256"),
        jwt.encode(claims(), None, algorithm="none", headers={"kid": "ed"}),
        jwt.encode(claims(), KEY, algorithm="EdDSA"),
        signed()[:-6] + "AAAAAA",
        *(signed(**{name: None}) for name in ("iss", "aud", "sub", "jti", "iat", "exp")),
        signed(sub=""),
        signed(jti=7),
        *(signed(**{name: time}) for name in ("iat", "exp") for time in ODD_TIMES),
        signed(exp=(NOW + timedelta(minutes=6)).timestamp()),
        signed(iat=(NOW + timedelta(minutes=2)).timestamp()),
        signed(iat=(NOW - timedelta(minutes=10)).timestamp(), exp=(NOW - timedelta(minutes=6)).timestamp()),
    ],
)
def test_anything_else_is_refused(check: StatementCheck, token: str) -> None:
    with pytest.raises(TokenRefused):
        check.verify(token, NOW)


def test_a_statement_ends_at_its_expiry_and_half_a_minute_of_leeway(check: StatementCheck) -> None:
    token = signed()
    check.verify(token, NOW + timedelta(minutes=5, seconds=29))
    with pytest.raises(TokenRefused, match="token_refused"):
        check.verify(token, NOW + timedelta(minutes=5, seconds=30))


def test_without_a_key_file_nobody_is_believed(tmp_path: Path) -> None:
    with pytest.raises(TokenRefused):
        StatementCheck(tmp_path / "missing.json", "partner-site", "partner-desk").verify(signed(), NOW)


async def test_a_statement_is_good_for_one_conversation_only(desk: Desk, serve: Any) -> None:
    client = await serve(desk)
    ensure_keys(desk.settings)
    statement = sign(desk.settings, "billing@contoso.example", desk.clock())
    first = await client.post(f"{BASE}/tokens/generate", json={"identity": statement})
    again = await client.post(f"{BASE}/tokens/generate", json={"identity": statement})
    assert (first.status, again.status) == (200, 401)


async def test_every_refused_statement_gets_the_same_answer(desk: Desk, serve: Any) -> None:
    client = await serve(desk)
    ensure_keys(desk.settings)
    nobody = sign(desk.settings, "no address at all", desk.clock())
    answers = set()
    for identity in (nobody, "nonsense", signed()):
        answer = await client.post(f"{BASE}/tokens/generate", json={"identity": identity})
        answers.add((answer.status, await answer.text()))
    assert len(answers) == 1


async def test_the_key_before_a_rotation_is_still_good_and_the_one_before_that_is_not(desk: Desk, serve: Any) -> None:
    client = await serve(desk)
    ensure_keys(desk.settings)
    old = [sign(desk.settings, "billing@contoso.example", desk.clock()) for _ in range(2)]
    rotate_keys(desk.settings)
    assert (await client.post(f"{BASE}/tokens/generate", json={"identity": old[0]})).status == 200
    await enter(client, desk, "billing@contoso.example")
    rotate_keys(desk.settings)
    assert (await client.post(f"{BASE}/tokens/generate", json={"identity": old[1]})).status == 401
