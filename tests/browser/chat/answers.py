"""Answers an engine might give, with every kind of thing the chat can show."""

from typing import Any

from tests.fixtures.fake_engine import says

EXPLAIN = '/explain_charge{"invoice_number": "NS-104231"}'
INVOICE: dict[str, Any] = {
    "kind": "invoice",
    "title": "Invoice NS-104231",
    "status": {"text": "Open, due in 10 days", "tone": "warn"},
    "facts": [
        {"label": "Issued", "value": "29 October 2026"},
        {"label": "Due", "value": "28 November 2026"},
        {"label": "Total", "value": "€1,476.60"},
        {"label": "Subject", "value": "A value that is much longer than one line of the chat, as what people write is"},
    ],
    "sections": [
        {
            "title": "Lines",
            "rows": [
                {"label": "Microsoft 365 Business Premium", "value": "€1,030.00", "note": "50 × €20.60"},
                {"label": "Ten seats added", "value": "€82.40", "note": "12 of 30 days"},
                {"label": "Azure plan usage", "value": "€118.10"},
                {"label": "Tax 20 %", "value": "€246.10"},
            ],
        }
    ],
}


def invoice() -> dict[str, Any]:
    """An invoice as text, card and buttons."""
    buttons = [
        {"title": "Explain this invoice", "payload": EXPLAIN},
        {"title": "Pay €1,476.60", "url": "https://pay.northstar.example/i/NS-104231"},
        {"title": "Get a copy", "payload": '/copy_invoice{"invoice_number": "NS-104231"}'},
        {"title": "Something is wrong", "payload": '/dispute_charge{"invoice_number": "NS-104231"}'},
    ]
    reply = {"text": "Your last invoice is **NS-104231**.", "buttons": buttons, "custom": {"card": INVOICE}}
    return says(intent="find_invoice", replies=[reply])


def choices() -> dict[str, Any]:
    """A question with buttons."""
    buttons = [
        {"title": title, "payload": "/support_hours"} for title in ("Support hours", "Prices", "Talk to a person")
    ]
    return says(replies=[{"text": "Which of these do you mean?", "buttons": buttons, "custom": None}])


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """By what was asked, so that one conversation can show everything."""
    text = request.get("text") or ""
    if request.get("choice"):
        return says(f"You chose {request['choice']}.")
    if "<" in text:
        return says("Thank you.")
    if "invoice" in text:
        return invoice()
    return choices() if "what" in text else says(f"You said {text}.")
