"""What the desk prints: documents for customers, as PDF."""
