"""What is said that needs no topic: answered, or taken into a ticket, by rule."""
