"""What a partner.yml with mistakes is refused with."""

from pathlib import Path

import pytest

from bot.partner import Mistake, PartnerFileError, load_partner

FILE = Path(__file__).parents[2] / "partner.yml"
GOOD = FILE.read_text(encoding="utf-8")


def mistakes(tmp_path: Path, text: str) -> tuple[Mistake, ...]:
    file = tmp_path / "partner.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PartnerFileError) as refusal:
        load_partner(file)
    return refusal.value.mistakes


def changed(old: str, new: str) -> str:
    assert old in GOOD, f"the demo file no longer holds {old!r}"
    return GOOD.replace(old, new, 1)


def assert_told(tmp_path: Path, change: tuple[str, str], path: str, problem: str, remedy: str) -> None:
    found = mistakes(tmp_path, changed(*change))
    fitting = [mistake for mistake in found if mistake.path == path]
    assert fitting, [str(mistake) for mistake in found]
    assert problem in fitting[0].problem
    assert remedy in fitting[0].remedy
