"""What things look like: colours that can be read, and the theme of the partner."""
