"""Invoices looked up: one, several, unpaid ones, what is owed, statements and copies; each aspect has its plan."""
