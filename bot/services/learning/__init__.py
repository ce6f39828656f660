"""Learning from reviews of what was understood."""
