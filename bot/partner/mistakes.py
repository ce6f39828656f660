"""A mistake in partner.yml: where it is, what is wrong, and how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake. `line` counts from 1; `path` is the key path, as in `support.plans[1].key`."""

    line: int
    path: str
    problem: str
    remedy: str

    @property
    def place(self) -> str:
        """Where it is, in words."""
        return f"line {self.line}, {self.path}" if self.path else f"line {self.line}"

    def __str__(self) -> str:
        end = "" if self.remedy.endswith("?") else "."
        return f"{self.place}: {self.problem}. {self.remedy}{end}"


class PartnerFileError(ValueError):
    """The partner file cannot be used. `mistakes` are all that were found, in the order of the file."""

    def __init__(self, file: str, mistakes: tuple[Mistake, ...]) -> None:
        self.file = file
        self.mistakes = tuple(sorted(mistakes))
        count = "1 mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        listed = "\n".join(f"  {mistake}" for mistake in self.mistakes)
        super().__init__(f"{file} has {count}:\n{listed}")
