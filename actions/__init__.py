"""Custom actions: each reads what was asked, calls one service, answers in the customer's language - always."""
