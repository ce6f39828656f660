"""What visitors and demo contacts get from the site, and what they do not."""

import re
from datetime import UTC, datetime

import jwt
import pytest
from aiohttp import ClientResponse

from bot.bootstrap import Desk
from bot.channels.directline.statements import StatementCheck
from bot.site.session import COOKIE
from tests.fixtures.desk import NOW
from tests.site.conftest import Client, Serving

SAME = {"Sec-Fetch-Site": "same-origin"}
HOLIDAY = datetime(2026, 12, 25, 10, 0, tzinfo=UTC)
LUNCH = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
CHRISTMAS_EVE = datetime(2026, 12, 24, 11, 30, tzinfo=UTC)
FRIDAY_EVENING = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)


async def sign_in(site: Client, email: str, **headers: str) -> ClientResponse:
    return await site.post("/site/sign-in", data={"email": email}, headers=headers or SAME, allow_redirects=False)


def words_of(html: str) -> str:
    """What a reader sees of a page, white space made even."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u202f", " ").replace("\xa0", " ")


async def read(site: Client, path: str) -> str:
    answer = await site.get(path)
    assert answer.status == 200
    return words_of(await answer.text())


async def test_every_page_says_its_language_and_both_are_served(site: Client) -> None:
    for path in ("/", "/support", "/privacy", "/help"):
        for language in ("en", "fr"):
            page = await (await site.get(path, params={"lang": language})).text()
            assert f'<html lang="{language}">' in page


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ("en;q=0.5, fr;q=0.7", "fr"),
        ("de-DE,de;q=0.9", "en"),
        ("fr;q=0, en;q=0.1", "en"),
        ("", "en"),
        (";;;q=x,,fr;q=abc", "en"),
    ],
)
async def test_the_browsers_preferred_language_is_served(site: Client, header: str, language: str) -> None:
    page = await (await site.get("/", headers={"Accept-Language": header})).text()
    assert f'<html lang="{language}">' in page


async def test_a_chosen_language_outlasts_the_browsers(site: Client) -> None:
    await site.get("/?lang=fr")
    page = await (await site.get("/support", headers={"Accept-Language": "en"})).text()
    assert '<html lang="fr">' in page


async def test_an_unknown_language_in_the_address_is_ignored(site: Client) -> None:
    assert '<html lang="en">' in await (await site.get('/?lang="><script>')).text()


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (NOW, "We are open until 12:30 today"),
        (LUNCH, "We are closed opens today at 13:30"),
        (FRIDAY_EVENING, "We are closed opens on Monday 23 November at 09:00"),
        (CHRISTMAS_EVE, "We are closed opens on Monday 28 December at 09:00"),
        (HOLIDAY, "We are closed Christmas Day today; opens on Monday 28 December at 09:00"),
    ],
)
async def test_the_support_page_tells_the_truth_at_any_moment(serving: Serving, now: datetime, said: str) -> None:
    async with serving(now=now) as site:
        assert said in await read(site, "/support")


async def test_the_support_page_tells_hours_contact_prices_structure_and_portals(site: Client) -> None:
    page = await read(site, "/support")
    for fact in (
        "Mon – Thu 09:00–12:30 · 13:30–18:00",
        "Friday 09:00–12:30 · 13:30–17:00",
        "Sat – Sun closed",
        "support@northstar.example",
        "+33 1 99 00 12 34",
        "€49.00 a month",
        "€199.00 a month",
        "Mon – Sat 08:00–20:00",
        "Critical issues day and night: 1 h",
        "Ridgeline Consulting, on our behalf",
        "admin.microsoft.com",
        "portal.azure.us",
        "Closing at 12:30 Thursday 24 December",
    ):
        assert fact in page, fact


async def test_prices_and_dates_are_written_the_french_way_in_french(site: Client) -> None:
    page = await read(site, "/support?lang=fr")
    for fact in ("49,00 € par mois", "Lun. – jeu. 09:00–12:30", "Noël", "vendredi 25 décembre"):
        assert fact in page, fact


async def test_signing_in_shows_who_one_is_and_signing_out_forgets(site: Client) -> None:
    assert (await sign_in(site, "billing@contoso.example")).status == 303
    assert "billing@contoso.example · Contoso Ltd" in await read(site, "/")
    await site.post("/site/sign-out", headers=SAME)
    assert (await site.get("/site/identity")).status == 204


async def test_the_session_cookie_is_closed_to_scripts_and_other_sites(site: Client) -> None:
    morsel = (await sign_in(site, "billing@contoso.example")).cookies[COOKIE]
    assert (morsel["httponly"], morsel["samesite"], morsel["secure"]) == (True, "Lax", "")


async def test_cookies_set_behind_tls_travel_by_tls_only(site: Client) -> None:
    by_tls = {**SAME, "X-Forwarded-Proto": "https"}
    signed_in = await site.post(
        "/site/sign-in", data={"email": "billing@contoso.example"}, headers=by_tls, allow_redirects=False
    )
    chosen = await site.get("/?lang=fr", headers=by_tls)
    signed_out = await site.post("/site/sign-out", headers=by_tls, allow_redirects=False)
    for answer in (signed_in, chosen, signed_out):
        assert answer.cookies
        assert all(morsel["secure"] for morsel in answer.cookies.values())


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "http://127.0.0.1/"},
    ],
)
async def test_another_sites_form_neither_signs_in_nor_out(site: Client, headers: dict[str, str]) -> None:
    assert (await sign_in(site, "billing@contoso.example", **headers)).status == 403
    assert (await site.post("/site/sign-out", headers=headers)).status == 403
    assert (await site.get("/site/identity")).status == 204


async def test_a_browser_that_sends_only_origin_may_sign_in(site: Client) -> None:
    origin = str(site.make_url("/")).rstrip("/")
    assert (await sign_in(site, "billing@contoso.example", Origin=origin)).status == 303


@pytest.mark.parametrize("email", ["", "nobody@contoso.example", "BILLING@contoso.example", "' or 1=1 --"])
async def test_only_demo_contacts_can_sign_in(site: Client, email: str) -> None:
    assert (await sign_in(site, email)).status == 404


async def test_the_identity_is_a_statement_the_desk_accepts(site: Client, desk: Desk) -> None:
    await sign_in(site, "compta@fabrikam.example")
    answer = await site.get("/site/identity", headers=SAME)
    settings = desk.settings
    check = StatementCheck(settings.keys_file, settings.issuer, settings.audience)
    assert check.verify((await answer.json())["identity"], NOW).email == "compta@fabrikam.example"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
async def test_another_sites_page_gets_no_identity(site: Client, headers: dict[str, str]) -> None:
    await sign_in(site, "compta@fabrikam.example")
    assert (await site.get("/site/identity", headers=headers)).status == 403


async def test_forged_and_expired_sessions_are_visitors(site: Client, serving: Serving) -> None:
    forged = jwt.encode({"sub": "billing@contoso.example", "aud": "northstar-session", "exp": 9e9}, b"x" * 32)
    unsigned = jwt.encode({"sub": "billing@contoso.example", "aud": "northstar-session", "exp": 9e9}, None, "none")
    for value in (forged, unsigned, "rubbish", ""):
        assert (await site.get("/site/identity", cookies={COOKIE: value})).status == 204
    genuine = (await sign_in(site, "billing@contoso.example")).cookies[COOKIE].value
    async with serving(now=datetime(2026, 11, 18, 22, 0, tzinfo=UTC)) as later:
        assert (await later.get("/site/identity", cookies={COOKIE: genuine})).status == 204


async def test_pages_forbid_what_they_do_not_need(site: Client) -> None:
    for path in ("/", "/support", "/privacy"):
        answer = await site.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", await answer.text())
