"""The database itself refuses rows that cannot be true, each by a named constraint."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint, insert
from sqlalchemy.exc import IntegrityError

from bot.storage.database import SqlDatabase
from bot.storage.schema import metadata
from tests.storage.conversations.talking import NOW
from tests.storage.kernel.rows import GOOD, Row

NOT_LINKED: Row = {"contact_id": None, "linked_at": None, "linked_by": None}

BAD: dict[str, Row] = {
    "ck_customers_relationship_known": {"relationship": "friend"},
    "ck_customers_cloud_known": {"cloud": "private"},
    "ck_customers_direct_has_no_plan": {"relationship": "direct"},
    "ck_contacts_email_is_lower_case": {"email": "A@acme.example"},
    "ck_confirmed_addresses_address_is_lower_case": {"address": "A@acme.example"},
    "ck_confirmed_addresses_seen_after_first": {"seen_at": NOW.replace(hour=0)},
    "ck_confirmed_addresses_link_whole": {"linked_by": None},
    "ck_confirmed_addresses_dismissal_whole": {"dismissed_at": NOW, **NOT_LINKED},
    "ck_confirmed_addresses_one_or_the_other": {"dismissed_at": NOW, "dismissed_by": 1},
    "ck_contact_roles_role_known": {"role": "king"},
    "ck_agents_email_is_lower_case": {"email": "X@northstar.example"},
    "ck_agent_roles_role_known": {"role": "billing"},
    "ck_subscriptions_frequency_known": {"frequency": "weekly"},
    "ck_subscriptions_state_known": {"state": "asleep"},
    "ck_subscriptions_currency_is_iso_4217": {"currency": "eur"},
    "ck_subscriptions_price_has_currency": {"currency": None},
    "ck_subscriptions_seats_unless_usage": {"frequency": "usage"},
    "ck_subscriptions_seats_have_price": {"unit_price": None, "currency": None},
    "ck_subscriptions_seats_positive": {"seats": 0},
    "ck_subscriptions_term_in_order": {"term_to": date(2026, 11, 22)},
    "ck_invoices_currency_is_iso_4217": {"currency": "EURO"},
    "ck_invoices_tax_rate_not_negative": {"tax_rate": Decimal("-0.01")},
    "ck_invoices_tax_has_rate": {"tax_rate": Decimal(0)},
    "ck_invoices_due_after_issue": {"due_on": date(2026, 11, 22)},
    "ck_invoices_period_in_order": {"period_to": date(2026, 11, 22)},
    "ck_invoice_lines_charge_type_known": {"charge_type": "tip"},
    "ck_invoice_lines_position_from_one": {"position": 0},
    "ck_invoice_lines_service_in_order": {"service_to": date(2026, 11, 22)},
    "ck_invoice_lines_meter_has_unit": {"unit": None},
    "ck_payments_method_known": {"method": "cash"},
    "ck_payments_state_known": {"state": "promised"},
    "ck_payments_amount_positive": {"amount": Decimal(0)},
    "ck_credit_notes_amount_negative": {"amount": Decimal(0)},
    "ck_access_tokens_ends_with_its_chain": {"expires_at": NOW.replace(hour=23)},
    "ck_stream_grants_ends_with_its_chain": {"expires_at": NOW.replace(hour=23)},
    "ck_conversations_owner_kind_known": {"owner_kind": "cat", "owner_agent": None},
    "ck_conversations_lifecycle_known": {"lifecycle": "paused", "owner_kind": "bot", "owner_agent": None,
                                         "queue": None, "handoff_reason": None},
    "ck_conversations_handoff_reason_known": {"handoff_reason": "boredom"},
    "ck_conversations_agent_named_when_owner": {"owner_agent": None},
    "ck_conversations_waiting_while_queued": {"owner_kind": "queue", "owner_agent": None},
    "ck_conversations_queue_unless_bot": {"queue": None},
    "ck_conversations_reason_only_with_people": {"owner_kind": "bot", "owner_agent": None, "queue": None},
    "ck_conversations_closed_belongs_to_bot": {"lifecycle": "closed"},
    "ck_conversations_lease_has_end": {"lease_worker": "w"},
    "ck_conversations_version_from_one": {"version": 0},
    "ck_conversations_segment_from_one": {"segment": 0},
    "ck_conversations_last_seq_not_negative": {"last_seq": -1, "delivered_seq": -1},
    "ck_conversation_events_event_known": {"event": "vanished"},
    "ck_document_grants_lives_for_a_while": {"expires_at": NOW},
    "ck_messages_author_known": {"author": "ghost"},
    "ck_messages_visibility_known": {"author": "bot", "visibility": "secret"},
    "ck_messages_seq_from_one": {"seq": 0},
    "ck_messages_reply_after_message": {"in_reply_to": 1},
    "ck_messages_customer_writes_in_public": {"visibility": "note"},
    "ck_messages_only_customers_choose": {"author": "bot", "choice": "/p"},
    "ck_turns_state_known": {"state": "lost"},
    "ck_turns_finished_unless_expected": {"state": "expected"},
    "ck_turns_owner_once_finished": {"owner": None},
    "ck_turns_language_once_finished": {"language": None},
    "ck_turns_intent_has_confidence": {"confidence": None},
    "ck_turns_attempts_not_negative": {"attempts": -1},
    "ck_tickets_matter_known": {"matter": "legal"},
    "ck_tickets_state_known": {"state": "solved"},
    "ck_tickets_contact_has_customer": {"customer_id": None},
    "ck_tickets_changed_after_opening": {"changed_at": NOW.replace(hour=1)},
    "ck_tickets_severity_known": {"severity": "huge"},
    "ck_alerts_kind_known": {"kind": "lost"},
    "ck_alerts_target_known": {"target": "lost"},
    "ck_alerts_deadline_has_instant": {"due_at": None},
    "ck_alerts_about_something": {"ticket_id": None, "conversation_id": None},
    "ck_alert_wishes_digest_not_negative": {"digest_minutes": -1},
    "ck_alert_wishes_quiet_hours_whole": {"quiet_until": None},
    "ck_alert_tellings_way_known": {"way": "pigeon"},
    "ck_alert_tellings_state_known": {"state": "lost"},
    "ck_alert_posts_way_known": {"way": "pigeon"},
    "ck_alert_posts_a_browser_or_a_server": {"hook": "h"},
    "ck_alert_posts_state_known": {"state": "lost"},
    "ck_alert_posts_attempts_not_negative": {"attempts": -1},
    "ck_alert_posts_lease_has_end": {"lease_worker": "w"},
    "ck_received_mails_fate_known": {"fate": "lost"},
    "ck_received_mails_doubt_known": {"doubt": "lost"},
    "ck_received_mails_unclear_has_a_reason": {"doubt": None},
    "ck_mailboxes_lease_has_end": {"lease_worker": "w"},
    "ck_mails_kind_known": {"kind": "lost"},
    "ck_mails_matter_known": {"matter": "legal"},
    "ck_mails_state_known": {"state": "lost"},
    "ck_mails_trouble_known": {"trouble": "lost"},
    "ck_mails_attempts_not_negative": {"attempts": -1},
    "ck_mails_lease_has_end": {"state": "sending", "lease_worker": "w"},
    "ck_mails_held_while_being_sent": {"lease_worker": "w", "lease_until": NOW},
    "ck_mailed_codes_tries_not_negative": {"tries": -1},
    "ck_mails_row_of_a_conversation": {"conversation_id": None},
    "ck_counters_value_not_negative": {"value": -1},
    "ck_conversations_last_author_known": {"last_author": "ghost"},
    "ck_conversations_delivered_what_was_said": {"delivered_seq": 2},
    "ck_conversations_snoozed_by_an_agent": {"owner_kind": "queue", "owner_agent": None, "waiting_since": NOW,
                                             "snoozed_until": NOW},
    "ck_conversations_last_words_whole": {"last_text": None},
    "ck_ticket_events_event_known": {"event": "lost"},
    "ck_ticket_events_customers_give_origin": {"origin": None},
    "ck_agent_sessions_lives_for_a_while": {"expires_at": NOW},
    "ck_sign_in_attempts_failures_not_negative": {"failures": -1},
    "ck_stretches_reason_known": {"reason": "boredom"},
    "ck_stretches_ending_known": {"ending": "lost"},
    "ck_stretches_ending_once_ended": {"ending": None},
    "ck_stretches_accepted_by_somebody": {"agent_id": None},
    "ck_stretches_answered_after_accepting": {"accepted_at": None},
    "ck_conversation_tags_tag_is_short_and_lower_case": {"tag": "VAT"},
    "ck_satisfaction_about_known": {"about": "food", "stretch_id": None},
    "ck_satisfaction_score_known": {"score": "great"},
    "ck_satisfaction_person_has_a_stretch": {"stretch_id": None},
    "ck_satisfaction_scored_at_an_instant": {"scored_at": None},
    "ck_satisfaction_comment_after_score": {"score": None, "scored_at": None},
}  # fmt: skip


def table_of(constraint: str) -> str:
    return max((name for name in GOOD if constraint.startswith(f"ck_{name}_")), key=len)


def fill(database: SqlDatabase, *, until: str | None = None) -> None:
    """A good row in every table, in the order of references, up to and without `until`."""
    with database.connection() as connection:
        for table in metadata.sorted_tables:
            if table.name == until:
                return
            connection.execute(insert(table).values(GOOD[table.name]))


def add(database: SqlDatabase, table: str, row: Row) -> None:
    with database.connection() as connection:
        connection.execute(insert(metadata.tables[table]).values(row))


def test_good_rows_are_accepted_by_every_table(database: SqlDatabase) -> None:
    fill(database)


@pytest.mark.parametrize("constraint", BAD)
def test_a_row_that_cannot_be_true_is_refused_by_name(database: SqlDatabase, constraint: str) -> None:
    table = table_of(constraint)
    fill(database, until=table)
    with pytest.raises(IntegrityError) as refused:
        add(database, table, GOOD[table] | BAD[constraint])
    assert constraint in str(refused.value.orig)


def test_every_check_of_the_schema_is_tried_above() -> None:
    checks = {
        str(constraint.name)
        for table in metadata.sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    assert checks == BAD.keys()


def unique_constraints() -> list[UniqueConstraint]:
    every = [c for t in metadata.sorted_tables for c in t.constraints if isinstance(c, UniqueConstraint)]
    return sorted(every, key=lambda constraint: str(constraint.name))


@pytest.mark.parametrize("unique", unique_constraints(), ids=lambda c: c.name)
def test_what_is_unique_cannot_be_stored_twice(database: SqlDatabase, unique: UniqueConstraint) -> None:
    table = str(unique.table.name)
    fill(database)
    key = [column.name for column in unique.table.primary_key if column.name not in unique.columns]
    elsewhere = {
        "uq_confirmed_addresses_address": NOT_LINKED,
        "uq_confirmed_addresses_contact_id": {"address": "b@acme.example"},
        "uq_tickets_number": {"origin": "p"},
        "uq_tickets_origin": {"number": "T-2"},
        "uq_received_mails_key": {"id": 2},
        "uq_mails_key": {"mail_id": "n"},
        "uq_mails_mail_id": {"key": "l"},
    }
    other_key = {key[-1]: 2} | elsewhere.get(str(unique.name), {})
    with pytest.raises(IntegrityError) as refused:
        add(database, table, GOOD[table] | other_key)
    assert all(column.name in str(refused.value.orig) for column in unique.columns)


def foreign_keys() -> list[ForeignKeyConstraint]:
    every = [c for t in metadata.sorted_tables for c in t.foreign_key_constraints]
    return sorted(every, key=lambda constraint: str(constraint.name))


@pytest.mark.parametrize("reference", foreign_keys(), ids=lambda c: c.name)
def test_what_is_referred_to_exists(database: SqlDatabase, reference: ForeignKeyConstraint) -> None:
    table = str(reference.table.name)
    fill(database, until=table)
    column = list(reference.columns)[-1].name
    missing = "nowhere" if column in {"conversation_id", "ticket"} else (77 if table != "messages" else -1)
    more: Row = {"author": "bot"} if table == "messages" else {}
    if (table, column) == ("ticket_events", "agent_id"):
        more = {"origin": None}  # what an agent did has none
    if (table, column) == ("confirmed_addresses", "dismissed_by"):
        more = {"dismissed_at": NOW, **NOT_LINKED}
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        add(database, table, GOOD[table] | more | {column: missing})


def test_every_constraint_and_index_has_a_name_of_the_convention() -> None:
    for table in metadata.sorted_tables:
        names = [str(c.name) for c in table.constraints] + [str(i.name) for i in table.indexes]
        assert all(name[:3] in ("pk_", "fk_", "uq_", "ck_", "ix_") and table.name in name for name in names), names
        assert all(len(name) <= 63 for name in names), "PostgreSQL cuts longer names"
