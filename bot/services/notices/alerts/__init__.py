"""Alerts to the partner's people: who is told, by mail in their language, and what each wishes."""
