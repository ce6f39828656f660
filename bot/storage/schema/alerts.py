"""How agents are told of alerts: what each wishes, and every single telling."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, text

from bot.domain.staff.alerting import Way
from bot.services.records.alerts import TellingState
from bot.storage.kernel.columns import Instant, Words, json_document, metadata, one_of

WAITING_ROWS = text("state = 'waiting'")

alert_wishes = Table(
    "alert_wishes",
    metadata,
    Column("agent_id", ForeignKey("agents.id"), primary_key=True),
    Column("kinds", json_document(), nullable=False),
    Column("ways", json_document(), nullable=False),
    Column("digest_minutes", Integer, nullable=False),
    Column("quiet_from", Words),
    Column("quiet_until", Words),
    Column("zone", Words, nullable=False),
    CheckConstraint("digest_minutes >= 0", name="digest_not_negative"),
    CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name="quiet_hours_whole"),
)

alert_tellings = Table(
    "alert_tellings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Words, nullable=False, unique=True),
    Column("alert_id", ForeignKey("alerts.id"), nullable=False, index=True),
    Column("agent_id", ForeignKey("agents.id"), nullable=False),
    Column("way", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("mail_key", Words),
    one_of("way", Way),
    one_of("state", TellingState),
    Index("ix_alert_tellings_waiting", "due_at", sqlite_where=WAITING_ROWS, postgresql_where=WAITING_ROWS),
    Index("ix_alert_tellings_agent_id", "agent_id", "id"),
)
