"""What runs inside Rasa: the channel, the understanding of a message, the tracker store; nobody else imports it."""
