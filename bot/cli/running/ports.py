"""Finding a place to listen, and saying clearly when it is taken."""

import errno
import os
import socket

from bot.cli.failure import CommandFailed


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; port 0 means any free one. Raises CommandFailed with the remedy when that is impossible."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)  # two processes may bind with SO_REUSEADDR; only one may listen
    except OSError as error:
        listening.close()
        raise CommandFailed(_sentence(host, port, error)) from error
    listening.setblocking(False)
    return listening


def free_port() -> int:
    """A loopback port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _sentence(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is in use: stop what listens there, or choose another, like PORT={port + 1}."
    if error.errno == errno.EACCES:
        return f"This user may not listen on port {port}: choose one from 1024 on, like PORT=8080."
    return f"Cannot listen on {host} port {port} ({os.strerror(error.errno or 0)}): correct DESK_HOST or PORT."
