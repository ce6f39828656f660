"""Use cases of the desk, one call one transaction, and the ports they need."""
