"""What agents open: invoices, lists of customers and of proven addresses, no further than their role goes."""
