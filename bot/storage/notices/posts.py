"""The outbox of posts to other servers: held by one desk at a time, tried again, and never queued twice."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, or_, select, update

from bot.domain.conversations.leases import Lease
from bot.domain.notices.posting import PostState, PostWay, furthest_wait
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.alerting import Way
from bot.domain.support.alerts import AlertKind
from bot.services.records.alerts import TellingState
from bot.services.records.posts import HookRow, OutgoingPost, PostDraft, PostSettled, Subscription
from bot.storage.kernel.columns import unless_there
from bot.storage.kernel.holding import is_due, is_over
from bot.storage.schema import alerts
from bot.storage.schema.alerts import WAITING_ROWS, alert_tellings
from bot.storage.schema.posts import POSTS_UNDER_WAY, push_subscriptions
from bot.storage.schema.posts import alert_posts as t


class SqlPosts:
    """`services.ports.posts.Posts`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def queue(self, draft: PostDraft, now: datetime) -> None:
        """Adds the post; one of that key that is there already stays as it is."""
        state = {"state": PostState.PENDING.value, "attempts": 0, "queued_at": now, "changed_at": now, "detail": ""}
        self._connection.execute(unless_there(self._connection, t), asdict(draft) | state)

    def claim(self, lease: Lease, limit: int) -> tuple[OutgoingPost, ...]:
        """Takes posts that are due, the oldest first; also those whose desk died."""
        now = lease.begins
        due = and_(t.c.state == PostState.PENDING.value, is_due(t.c.next_at, now, furthest_wait(now)))
        left = and_(t.c.state == PostState.SENDING.value, is_over(t.c.lease_until, now, lease.furthest))
        found = select(t.c.id).where(POSTS_UNDER_WAY, or_(due, left)).order_by(t.c.id).limit(limit)
        ids = list(self._connection.execute(found.with_for_update(skip_locked=True)).scalars())
        held = {"lease_worker": lease.worker, "lease_until": lease.until, "state": PostState.SENDING.value}
        taken = update(t).where(t.c.id.in_(ids)).values(attempts=t.c.attempts + 1, changed_at=now, next_at=None, **held)
        self._connection.execute(taken)
        joined = t.outerjoin(push_subscriptions, push_subscriptions.c.id == t.c.subscription_id)
        columns = (t.c.id, t.c.key, t.c.way, t.c.body, t.c.attempts, t.c.queued_at, t.c.hook, t.c.alert_id)
        browser = [one.label(f"browser_{one.name}") for one in push_subscriptions.c]
        rows = select(*columns, *browser).select_from(joined).where(t.c.id.in_(ids)).order_by(t.c.id)
        return tuple(map(_post, self._connection.execute(rows)))

    def settle(self, post: OutgoingPost, worker: str, settled: PostSettled) -> bool:
        """Writes down how it ended, and removes a browser that is gone. False where another desk has the post by now.

        A push taken by one browser means that the agent was told; one that failed at all of them that they were not.
        """
        values = {
            "state": settled.outcome.state.value,
            "changed_at": settled.at,
            "next_at": settled.at + settled.outcome.pause if settled.outcome.pause is not None else None,
            "detail": settled.detail,
            "lease_worker": None,
            "lease_until": None,
        }
        mine = update(t).where(t.c.id == post.id, t.c.lease_worker == worker).values(values)
        if self._connection.execute(mine).rowcount == 0:
            return False
        if settled.gone and post.subscription is not None:
            gone = delete(push_subscriptions).where(push_subscriptions.c.id == post.subscription.id)
            self._connection.execute(gone)
        self._tell(post, settled)
        return True

    def due_pushes(self, now: datetime, limit: int) -> Sequence[int]:
        """Ids of tellings by push whose time has come."""
        c = alert_tellings.c
        due = select(c.id).where(WAITING_ROWS, c.due_at <= now, c.way == Way.PUSH.value).order_by(c.id).limit(limit)
        return self._connection.execute(due).scalars().all()

    def of_hooks(self, *, asked_by: Agent, limit: int) -> tuple[HookRow, ...]:
        """Posts to servers, the latest first. Raises AgentMayNot without READ_AUDIT_LOG."""
        asked_by.require(Permission.READ_AUDIT_LOG)
        columns = (t.c.id, t.c.hook, alerts.c.kind, t.c.alert_id, t.c.state, t.c.attempts, t.c.detail, t.c.queued_at)
        joined = select(*columns, t.c.next_at).join(alerts, alerts.c.id == t.c.alert_id).where(t.c.hook.is_not(None))
        rows = self._connection.execute(joined.order_by(t.c.id.desc()).limit(limit))
        known = ({**row._mapping, "kind": AlertKind(row.kind), "state": PostState(row.state)} for row in rows)
        return tuple(HookRow(**row) for row in known)

    def again(self, post_id: int, now: datetime, *, asked_by: Agent) -> str | None:
        """Has a post to a server tried anew, and returns its key; None where there is none or it is under way.

        Raises AgentMayNot without READ_AUDIT_LOG.
        """
        asked_by.require(Permission.READ_AUDIT_LOG)
        mine = and_(t.c.id == post_id, t.c.hook.is_not(None), t.c.state != PostState.SENDING.value)
        anew = {"state": PostState.PENDING.value, "attempts": 0, "changed_at": now, "next_at": None}
        changed = update(t).where(mine).values(anew).returning(t.c.key)
        return self._connection.execute(changed).scalar_one_or_none()

    def _tell(self, post: OutgoingPost, settled: PostSettled) -> None:
        """What the attempt means for the telling it belongs to."""
        telling = select(t.c.telling_id).where(t.c.id == post.id).scalar_subquery()
        handed = and_(alert_tellings.c.id == telling, alert_tellings.c.state == TellingState.HANDED.value)
        state = {PostState.SENT: TellingState.TOLD, PostState.FAILED: TellingState.FAILED}.get(settled.outcome.state)
        if state is None:
            return
        if state is TellingState.FAILED:
            others = select(t.c.id).where(t.c.telling_id == telling, t.c.state != PostState.FAILED.value)
            handed = and_(handed, ~others.exists())
        changed = update(alert_tellings).where(handed).values(state=state.value, changed_at=settled.at)
        self._connection.execute(changed)


def _post(row: Row[Any]) -> OutgoingPost:
    browser = {name.removeprefix("browser_"): value for name, value in row._mapping.items() if "browser_" in name}
    subscription = Subscription(**browser) if row.browser_id is not None else None
    return OutgoingPost(
        row.id, row.key, PostWay(row.way), row.body, row.attempts, row.queued_at, subscription, row.hook, row.alert_id
    )
