"""What `desk doctor` examines, one module a matter."""
