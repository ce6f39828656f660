"""The ways customers reach the desk: translate in, translate out, nothing else."""
