"""How dates, times, amounts and lists are written: one rule for answers, pages, canned replies and PDF."""
