"""Back-ups: copies of the whole database that are whole themselves, and putting one back."""
