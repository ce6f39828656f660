"""The page on which an agent chooses what they are told, and where it is seen who was told."""

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.staff.alerting import AlertWishes, Way
from bot.domain.support.alerts import AlertKind
from tests.alerting.push_service import FakeBrowser
from tests.fixtures.console import agent_in, signed_in
from tests.fixtures.desk import NOW, database_of
from tests.services.notices.mailing import THREAD, conversation
from tests.services.notices.test_alerts import SOON, wait

Serve = Callable[..., Any]
CHOSEN = {
    "kinds": "customer_waits",
    "ways": "mail",
    "digest": "15",
    "quiet_from": "22:00",
    "quiet_until": "06:30",
    "zone": "America/Montreal",
}


def wishes(desk: Desk) -> AlertWishes:
    return desk.notices.alerts.mine.of(asked_by=agent_in(desk, "helpdesk"))[0]


async def test_what_is_chosen_is_kept_and_shown_again(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    page = await console.page("/me/alerts")
    assert "My alerts" in page
    assert "Mail is not set up here" in page
    assert await console.done("/me/alerts", CHOSEN) == "/console/me/alerts?changed=yes"
    kept = wishes(desk)
    assert kept.kinds == {AlertKind.CUSTOMER_WAITS}
    assert kept.ways == {Way.MAIL}
    assert (kept.quiet, kept.zone, kept.digest_minutes) == ((time(22), time(6, 30)), "America/Montreal", 15)
    assert 'value="06:30"' in await console.page("/me/alerts")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"zone": "Moon/Crater"}, "There is no time zone called “Moon/Crater”"),
        ({"quiet_until": ""}, "Quiet hours need a time they begin"),
        ({"quiet_until": "22:00"}, "Quiet hours need a time they begin"),
        ({"quiet_from": "late"}, "Quiet hours need a time they begin"),
    ],
)
async def test_what_cannot_be_kept_is_told_and_nothing_changes(
    desk: Desk, serve: Serve, wrong: dict[str, str], sentence: str
) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    before = wishes(desk)
    answer = await console.post("/me/alerts", CHOSEN | wrong)
    assert answer.status == 400
    assert sentence in await answer.text()
    assert wishes(desk) == before


async def test_the_conversation_shows_who_was_told(desk: Desk, serve: Serve) -> None:
    conversation(desk, "it@contoso.example")
    with database_of(desk).writing() as work:
        work.staff.presence.appear("page", agent_in(desk, "helpdesk").id, None, NOW)
    wait(desk)
    desk.notices.alerts.passing_on.sweep(SOON)
    console = await signed_in(await serve(desk), "globaladmin")
    page = await console.page(f"/c/{THREAD}")
    assert "Sofia Keller: a customer waits for a person; shown in the open console" in page


async def test_a_browser_subscribes_is_listed_and_is_forgotten(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    says = FakeBrowser("https://push.example/1").says
    form = {"endpoint": says.endpoint, "p256dh": says.p256dh, "auth": says.auth}
    assert (await console.post("/me/push", form)).status == 200
    page = await console.page("/me/alerts")
    assert desk.push_keys().public in page
    assert "https://push.example/1" in page
    assert (await console.post("/me/push", form | {"endpoint": "https://10.0.0.1/"})).status == 400
    assert (await console.post("/me/push/forget", form)).status == 200
    assert "https://push.example/1" not in await console.page("/me/alerts")


async def test_the_worker_of_notifications_is_served_without_a_session(desk: Desk, serve: Serve) -> None:
    answer = await (await serve(desk)).get("/console/push-worker.js")
    assert (answer.status, answer.content_type) == (200, "text/javascript")
    assert "showNotification" in await answer.text()
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
