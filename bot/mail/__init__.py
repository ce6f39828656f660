"""Mails as bytes, and how they leave: SMTP, or a folder for demonstrations."""
