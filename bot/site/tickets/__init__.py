"""The pages of a signed-in contact's own tickets."""
