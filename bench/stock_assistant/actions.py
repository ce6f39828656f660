"""The stock assistant's only custom action, written as rasa-sdk's documentation teaches: one query, one sentence."""

import os
import sqlite3
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher


class ActionFindInvoice(Action):
    """Tells total and due date of the invoice named in the message."""

    def name(self) -> str:
        """As in the domain."""
        return "action_find_invoice"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Looks the number up and answers."""
        number = tracker.get_slot("invoice_number")
        with sqlite3.connect(os.environ["INVOICES"]) as database:
            row = database.execute(
                "SELECT total, currency, due_on FROM invoices WHERE number = ?", (number,)
            ).fetchone()
        if row is None:
            dispatcher.utter_message(text=f"There is no invoice {number}.")
        else:
            total, currency, due_on = row
            dispatcher.utter_message(text=f"Invoice {number}: {total} {currency}, due on {due_on}.")
        return []
