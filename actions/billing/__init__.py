"""Invoices, payments, collections and subscriptions."""
