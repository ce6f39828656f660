"""Back-ups of PostgreSQL by its own programs: pg_dump, pg_restore and psql."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from bot.cli.failure import CommandFailed
from bot.storage.keeping.errors import NoBackup
from bot.storage.keeping.files import whole
from bot.storage.keeping.postgresql_state import CLEARING, for_programs, require_free
from bot.storage.keeping.revisions import require_known

_MARK: Final = b"PGDMP"
_REVISION: Final = re.compile(r"^COPY .*alembic_version .*\n(\S+)\n", re.MULTILINE)
_PATIENT: Final = "-c lock_timeout=5000"
_CHUNK: Final = 1 << 20


def dump(url: str, target: Path) -> None:
    """The database as it is at one moment; desks go on. Raises CommandFailed."""
    place, environ = for_programs(url)
    with whole(target) as part:
        _run([_found("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--file={part}", place], environ)
        revision_in(part)


def revision_in(file: Path) -> str:
    """The revision of the schema in a back-up that this version knows. Raises NoBackup, BackupTooNew, CommandFailed."""
    with file.open("rb") as opened:
        if opened.read(len(_MARK)) != _MARK:
            raise NoBackup(reason="it was not made by pg_dump --format=custom")
    said = _run([_found("pg_restore"), "--data-only", "--table=alembic_version", "--file=-", str(file)], {})
    found = _REVISION.search(said)
    if found is None:
        raise NoBackup(reason="it holds no schema of a desk")
    require_known(found[1])
    return found[1]


def put_back(url: str, file: Path, *, replace: bool) -> str:
    """Makes a back-up the desk's database, in one transaction; its revision.

    Raises what `revision_in` and `require_free` raise, and CommandFailed when PostgreSQL refuses; then nothing changed.
    """
    revision = revision_in(file)
    require_free(url, replace=replace)
    place, environ = for_programs(url)
    command = [_found("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", place]
    own = {**os.environ, **environ, "PGOPTIONS": f"{os.environ.get('PGOPTIONS', '')} {_PATIENT}".strip()}
    with subprocess.Popen(command, env=own, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as psql:
        read = _fed(psql, file)
        told = psql.communicate()[1].decode(errors="replace").strip()
    if psql.returncode or not read:
        reason = told[-600:] or "it cannot be read to its end"
        raise CommandFailed(f"PostgreSQL did not take the back-up, and nothing was changed: {reason}")
    return revision


def _fed(psql: "subprocess.Popen[bytes]", file: Path) -> bool:
    """Whether all of the back-up was read: only then PostgreSQL is told to commit. Cut short, nothing is kept."""
    assert psql.stdin is not None  # noqa: S101 - it is a pipe
    command = [_found("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as script:
        assert script.stdout is not None  # noqa: S101 - it is a pipe
        try:
            psql.stdin.write(b"BEGIN;\n" + CLEARING.encode())
            shutil.copyfileobj(script.stdout, psql.stdin, _CHUNK)
            read = script.wait() == 0
            psql.stdin.write(b"\nCOMMIT;\n" if read else b"")
            psql.stdin.flush()
        except BrokenPipeError:
            script.kill()  # psql has stopped at an error, which it tells
            read = False
    return read


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise CommandFailed(
            f"{program} was not found: install PostgreSQL's client programs, at least as new as the server "
            "(Debian: apt-get install postgresql-client)."
        )
    return path


def _run(command: list[str], environ: dict[str, str]) -> str:
    done = subprocess.run(command, env={**os.environ, **environ}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandFailed(f"{Path(command[0]).name} failed: {done.stderr.strip()[-600:]}")
    return done.stdout
