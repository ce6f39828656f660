"""The chat in a terminal: Direct Line from the customer's end."""
