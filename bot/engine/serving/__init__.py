"""The engine as a server: requests of the desk in, replies and state out."""
