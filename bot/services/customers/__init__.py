"""Who the customers and their contacts are."""
