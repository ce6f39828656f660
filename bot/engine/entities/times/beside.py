"""The code of the day, month, quarter or year beside another: what "before" and "after" mean."""

import re
from datetime import date, timedelta

_LEAP_YEAR = 2024  # stands for the year of days without one


def beside(code: str, step: int) -> str | None:
    """Return the code one before (step -1) or after (+1) a code; None where there is none without a clock."""
    if match := re.fullmatch(r"(\d{4}|-)-(\d\d)-(\d\d)", code):
        year = _LEAP_YEAR if match[1] == "-" else int(match[1])
        found = date(year, int(match[2]), int(match[3])) + timedelta(days=step)
        return f"--{found:%m-%d}" if match[1] == "-" else found.isoformat()
    if match := re.fullmatch(r"(\d{4})-(\d\d)", code):
        year, index = divmod(int(match[1]) * 12 + int(match[2]) - 1 + step, 12)
        return f"{year}-{index + 1:02}"
    if match := re.fullmatch(r"M(\d\d)", code):
        return f"M{(int(match[1]) - 1 + step) % 12 + 1:02}"
    if match := re.fullmatch(r"(\d{4})-Q(\d)", code):
        year, index = divmod(int(match[1]) * 4 + int(match[2]) - 1 + step, 4)
        return f"{year}-Q{index + 1}"
    if match := re.fullmatch(r"Q(\d)", code):
        return f"Q{(int(match[1]) - 1 + step) % 4 + 1}"
    if re.fullmatch(r"\d{4}", code):
        return str(int(code) + step)
    return _counted(code, step)


def _counted(code: str, step: int) -> str | None:
    """Return the code beside one that counts from today; periods to come have none."""
    match = re.fullmatch(r"([DMQY])(0|-\d+)", code)
    if not match or (match[1] != "D" and int(match[2]) + step > 0):
        return None
    return f"{match[1]}{int(match[2]) + step}"
