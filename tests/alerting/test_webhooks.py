"""Alerts reach the partner's own servers: signed, each once by its id, tried again with the same body."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import update
from standardwebhooks import Webhook

from bot.alerting.poster import Poster
from bot.alerting.requests import requests_of
from bot.bootstrap import Desk, build
from bot.domain.conversations.leases import CLOCKS_APART
from bot.domain.notices.posting import LEASE, PostState, PostTrouble
from bot.domain.staff.console_errors import AgentMayNot
from bot.domain.support.alert_hooks import AlertHook
from bot.domain.support.alerts import AlertKind
from bot.services.notices.alerts.hooks import AlertHooks
from bot.services.notices.alerts.passing_on import PassingOn
from bot.services.notices.alerts.posts import PostOutbox
from bot.services.records.posts import HookRow
from bot.settings import SettingsError, wall_clock
from bot.storage.schema import alert_posts
from tests.alerting.push_service import PushService
from tests.fixtures.console import agent_in
from tests.fixtures.desk import database_of
from tests.services.notices.mailing import THREAD, conversation, open_ticket
from tests.services.notices.test_alerts import SOON, wait

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture
def service() -> PushService:
    return PushService(status=200)


@pytest.fixture
async def hooked(desk: Desk, service: PushService) -> AsyncIterator[Desk]:
    """A desk whose partner has a server that is told of who waits."""
    async with TestServer(service.app()) as server:
        hook = AlertHook("teams", str(server.make_url("/desk")), frozenset({AlertKind.CUSTOMER_WAITS}))
        yield with_hooks(desk, hook)


def with_hooks(desk: Desk, *hooks: AlertHook) -> Desk:
    partner = replace(desk.partner, alert_hooks=hooks)
    database, secrets = database_of(desk), {hook.key: SECRET for hook in hooks}
    posted = AlertHooks(database, partner, "https://desk.example")
    passing_on = PassingOn(database, partner, posted, has_mail=False)
    alerts = replace(desk.notices.alerts, hooks=posted, passing_on=passing_on)
    settings = replace(desk.settings, webhook_secrets=secrets)
    return replace(desk, partner=partner, settings=settings, notices=replace(desk.notices, alerts=alerts))


def waiting(desk: Desk) -> None:
    conversation(desk, "it@contoso.example")
    wait(desk)
    desk.notices.alerts.passing_on.sweep(SOON)


async def posted(desk: Desk) -> int:
    poster = Poster(desk.notices.alerts.posts, requests_of(desk), loopback=True)
    async with poster.session() as session:
        return await poster.post_some(session)


def rows(desk: Desk) -> tuple[HookRow, ...]:
    return desk.notices.alerts.hooks.latest(asked_by=agent_in(desk, "globaladmin"))


def hurry(desk: Desk) -> None:
    """Its pause is over."""
    with database_of(desk).connection() as connection:
        connection.execute(update(alert_posts).values(next_at=None))
        connection.commit()


def verified(taken: tuple[str, Any, bytes]) -> dict[str, Any]:
    """What a receiver with the library of standardwebhooks.com reads."""
    _, headers, content = taken
    read: dict[str, Any] = Webhook(SECRET).verify(content, dict(headers))
    return read


async def test_who_waits_is_posted_signed_and_without_a_customers_words(hooked: Desk, service: PushService) -> None:
    waiting(hooked)
    assert await posted(hooked) == 1
    read = verified(service.taken[0])
    assert read["type"] == "alert.customer_waits"
    assert read["data"]["queue"] == "technical"
    assert read["data"]["url"] == f"https://desk.example/console/c/{THREAD}"
    assert b"ontoso" not in service.taken[0][2]
    assert [row.state for row in rows(hooked)] == [PostState.SENT]
    hooked.notices.alerts.passing_on.sweep(SOON)
    assert await posted(hooked) == 0, "once"


async def test_it_is_tried_again_with_the_same_id_and_body(hooked: Desk, service: PushService) -> None:
    service.status = 500
    waiting(hooked)
    await posted(hooked)
    assert await posted(hooked) == 0, "not before its pause is over"
    service.status = 204
    hurry(hooked)
    assert await posted(hooked) == 1
    (_, first, body), (_, second, again) = service.taken
    assert (first["webhook-id"], body) == (second["webhook-id"], again)
    assert [(row.state, row.attempts) for row in rows(hooked)] == [(PostState.SENT, 2)]


async def test_a_server_that_wants_no_more_gets_no_more_and_people_post_it_again(
    hooked: Desk, service: PushService
) -> None:
    service.status = 410
    waiting(hooked)
    await posted(hooked)
    (row,) = rows(hooked)
    assert (row.state, row.detail) == (PostState.FAILED, "status 410")
    service.status = 200
    admin = agent_in(hooked, "globaladmin")
    assert hooked.notices.alerts.hooks.post_again(row.id, asked_by=admin, now=SOON)
    assert await posted(hooked) == 1
    assert service.taken[0][2] == service.taken[1][2]
    assert verified(service.taken[1])["data"]["alert"] == row.alert_id
    assert not hooked.notices.alerts.hooks.post_again(999, asked_by=admin, now=SOON)


async def test_a_redirect_leads_nowhere_and_a_deaf_server_is_asked_later(hooked: Desk, service: PushService) -> None:
    service.status, service.headers = 302, {"Location": "http://127.0.0.1:9/elsewhere"}
    waiting(hooked)
    await posted(hooked)
    assert [(row.state, row.detail) for row in rows(hooked)] == [(PostState.PENDING, "status 302")]


async def test_a_kind_nobody_asked_for_is_not_posted(hooked: Desk) -> None:
    open_ticket(hooked, "it@contoso.example")
    hooked.notices.alerts.passing_on.sweep(SOON)
    assert rows(hooked) == ()


async def test_a_webhook_taken_out_of_the_file_is_posted_to_no_more(hooked: Desk, service: PushService) -> None:
    waiting(hooked)
    gone = with_hooks(hooked)
    assert await posted(gone) == 1
    assert service.taken == []
    assert [row.state for row in rows(gone)] == [PostState.FAILED]


async def test_a_private_address_is_refused_when_it_is_posted_to(desk: Desk) -> None:
    private = with_hooks(desk, AlertHook("inside", "https://10.0.0.1/desk"))
    waiting(private)
    await posted(private)
    assert [(row.state, row.detail) for row in rows(private)] == [
        (PostState.FAILED, "the address is not https to a public host")
    ]


def test_without_a_secret_the_desk_says_which_and_does_not_start(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "partner.yml"
    hook = "alerts:\n  webhooks:\n    - key: teams\n      url: https://hooks.company.example/desk\n"
    file.write_text(f"{desk.settings.partner_file.read_text(encoding='utf-8')}\n{hook}", encoding="utf-8")
    named = replace(desk.settings, partner_file=file)
    with pytest.raises(SettingsError, match="lacks the webhooks teams"):
        build(named)
    build(replace(named, webhook_secrets={"teams": SECRET})).close()


def test_who_may_not_read_the_audit_log_sees_and_posts_nothing(desk: Desk) -> None:
    sofia = agent_in(desk, "helpdesk")
    with pytest.raises(AgentMayNot):
        desk.notices.alerts.hooks.latest(asked_by=sofia)
    with pytest.raises(AgentMayNot):
        desk.notices.alerts.hooks.post_again(1, asked_by=sofia, now=SOON)


def test_the_body_is_small_and_plain(desk: Desk) -> None:
    with_hook = with_hooks(desk, AlertHook("all", "https://hooks.example/x"))
    number = open_ticket(with_hook, "it@contoso.example", text="x" * 7000).ticket.number
    with_hook.notices.alerts.passing_on.sweep(SOON)
    with database_of(desk).connection() as connection:
        (body,) = connection.execute(alert_posts.select().with_only_columns(alert_posts.c.body)).scalars()
    assert json.loads(body)["data"]["ticket"] == number
    assert len(body) < 1000


@pytest.mark.parametrize(
    ("ahead", "taken"), [(timedelta(hours=1), 1), (CLOCKS_APART, 0), (-2 * LEASE, 1), (timedelta(0), 0)]
)
def test_what_a_desk_held_is_taken_after_its_lease_or_where_its_clock_was_ahead(
    hooked: Desk, ahead: timedelta, taken: int
) -> None:
    waiting(hooked)
    other = PostOutbox(database_of(hooked), "another desk", lambda: wall_clock() + ahead)
    assert len(other.claim(4)) == 1
    assert len(hooked.notices.alerts.posts.claim(4)) == taken


def test_a_pause_that_a_clock_ahead_has_set_keeps_no_post_back(hooked: Desk) -> None:
    waiting(hooked)
    other = PostOutbox(database_of(hooked), "another desk", lambda: wall_clock() + timedelta(days=2))
    (post,) = other.claim(4)
    other.failed(post, PostTrouble.LATER, "status 503")
    assert len(hooked.notices.alerts.posts.claim(4)) == 1
