"""What was measured, as a table, as JSON and on the pages."""
