"""The words of invoices, payments and subscriptions whose meaning people ask; the engine finds them, the desk tells."""

from collections.abc import Mapping
from typing import Final

TOPIC_OF: Final[Mapping[str, tuple[str, str] | None]] = {
    "credit_note": ("refund_status", "where"),
    "proration": ("explain_charge", "days"),
    "cycle_charge": ("explain_charge", "line"),
    "remove_quantity": ("explain_charge", "line"),
    "add_quantity": ("explain_charge", "line"),
    "net": ("find_invoice", "net"),
    "gross": ("find_invoice", "amount"),
    "vat": ("find_invoice", "tax"),
    "reverse_charge": ("find_invoice", "tax_reason"),
    "formal_notice": ("collections_policy", "notice"),
    "reminder": ("collections_policy", "reminder"),
    "fixed_sum": ("collections_policy", "fee"),
    "mandate": ("payment_methods", "autopay"),
    "sepa": ("payment_methods", "ways"),
    "iban": ("payment_methods", "account"),
    "bic": ("payment_methods", "account"),
    "payment_reference": ("payment_methods", "reference"),
    "payment_promise": ("collections_policy", "more_time"),
    "extended_term": ("subscription_info", "renewal"),
    "term": ("subscription_info", "renewal"),
    "auto_renewal": ("subscription_info", "renewal"),
    "usage": ("explain_charge", "line"),
    "billing_period": ("find_invoice", "period"),
    "arrears": ("find_invoice", "period"),
    "overdue": ("balance_due", "overdue"),
    "due_date": ("invoice_status", "due"),
    "seat": ("subscription_info", "seats"),
    "suspension": ("collections_policy", "suspension"),
    "purchase_order": ("account_request", "order_number"),
    "statement": ("balance_due", "statement"),
    "first_response": ("support_pricing", "response"),
    "csp": None,
}
"""What a question that follows the meaning of a word goes on with, as topic and aspect: "do we have any?"."""

TERMS: Final = frozenset(TOPIC_OF)
"""The codes of all words the desk can tell the meaning of."""
