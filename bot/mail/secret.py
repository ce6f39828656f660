"""A secret of this installation in a file: it signs reply addresses, links, pushes and sessions."""

import os
import secrets
from pathlib import Path


def stored_secret(path: Path) -> bytes:
    """What the file holds; it is made (mode 600) where it is missing. Raises OSError where it cannot be."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    if not path.exists():
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
        try:
            os.link(fresh, path)  # whole or not at all, and never over another desk's
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_bytes()
