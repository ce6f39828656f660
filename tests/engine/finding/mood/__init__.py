"""Which messages are angry or leaving, and which are not."""
