"""Mails to customers: written with what they tell of, sent once, shown to agents."""
