"""What is said of invoices, to customers in answers and to agents who look at what was said."""
