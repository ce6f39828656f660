"""A customer's own tickets: how far each is, who opened it and when, adding to it, closing and reopening it."""
