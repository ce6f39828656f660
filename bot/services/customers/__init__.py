"""Customers and their contacts: who is known, and who speaks."""
