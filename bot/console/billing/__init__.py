"""What customers were billed, as agents look at it."""
