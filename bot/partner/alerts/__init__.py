"""The section alerts of partner.yml."""
