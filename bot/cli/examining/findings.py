"""What `desk doctor` found: one thing examined, whether it is well, and how to mend it."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from bot.settings import SettingsError


@dataclass(frozen=True, slots=True)
class Finding:
    """`remedy` is empty when all is well; `detail` says what was seen."""

    name: str
    detail: str
    remedy: str = ""

    @property
    def well(self) -> bool:
        """Whether nothing needs mending."""
        return not self.remedy

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {"ok": self.well, **asdict(self)}

    def as_line(self) -> str:
        """For people."""
        mark = "ok      " if self.well else "PROBLEM "
        return f"{mark} {self.name:<20} {self.detail}" + (f"\n{'':30}-> {self.remedy}" if self.remedy else "")


Check = Callable[[], Iterable[Finding]]


def examined(name: str, check: Check) -> list[Finding]:
    """Runs a check; one that cannot be carried out is a finding itself, so that the others still are.

    Settings that cannot be read are told once, by the check of settings.
    """
    try:
        return list(check())
    except SettingsError:
        return []
    except Exception as error:
        return [Finding(name, f"{type(error).__name__}: {error}", "mend this first; it kept the check from being made")]
