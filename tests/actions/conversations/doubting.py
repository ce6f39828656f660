"""What the engine holds likely when it is in doubt."""

DOUBT = (("find_invoice", 0.3), ("greet", 0.28), ("balance_due", 0.2), ("payment_methods", 0.1), ("out_of_scope", 0.1))
