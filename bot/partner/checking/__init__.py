"""Checks between keys of partner.yml, one module a matter."""
