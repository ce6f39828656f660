"""What anybody outside can cause fills no log, and a log is read by nobody but its owner."""

import logging
import stat
from pathlib import Path

import pytest

from bot import logs
from bot.logs import AtMost, PrivateFile


class Hearing(logging.Handler):
    """Keeps what would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def test_a_line_that_comes_again_and_again_is_written_so_often_and_the_rest_is_counted() -> None:
    now = 100.0
    log, heard = logging.Logger("paced"), Hearing()
    log.addHandler(heard)
    log.addFilter(AtMost(2, 60, lambda: now))
    for number in range(1000):
        log.warning("attempt %d", number)
    now += 59.9
    log.warning("a little later")
    assert heard.lines == ["attempt 0", "attempt 1"]
    now += 0.1
    log.warning("a minute later")
    log.warning("at once again")
    log.warning("and again")
    assert heard.lines[2:] == ["a minute later (999 more like it before)", "at once again"]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_log_begins_anew_keeps_a_few_old_ones_and_is_its_owners_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(logs, "FILE_BYTES", 1000)
    path = tmp_path / "log" / "desk.log"
    log, kept = logging.Logger("kept"), PrivateFile(path)
    log.addHandler(kept)
    for number in range(200):
        log.warning("%3d what a customer wrote", number)
    kept.close()
    files = sorted(path.parent.iterdir())
    assert [file.name for file in files] == ["desk.log", "desk.log.1", "desk.log.2", "desk.log.3"]
    assert all(file.stat().st_size <= 1000 for file in files)
    assert path.read_text().endswith("199 what a customer wrote\n")
    assert {mode(file) for file in files} == {0o600}
    assert mode(path.parent) == 0o700


def test_a_full_disk_makes_no_noise_of_its_own(capfd: pytest.CaptureFixture[str]) -> None:
    log, kept = logging.Logger("full"), PrivateFile(Path("/dev/full"))
    log.addHandler(kept)
    log.warning("nobody will read this")
    kept.close()
    assert capfd.readouterr().err == ""
