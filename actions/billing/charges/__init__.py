"""What invoices charge: their lines, what they mean, and why they cost more or less than others."""
