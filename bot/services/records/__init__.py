"""What repositories hand over, one module a capability."""
