"""A partner.yml with mistakes is refused with all of them: line, key, what is wrong, how to mend it."""

from pathlib import Path

import pytest

from bot.partner import PartnerFileError, load_partner
from tests.partner.mistaken import GOOD, changed, mistakes


def test_all_mistakes_are_reported_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = GOOD
    for old, new in (
        ("time_zone: Europe/Paris", "time_zone: Mars/Olympus"),
        ('friday: ["09:00-12:30", "13:30-17:00"]', 'friday: ["09:00-13:30", "13:00-17:00"]'),
        ("    - key: plus", "    - key: basic"),
        ("amount: 40.00", "amount: forty"),
        ("days: 8 }", "days: 1 }"),
        ("waiting_limit_minutes: 10", "waiting_limit: 10"),
    ):
        text = text.replace(old, new, 1)
    found = mistakes(tmp_path, text)
    assert [mistake.path for mistake in found] == [
        "partner.time_zone",
        "support.hours.friday[1]",
        "support.plans[1].key",
        "collections.steps[2].days",
        "collections.late_sum.amount",
        "handoff.waiting_limit_minutes",
        "handoff.waiting_limit",
    ]
    lines = text.splitlines()
    assert "Mars/Olympus" in lines[found[0].line - 1]
    assert "friday" in lines[found[1].line - 1]
    assert "key: basic" in lines[found[2].line - 1]
    assert "forty" in lines[found[4].line - 1]
    assert "handoff:" in lines[found[5].line - 1]
    assert "waiting_limit: 10" in lines[found[6].line - 1]


def test_the_message_counts_and_lists_the_mistakes(tmp_path: Path) -> None:
    file = tmp_path / "partner.yml"
    file.write_text(changed("country: FR", "country: XX"), encoding="utf-8")
    with pytest.raises(PartnerFileError, match=r"partner.yml has 1 mistake:\n  line \d+, support.holidays.country: "):
        load_partner(file)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("partner: [unclosed\nsupport: 1\n", 2, "expected"),
        ("a: 1\na: 2\n", 2, "duplicate key"),
        ("\tpartner: 1\n", 1, "cannot start"),
        ("", 1, "holds no keys"),
        ("- a\n- b\n", 1, "holds no keys"),
        ("just words", 1, "holds no keys"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused_with_the_line(tmp_path: Path, text: str, line: int, problem: str) -> None:
    (mistake,) = mistakes(tmp_path, text)
    assert mistake.line == line
    assert problem in mistake.problem


def test_an_anchor_within_itself_is_a_mistake_like_others(tmp_path: Path) -> None:
    found = mistakes(tmp_path, changed("billing: { structure: direct }", "billing: &loop { structure: *loop }"))
    assert "support.structure.billing.structure" in {mistake.path for mistake in found}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PartnerFileError, match="does not exist"):
        load_partner(tmp_path / "elsewhere.yml")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "partner.yml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PartnerFileError, match="UTF-8"):
        load_partner(file)


@pytest.mark.parametrize("section", ["partner", "invoices", "support", "collections", "payment", "handoff"])
def test_a_section_of_the_wrong_kind_is_one_mistake(tmp_path: Path, section: str) -> None:
    lines = GOOD.splitlines()
    start = lines.index(f"{section}:")
    end = next(
        (n for n in range(start + 1, len(lines)) if lines[n] and not lines[n].startswith((" ", "#"))), len(lines)
    )
    found = mistakes(tmp_path, "\n".join([*lines[:start], f"{section}: 7", *lines[end:]]))
    assert [mistake.path for mistake in found if mistake.path.startswith(section)][:1] == [section]


def test_what_is_optional_may_be_left_out(tmp_path: Path) -> None:
    text = GOOD[: GOOD.index("# Ways to escalate")]
    text = text.replace("  registration: RCS Paris 000 000 000\n", "").replace("    closed_days: [] #", "    #")
    file = tmp_path / "partner.yml"
    file.write_text(text, encoding="utf-8")
    partner = load_partner(file)
    assert (partner.routes, partner.widget_origins, partner.organisation.registration) == ((), (), None)


def test_silence_and_offers_have_defaults(tmp_path: Path) -> None:
    lines = GOOD.splitlines(keepends=True)
    file = tmp_path / "partner.yml"
    file.write_text("".join(line for line in lines if "agent_silence" not in line and "offer_person" not in line))
    handoff = load_partner(file).handoff
    assert (handoff.agent_silence_minutes, handoff.offer_person_for) == (15, frozenset())


def test_the_partners_own_closed_days_are_closed(tmp_path: Path) -> None:
    file = tmp_path / "partner.yml"
    file.write_text(
        changed("closed_days: [] #", "closed_days: [{date: 2027-01-04, name: {en: Stocktaking, fr: Inventaire}}] #"),
        encoding="utf-8",
    )
    schedule = load_partner(file).support.schedule
    closed = next(day for day in schedule.holidays if day.isoformat() == "2027-01-04")
    assert schedule.shifts_on(closed) == ()
    assert schedule.holidays[closed]["fr"] == "Inventaire"
