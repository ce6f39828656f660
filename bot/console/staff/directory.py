"""The partner's directory speaks OpenID Connect: addresses by discovery, a code for a token, keys that may rotate.

PyJWT, which is here for the site's statements anyhow, verifies; aiohttp fetches. The libraries that do the whole
protocol bring an HTTP client and a second implementation of signatures of their own.
"""

import base64
import hashlib
import json
import logging
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final
from urllib.parse import quote, urlencode

import aiohttp
import jwt

from bot.console.staff.id_tokens import Verified, verify
from bot.domain.staff.account_errors import DirectoryFailed, DirectoryRefused
from bot.settings import DirectorySettings, is_private_way

_log = logging.getLogger(__name__)

SCOPE: Final = "openid email profile"
DISCOVERED_FOR: Final = 3600.0
"""Seconds the directory's own description and keys are kept; an unknown key is looked for at once."""

LOOK_AGAIN_AFTER: Final = 10.0
"""Seconds between two looks for keys, so that made-up tokens cause no traffic."""

LARGEST_ANSWER: Final = 256 * 1024
_REASON: Final = re.compile(r"[a-z_]{1,60}")
"""How OAuth names what went wrong; anything else is somebody's own words, which no log repeats."""

_LIMITS: Final = aiohttp.ClientTimeout(total=10, connect=5)


@dataclass(frozen=True, slots=True)
class Journey:
    """What the browser keeps while it is away at the directory."""

    state: str
    nonce: str
    verifier: str
    onwards: str

    @classmethod
    def begin(cls, onwards: str) -> "Journey":
        """With three values nobody can guess."""
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), onwards)

    @property
    def challenge(self) -> str:
        """The verifier's digest, which is all the address bar ever shows (RFC 7636, S256)."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


class Directory:
    """One directory. Every method raises DirectoryFailed when it cannot be reached or is not as agreed."""

    def __init__(self, settings: DirectorySettings, return_address: str) -> None:
        self._settings = settings
        self._return = return_address
        self._described: tuple[float, Mapping[str, Any]] | None = None
        self._keys: tuple[float, jwt.PyJWKSet] | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return self._settings.name

    async def way_in(self, journey: Journey) -> str:
        """The address at the directory that begins a journey."""
        asked = {
            "response_type": "code",
            "client_id": self._settings.client_id,
            "redirect_uri": self._return,
            "scope": SCOPE,
            "state": journey.state,
            "nonce": journey.nonce,
            "code_challenge": journey.challenge,
            "code_challenge_method": "S256",
        }
        address = await self._address("authorization_endpoint")
        return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"

    async def person(self, journey: Journey, answer: Mapping[str, str]) -> Verified:
        """Whom the directory vouches for in its answer. Raises DirectoryRefused for an answer that is not ours."""
        if not secrets.compare_digest(answer.get("state", "").encode(), journey.state.encode()):
            raise DirectoryRefused(reason="state")
        if answer.get("iss", self._settings.issuer) != self._settings.issuer:
            raise DirectoryRefused(reason="issuer")  # RFC 9207: another directory's answer
        if "code" not in answer:
            told = answer.get("error", "no_code")
            raise DirectoryRefused(reason=told if _REASON.fullmatch(told) else "unreadable")
        tokens = await self._tokens(answer["code"], journey)
        token = str(tokens.get("id_token", ""))
        key = await self._key(token)
        person = verify(token, key, self._settings.issuer, self._settings.client_id, journey.nonce)
        return person if person.email else await self._with_email(person, str(tokens.get("access_token", "")))

    async def _tokens(self, code: str, journey: Journey) -> Mapping[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._return,
            "code_verifier": journey.verifier,
        }
        address = await self._address("token_endpoint")
        methods = (await self._description()).get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if "client_secret_basic" in methods:
            who, secret = quote(self._settings.client_id, safe=""), quote(self._settings.client_secret, safe="")
            basic = base64.b64encode(f"{who}:{secret}".encode()).decode()
            return await self._fetch("POST", address, data=form, headers={"Authorization": f"Basic {basic}"})
        named = {"client_id": self._settings.client_id, "client_secret": self._settings.client_secret}
        return await self._fetch("POST", address, data={**form, **named})

    async def _with_email(self, person: Verified, access_token: str) -> Verified:
        """Directories may keep the address out of the token and tell it on request (OpenID Connect Core, 5.4)."""
        if not access_token or "userinfo_endpoint" not in await self._description():
            return person
        address = await self._address("userinfo_endpoint")
        told = await self._fetch("GET", address, headers={"Authorization": f"Bearer {access_token}"})
        if told.get("sub") != person.subject:
            raise DirectoryRefused(reason="userinfo_subject")
        return Verified(person.subject, str(told.get("email", "")), told.get("email_verified") is True)

    async def _key(self, token: str) -> jwt.PyJWK:
        try:
            kid = jwt.get_unverified_header(token).get("kid")
        except jwt.PyJWTError as error:
            raise DirectoryRefused(reason="token") from error
        found = self._known(kid)
        if found is None and (self._keys is None or monotonic() - self._keys[0] > LOOK_AGAIN_AFTER):
            await self._look_for_keys()
            found = self._known(kid)
        if found is None:
            raise DirectoryRefused(reason="key")
        return found

    def _known(self, kid: object) -> jwt.PyJWK | None:
        if self._keys is None or monotonic() - self._keys[0] > DISCOVERED_FOR:
            return None
        keys = [key for key in self._keys[1].keys if key.public_key_use in (None, "sig")]
        if kid is None:
            return keys[0] if len(keys) == 1 else None
        return next((key for key in keys if key.key_id == kid), None)

    async def _look_for_keys(self) -> None:
        told = await self._fetch("GET", await self._address("jwks_uri"))
        try:
            self._keys = (monotonic(), jwt.PyJWKSet.from_dict(dict(told)))
        except jwt.PyJWTError as error:
            raise DirectoryFailed() from error

    async def _address(self, name: str) -> str:
        address = str((await self._description()).get(name, ""))
        if not is_private_way(address):
            _log.error("the directory names no usable %s: %r", name, address)
            raise DirectoryFailed()
        return address

    async def _description(self) -> Mapping[str, Any]:
        if self._described is None or monotonic() - self._described[0] > DISCOVERED_FOR:
            issuer = self._settings.issuer
            told = await self._fetch("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            if told.get("issuer") != issuer:
                _log.error("DESK_OIDC_ISSUER is %r, but the directory calls itself %r", issuer, told.get("issuer"))
                raise DirectoryFailed()
            self._described = (monotonic(), told)
        return self._described[1]

    async def _fetch(self, method: str, address: str, **more: Any) -> Mapping[str, Any]:
        try:
            async with (
                aiohttp.ClientSession(timeout=_LIMITS) as session,
                session.request(method, address, allow_redirects=False, **more) as answer,
            ):
                body = await answer.content.read(LARGEST_ANSWER)
                told = json.loads(body)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            _log.warning("the directory did not answer at %s: %s", address, type(error).__name__)
            raise DirectoryFailed() from error
        if answer.status == 400 and isinstance(told, dict) and told.get("error") == "invalid_grant":
            raise DirectoryRefused(reason="code")  # used before, too old, or another browser's
        if answer.status != 200 or not isinstance(told, dict):
            code = told.get("error") if isinstance(told, dict) else None
            _log.warning("the directory answered %s (%.60r) at %s", answer.status, code, address)
            raise DirectoryFailed()
        return told
