"""What stands for a mailbox and for numbers after masking."""

MAIL, PHONE, IBAN, CARD = "someone@example.com", "0100000000", "FR7600000000000000000000000", "4000000000000000"
