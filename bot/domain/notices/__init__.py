"""Mails to customers: what may be written, how a mail leaves, and signed addresses and links."""
