"""Alerts reach browsers: encrypted for one, signed, once; what is gone is forgotten and nobody private is reached."""

import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from py_vapid import Vapid02
from sqlalchemy import select

from bot.alerting.poster import NotPublic, Poster, PublicResolver
from bot.alerting.requests import requests_of
from bot.bootstrap import Desk, build
from bot.domain.notices.posting import PostState
from bot.domain.staff.alerting import PushRefused
from bot.services.notices.alerts.posts import PostOutbox
from bot.services.notices.alerts.pushes import MOST
from bot.services.records.alerts import TellingState
from bot.storage.schema import alert_posts
from tests.alerting.push_service import FakeBrowser, PushService
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.services.notices.mailing import THREAD, conversation
from tests.services.notices.test_alerts import SOON, wait


@pytest.fixture
def pushing(desk: Desk) -> Iterator[Desk]:
    desk.close()
    made = build(replace(desk.settings, post_to_loopback=True, push_key="11" * 32))
    yield made
    made.close()


@pytest.fixture
def service() -> PushService:
    return PushService()


@pytest.fixture
async def url(service: PushService) -> AsyncIterator[str]:
    async with TestServer(service.app()) as server:
        yield str(server.make_url("/"))


def subscribed(desk: Desk, url: str, who: str = "helpdesk") -> FakeBrowser:
    browser = FakeBrowser(url)
    desk.notices.alerts.pushes.subscribe(browser.says, asked_by=agent_in(desk, who), now=NOW)
    return browser


def waiting(desk: Desk) -> None:
    conversation(desk, "it@contoso.example")
    wait(desk)
    desk.notices.alerts.passing_on.sweep(SOON)
    desk.notices.alerts.pushes.queue_due(SOON)


async def posted(desk: Desk, **more: Any) -> int:
    poster = Poster(more.get("outbox", desk.notices.alerts.posts), requests_of(desk), loopback=True)
    async with poster.session() as session:
        return await poster.post_some(session)


def posts(desk: Desk) -> list[Any]:
    with database_of(desk).connection() as connection:
        return list(connection.execute(select(alert_posts).order_by(alert_posts.c.id)))


def told(desk: Desk) -> list[TellingState]:
    rows = desk.notices.alerts.mine.told_of_conversation(THREAD, asked_by=agent_in(desk, "helpdesk"))
    return [row.state for row in rows if row.way.value == "push"]


async def test_a_waiting_customer_is_pushed_encrypted_and_signed_and_once(
    pushing: Desk, service: PushService, url: str
) -> None:
    browser = subscribed(pushing, url + "one")
    waiting(pushing)
    assert told(pushing) == [TellingState.HANDED]
    assert await posted(pushing) == 1
    ((path, headers, content),) = service.taken
    assert path == "/one"
    assert b"waits" not in content
    assert browser.read(content) == {
        "title": "Northstar Cloud",
        "body": "A customer waits for a person",
        "page": f"/console/c/{THREAD}",
        "tag": "alert-1",
        "lang": "en",
    }
    token, key = headers["Authorization"].removeprefix("vapid t=").split(",k=")
    assert key == pushing.push_keys().public
    assert Vapid02.verify(f"vapid t={token},k={key}")
    assert (headers["TTL"], headers["Urgency"], headers["Content-Encoding"]) == ("3600", "high", "aes128gcm")
    assert told(pushing) == [TellingState.TOLD]
    waiting_again = pushing.notices.alerts.pushes.queue_due(SOON + timedelta(hours=1))
    assert (waiting_again, await posted(pushing)) == (0, 0)


@pytest.mark.parametrize("status", [404, 410])
async def test_a_browser_that_is_gone_is_forgotten(pushing: Desk, service: PushService, url: str, status: int) -> None:
    service.status = status
    subscribed(pushing, url)
    waiting(pushing)
    await posted(pushing)
    assert pushing.notices.alerts.pushes.of(asked_by=agent_in(pushing, "helpdesk")) == ()
    assert told(pushing) == [TellingState.FAILED]


async def test_one_browser_that_took_it_is_enough(pushing: Desk, service: PushService, url: str) -> None:
    subscribed(pushing, "http://127.0.0.1:9/nobody")
    subscribed(pushing, url)
    waiting(pushing)
    await posted(pushing)
    assert told(pushing) == [TellingState.TOLD]
    assert sorted(post.state for post in posts(pushing)) == [PostState.PENDING, PostState.SENT]


