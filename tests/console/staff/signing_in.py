"""Short ways to sign in wrongly, and to read what the log says of it."""

from collections.abc import Callable
from typing import Any

from bot.bootstrap import Desk
from bot.domain.staff.audit import Action
from bot.services.records.staff import AuditQuery
from tests.fixtures.console import Console, agent_in

Serve = Callable[..., Any]
HELPDESK = "helpdesk@northstar.example"


def entries(desk: Desk, action: Action) -> list[Any]:
    return list(desk.staff.audit.entries(AuditQuery(action=action), asked_by=agent_in(desk, "globaladmin")))


async def wrong(console: Console, times: int, email: str = HELPDESK) -> Any:
    for _ in range(times):
        answer = await console.post("/sign-in", {"email": email, "password": "not the password"})
    return answer
