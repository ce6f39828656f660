"""Direct Line 3.0, the protocol of Microsoft's web chat clients."""
