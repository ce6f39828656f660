"""The page of webhooks: what was posted, and posting one again."""

import re
from collections.abc import Callable
from typing import Any

from bot.bootstrap import Desk
from bot.domain.support.alert_hooks import AlertHook
from tests.alerting.test_webhooks import waiting, with_hooks
from tests.fixtures.console import signed_in

Serve = Callable[..., Any]


async def test_a_post_is_listed_and_posted_again(desk: Desk, serve: Serve) -> None:
    hooked = with_hooks(desk, AlertHook("teams", "https://hooks.invalid.example/s3cr3t"))
    waiting(hooked)
    console = await signed_in(await serve(hooked), "globaladmin")
    page = await console.page("/webhooks")
    assert "teams" in page
    assert re.search(r"alert_\d+", page)
    assert "s3cr3t" not in page, "paths of webhooks are often secrets"
    assert await console.done("/webhooks/999/again") == "/console/webhooks?done=too_late"


async def test_without_a_server_the_page_says_where_to_name_one(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "globaladmin")
    assert "No server is named in partner.yml" in await console.page("/webhooks")
    assert (await (await signed_in(await serve(desk), "helpdesk")).get("/webhooks")).status == 403
