"""Which question a message asks: the model, its training and its file."""
