"""The demo's cast, its seeding, and invoices for measuring."""
