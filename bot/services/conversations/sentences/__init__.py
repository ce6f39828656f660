"""What the desk itself says in a conversation, around the answers of the bot and of people."""
