"""The widget's script and frame as browsers get them."""

import json
import re

from bot.domain.kernel.locales import LANGUAGES
from bot.site.app import STATIC, site_assets
from bot.site.widget import WEB_CHAT_LOCALES
from tests.site.conftest import Client, Serving


async def test_the_frame_may_be_embedded_by_those_named_and_nobody_else(serving: Serving) -> None:
    async with serving(frame_ancestors=("https://portal.customer.example",)) as site:
        policy = (await site.get("/widget/")).headers["Content-Security-Policy"]
    ancestors = next(part for part in policy.split("; ") if part.startswith("frame-ancestors"))
    assert ancestors.split()[:3] == ["frame-ancestors", "'self'", "https://portal.customer.example"]
    assert "*" not in policy


async def test_the_frames_policy_allows_no_inline_script_and_one_nonce_for_styles(site: Client) -> None:
    first, second = [await site.get("/widget/") for _ in range(2)]
    policies = [answer.headers["Content-Security-Policy"] for answer in (first, second)]
    assert all("script-src 'self';" in policy and "unsafe" not in policy for policy in policies)
    nonces = [re.findall(r"'nonce-([^']+)'", policy) for policy in policies]
    assert nonces[0] != nonces[1]
    assert len(nonces[0]) == 1


async def test_the_frame_connects_to_the_public_address_whatever_a_request_calls_the_desk(serving: Serving) -> None:
    async with serving(public_url="https://desk.example.com/help") as site:
        headers = {"Host": "evil.example", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example"}
        answer = await site.get("/widget/", headers=headers)
        page = await answer.text()
    policy = answer.headers["Content-Security-Policy"]
    assert "connect-src 'self' wss://desk.example.com;" in policy
    assert "evil" not in policy + page


def test_the_chat_has_words_in_every_language() -> None:
    assert tuple(WEB_CHAT_LOCALES) == LANGUAGES


async def test_the_frame_speaks_the_language_of_its_host(site: Client) -> None:
    page = await (await site.get("/widget/?lang=fr", headers={"Accept-Language": "en"})).text()
    assert '<html lang="fr">' in page
    assert "Assistance Northstar Cloud" in page


async def test_the_script_can_be_embedded_by_any_site_and_is_revalidated(site: Client) -> None:
    answer = await site.get("/widget.js")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    again = await site.get("/widget.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status == 304


async def test_static_files_are_kept_for_ever_under_the_name_of_their_content(site: Client) -> None:
    address = site_assets().url("site.css")
    answer = await site.get(address)
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Type"].startswith("text/css")
    assert await answer.read() == (STATIC / "site.css").read_bytes()


async def test_an_outdated_or_foreign_static_address_does_not_exist(site: Client) -> None:
    digest = site_assets().get("site.css").digest
    for address in ("0" * 16 + "/site.css", f"{digest}/chat.css", f"{digest}/../app.py", f"{digest}/%2e%2e/app.py"):
        assert (await site.get(f"/site/static/{address}")).status == 404


async def test_a_client_that_takes_no_compression_gets_the_plain_file(site: Client) -> None:
    answer = await site.get(site_assets().url("site.css"), headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in answer.headers


def test_what_is_vendored_is_pinned_by_digest_and_no_address_is_locked() -> None:
    web = STATIC.parents[2] / "web"
    package = json.loads((web / "package.json").read_text())
    lock = json.loads((web / "package-lock.json").read_text())
    assert all(part["integrity"].startswith("sha512-") for part in package["vendored"])
    exact = re.compile(r"^\d+\.\d+\.\d+$")
    assert all(exact.match(part["version"]) for part in package["vendored"])
    assert all(exact.match(version) for version in package["devDependencies"].values())
    assert all("resolved" not in entry for entry in lock["packages"].values())


def test_the_embedded_script_stays_small() -> None:
    assert len((STATIC / "widget.js").read_text().splitlines()) <= 250
