"""What customers come to ask, by the name each question has in the engine; courtesies and the talk itself are none."""

from typing import Final

QUESTIONS: Final = frozenset({
    "find_invoice", "previous_invoice", "list_open_invoices", "invoice_status", "balance_due", "explain_charge",
    "dispute_charge", "payment_methods", "payment_problem", "refund_status", "collections_policy",
    "subscription_info", "cancel_subscription", "change_subscription", "support_hours", "contact_support",
    "support_pricing", "technical_issue", "open_ticket", "ticket_status",
    "account_request",
})  # fmt: skip
"""Everything the desk has an answer for. Asking for a person is not among them: that is no question to answer."""
