"""What happens when an invoice is not paid: in general, and in the customer's own case with dates."""
