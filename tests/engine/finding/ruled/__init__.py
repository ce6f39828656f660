"""What decides by rule: words explained, warnings, numbers at a verb."""
