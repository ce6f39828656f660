"""What a company subscribes to, why access is cut, and wishes to change it."""
