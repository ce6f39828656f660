"""Mistakes in the section alerts, told with line and remedy; and what a right one makes."""

from pathlib import Path

import pytest

from bot.domain.support.alert_hooks import AlertHook
from bot.domain.support.alerts import AlertKind
from bot.partner import load_partner
from tests.partner.mistaken import FILE, assert_told

BEFORE = "\nwidget:\n"
ONE = "    - key: teams\n      url: https://hooks.company.example/desk\n"


def alerts(hooks: str) -> tuple[str, str]:
    return BEFORE, f"\nalerts:\n  webhooks:\n{hooks}{BEFORE}"


@pytest.mark.parametrize(
    ("hooks", "path", "problem", "remedy"),
    [
        (ONE + ONE, "alerts.webhooks[1].key", "given twice", "a key of its own"),
        (ONE.replace("https:", "http:"), "alerts.webhooks[0].url", "no https address", "https://hooks"),
        (ONE.replace("hooks.company.example", "10.0.0.1"), "alerts.webhooks[0].url", "public host", "https://hooks"),
        (f"{ONE}      kinds: [storm]\n", "alerts.webhooks[0].kinds[0]", "no kind of alert", "customer_waits"),
        (ONE.replace("teams", "Our Teams"), "alerts.webhooks[0].key", "no key", "small letters"),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, hooks: str, path: str, problem: str, remedy: str) -> None:
    assert_told(tmp_path, alerts(hooks), path, problem, remedy)


def test_what_is_named_is_told_of_everything_or_of_some_kinds(tmp_path: Path) -> None:
    file = tmp_path / "partner.yml"
    some = ONE.replace("teams", "paging") + "      kinds: [critical_ticket]\n"
    file.write_text(FILE.read_text(encoding="utf-8").replace(*alerts(ONE + some), 1), encoding="utf-8")
    url = "https://hooks.company.example/desk"
    assert load_partner(file).alert_hooks == (
        AlertHook("teams", url),
        AlertHook("paging", url, frozenset({AlertKind.CRITICAL_TICKET})),
    )
