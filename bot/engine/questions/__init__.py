"""What a message asks: whose words count, its questions one by one, their aspect and their form."""
