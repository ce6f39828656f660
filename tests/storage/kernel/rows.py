"""One row of each table that can be true."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.storage.conversations.talking import NOW

DAY = date(2026, 11, 23)
Row = dict[str, Any]
GOOD: dict[str, Row] = {
    "customers": {
        "id": 1, "number": "C-1", "name": "Acme", "relationship": "csp", "cloud": "commercial", "locale": "en_GB",
        "support_plan": "basic",
    },
    "contacts": {"id": 1, "customer_id": 1, "email": "a@acme.example", "name": "A", "language": "en"},
    "contact_roles": {"contact_id": 1, "role": "billing"},
    "agents": {"id": 1, "email": "x@northstar.example", "name": "X", "team": "technical", "languages": ["en"]},
    "agent_roles": {"agent_id": 1, "role": "sales_agent"},
    "subscriptions": {
        "id": 1, "reference": "s", "customer_id": 1, "product": "P", "seats": 1, "unit_price": Decimal("1.00"),
        "currency": "EUR", "frequency": "monthly", "state": "active", "term_from": DAY, "term_to": DAY,
        "auto_renew": True, "state_since": DAY, "state_reason": None,
    },
    "invoices": {
        "id": 1, "number": "NS-1", "customer_id": 1, "issued_on": DAY, "due_on": DAY, "period_from": DAY,
        "period_to": DAY, "currency": "EUR", "tax_rate": Decimal("0.20"), "net": Decimal("1.00"),
        "tax": Decimal("0.20"), "settled": False,
    },
    "invoice_lines": {
        "invoice_id": 1, "position": 1, "product": "P", "charge_type": "usage", "quantity": Decimal(1),
        "unit_price": Decimal(1), "amount": Decimal(1), "service_from": DAY, "service_to": DAY, "reference": None,
        "meter": "M", "unit": "hour",
    },
    "payments": {
        "id": 1, "invoice_id": 1, "made_on": DAY, "amount": Decimal(1), "method": "card", "state": "received",
    },
    "credit_notes": {
        "id": 1, "number": "NC-1", "invoice_id": 1, "issued_on": DAY, "amount": Decimal(-1), "reason": "goodwill",
    },
    "conversations": {
        "id": "c", "channel": "web", "contact_id": 1, "language": "en", "owner_kind": "agent", "owner_agent": 1,
        "lifecycle": "active", "version": 1, "segment": 1, "queue": "technical", "handoff_reason": "asked",
        "waiting_since": None, "state": None, "last_seq": 1, "lease_worker": None, "lease_until": None,
        "started_at": NOW, "snoozed_until": None, "begin_again": False, "unanswered_since": None, "last_at": NOW,
        "last_author": "customer", "last_text": "Hi", "delivered_seq": 0,
    },
    "conversation_events": {
        "id": 1, "conversation_id": "c", "version": 2, "event": "accepted", "owner": "agent:1", "at": NOW,
    },
    "confirmed_addresses": {
        "id": 1, "address": "a@acme.example", "language": "en", "first_seen_at": NOW, "seen_at": NOW, "contact_id": 1,
        "linked_at": NOW, "linked_by": 1,
    },
    "access_tokens": {"digest": "d", "conversation_id": "c", "expires_at": NOW, "renewable_until": NOW},
    "stream_grants": {"digest": "d", "conversation_id": "c", "expires_at": NOW, "renewable_until": NOW},
    "used_statements": {"issuer": "i", "jti": "j", "expires_at": NOW},
    "document_grants": {
        "digest": "d", "conversation_id": "c", "invoice_number": "NS-1", "language": "en", "issued_at": NOW,
        "expires_at": NOW.replace(hour=23),
    },
    "messages": {
        "conversation_id": "c", "seq": 1, "channel": "web", "event_id": "e", "author": "customer", "author_name": "",
        "visibility": "public", "text": "Hi", "choice": None, "buttons": None, "card": None, "in_reply_to": None,
        "sent_at": NOW,
    },
    "buttons": {"conversation_id": "c", "id": "b", "seq": 1, "title": "T", "payload": "/p"},
    "turns": {
        "conversation_id": "c", "seq": 1, "state": "answered", "expected_at": NOW, "finished_at": NOW, "owner": "bot",
        "language": "en", "intent": "greet", "confidence": 0.9, "attempts": 0, "apologised": False,
    },
    "tickets": {
        "id": 1, "number": "T-1", "origin": "o", "matter": "technical", "queue": "technical",
        "subject": "S", "text": "T", "state": "open",
        "opened_at": NOW, "changed_at": NOW, "customer_id": 1, "contact_id": 1, "conversation_id": "c",
        "assigned_to": "technical", "contact_address": None, "product": None,
    },
    "ticket_reads": {"ticket_id": 1, "contact_id": 1, "seen_event": 1},
    "ticket_events": {
        "id": 1, "ticket_id": 1, "at": NOW, "agent_id": None, "contact_id": 1, "origin": "m", "event": "message",
        "text": "N",
    },
    "alerts": {
        "id": 1, "key": "k", "kind": "target_near", "target": "resolution", "agent_id": 1, "ticket_id": 1,
        "conversation_id": "c", "due_at": NOW, "made_at": NOW, "passed_on_at": None,
    },
    "alert_wishes": {
        "agent_id": 1, "kinds": ["target_near"], "ways": ["mail"], "digest_minutes": 5, "quiet_from": "22:00",
        "quiet_until": "06:00", "zone": "Europe/Paris",
    },
    "alert_tellings": {
        "id": 1, "key": "k", "alert_id": 1, "agent_id": 1, "way": "mail", "state": "waiting", "due_at": NOW,
        "changed_at": NOW, "mail_key": None,
    },
    "push_subscriptions": {
        "id": 1, "agent_id": 1, "endpoint": "https://push.example/1", "p256dh": "p", "auth": "a", "browser": "B",
        "made_at": NOW,
    },
    "alert_posts": {
        "id": 1, "key": "k", "way": "push", "alert_id": 1, "telling_id": 1, "subscription_id": 1, "hook": None,
        "body": "{}",
        "state": "pending", "attempts": 0, "queued_at": NOW, "changed_at": NOW, "next_at": NOW, "lease_worker": None,
        "lease_until": None, "detail": "",
    },
    "mails": {
        "id": 1, "key": "k", "mail_id": "m", "thread": "t", "kind": "opened", "about": "t:T-1", "matter": "technical",
        "conversation_id": "c", "seq": 1, "first_seq": 1, "recipient": "a@acme.example", "confirmed": True,
        "written": False, "language": "en", "subject": "S", "text": "T", "html": "H", "reply_to": None,
        "stop_url": None, "state": "pending", "attempts": 0, "queued_at": NOW, "changed_at": NOW, "next_at": NOW,
        "lease_worker": None, "lease_until": None, "trouble": None, "detail": "",
    },
    "mail_stops": {"about": "t:T-1", "recipient": "a@acme.example", "at": NOW},
    "received_mails": {
        "id": 1, "key": "k", "sender": "a@acme.example", "believed": True, "subject": "S", "text": "T",
        "fate": "unclear", "doubt": "empty", "ticket": "T-1", "conversation_id": "c", "named": "t:T-1", "left_out": "",
        "at": NOW,
    },
    "received_files": {
        "id": 1, "mail_id": 1, "name": "N", "kind": "text/plain", "sha256": "0", "size": 1, "content": b"x",
    },
    "mailboxes": {"name": "n", "validity": 1, "last_uid": 1, "lease_worker": None, "lease_until": None},
    "mailed_codes": {
        "browser": "b", "address": "a@acme.example", "network": "n", "contact_id": 1, "digest": "d", "mail_key": "k",
        "tries": 0, "asked_at": NOW, "expires_at": NOW.replace(hour=23), "used_at": None,
    },
    "counters": {"name": "invoice", "value": 0},
    "agent_sessions": {
        "digest": "d", "agent_id": 1, "began_at": NOW, "seen_at": NOW, "expires_at": NOW.replace(hour=23),
        "browser": "B", "revoked_at": None,
    },
    "sign_in_attempts": {"key": "k", "failures": 1, "last_at": NOW, "held_until": None},
    "presence": {"page": "p", "agent_id": 1, "conversation_id": "c", "seen_at": NOW, "typing_at": None},
    "audit": {
        "id": 1, "at": NOW, "agent_id": 1, "action": "noted", "conversation_id": "c", "customer_id": 1, "subject": None,
        "details": None,
    },
    "canned_replies": {
        "id": 1, "name": "R", "names": {}, "team": None, "intents": [], "texts": {}, "changed_at": NOW, "changed_by": 1,
    },
    "stretches": {
        "id": 1, "conversation_id": "c", "segment": 1, "queue": "technical", "reason": "asked", "agent_id": 1,
        "began_at": NOW, "accepted_at": NOW, "answered_at": NOW, "ended_at": NOW, "ending": "resolved",
        "summary": None, "first_seq": 1,
    },
    "conversation_tags": {"conversation_id": "c", "tag": "vat", "at": NOW, "agent_id": 1},
    "satisfaction": {
        "id": 1, "conversation_id": "c", "segment": 1, "about": "person", "stretch_id": 1, "asked_at": NOW,
        "score": "good", "scored_at": NOW, "comment": "C",
    },
    "misses": {"conversation_id": "c", "seq": 1, "topic": "greet", "aspect": None, "at": NOW},
    "reviews": {"conversation_id": "c", "seq": 1, "intent": "greet", "agent_id": 1, "at": NOW, "exported_at": None},
}  # fmt: skip
