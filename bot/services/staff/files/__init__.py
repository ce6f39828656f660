"""What agents open: invoices, and lists of customers, no further than their role goes."""