async def test_a_busy_push_service_is_asked_again_later(pushing: Desk, service: PushService, url: str) -> None:
    service.status = 503
    subscribed(pushing, url)
    waiting(pushing)
    await posted(pushing)
    (post,) = posts(pushing)
    assert (post.state, post.attempts, post.detail) == (PostState.PENDING, 1, "status 503")
    assert post.next_at > post.changed_at
    assert await posted(pushing) == 0, "not before its pause is over"
    assert told(pushing) == [TellingState.HANDED]


async def test_a_redirect_is_followed_nowhere(pushing: Desk, service: PushService, url: str) -> None:
    service.status, service.headers = 307, {"Location": url + "elsewhere"}
    subscribed(pushing, url + "here")
    waiting(pushing)
    await posted(pushing)
    assert [path for path, _, _ in service.taken] == ["/here"]
    assert posts(pushing)[0].state == PostState.FAILED


async def test_a_desk_killed_while_posting_leaves_the_push_to_the_next(
    pushing: Desk, service: PushService, url: str
) -> None:
    subscribed(pushing, url)
    waiting(pushing)
    dead = PostOutbox(database_of(pushing), "dead", lambda: NOW)
    assert len(dead.claim(5)) == 1
    late = PostOutbox(database_of(pushing), "living", lambda: NOW + timedelta(seconds=59))
    assert await posted(pushing, outbox=late) == 0
    later = PostOutbox(database_of(pushing), "living", lambda: NOW + timedelta(seconds=60))
    assert await posted(pushing, outbox=later) == 1
    assert posts(pushing)[0].state == PostState.SENT


def test_what_no_browser_would_say_is_refused(desk: Desk) -> None:
    sofia, good = agent_in(desk, "helpdesk"), FakeBrowser("https://push.example/1").says
    desk.notices.alerts.pushes.subscribe(good, asked_by=sofia, now=NOW)
    for bad in (
        replace(good, endpoint="http://push.example/1"),
        replace(good, endpoint="https://127.0.0.1:8080/console"),
        replace(good, p256dh="short"),
        replace(good, p256dh="é"),
        replace(good, auth=""),
        replace(good, auth="x" * 5000),
    ):
        with pytest.raises(PushRefused):
            desk.notices.alerts.pushes.subscribe(bad, asked_by=sofia, now=NOW)
    assert len(desk.notices.alerts.pushes.of(asked_by=sofia)) == 1


def test_ten_browsers_at_most_and_one_belongs_to_who_subscribed_last(desk: Desk) -> None:
    pushes, sofia, admin = desk.notices.alerts.pushes, agent_in(desk, "helpdesk"), agent_in(desk, "globaladmin")
    browsers = [FakeBrowser(f"https://push.example/{number}").says for number in range(MOST + 2)]
    for browser in browsers:
        pushes.subscribe(browser, asked_by=sofia, now=NOW)
    assert [one.endpoint for one in pushes.of(asked_by=sofia)] == [one.endpoint for one in browsers[2:]]
    assert not pushes.forget(browsers[-1].endpoint, asked_by=admin), "somebody else's"
    pushes.subscribe(browsers[-1], asked_by=admin, now=NOW)
    assert len(pushes.of(asked_by=sofia)) == MOST - 1
    assert pushes.forget(browsers[-1].endpoint, asked_by=admin)


async def test_a_name_that_leads_to_a_private_address_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver = PublicResolver()

    async def resolve(*_: object) -> list[dict[str, str]]:
        return [{"host": "93.184.216.34"}, {"host": "10.0.0.7"}]

    monkeypatch.setattr(resolver, "_resolver", type("Fake", (), {"resolve": staticmethod(resolve)}))
    with pytest.raises(NotPublic):
        await resolver.resolve("rebound.example", 443)
    with pytest.raises(NotPublic):
        await PublicResolver().resolve("localhost", 443)


def test_the_key_is_made_once_and_is_its_owners_alone(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    file, public = desk.settings.push_key_file, desk.push_keys().public
    assert file.stat().st_mode & 0o777 == 0o600
    again = build(desk.settings)
    assert again.push_keys().public == public
    again.close()
    assert file.read_bytes().hex() not in caplog.text
