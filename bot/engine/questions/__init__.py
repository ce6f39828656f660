"""What a message asks: whose words count, and what they are about."""
