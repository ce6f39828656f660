"""The section mail of partner.yml: its keys, its policy, its mistakes."""
