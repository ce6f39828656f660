"""Language models: trained, compared, kept and brought back."""
