"""What the doctor says of alerts: the ways that lead to people, and webhooks without a secret."""

from pathlib import Path

import pytest

from bot.cli.doctor import CHECKS, _check
from bot.cli.examining.alerts import alerts
from bot.settings import ROOT

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DESK_SMTP_URL", "DESK_DEMO_SIGN_IN", "DESK_WEBHOOK_SECRETS", "DESK_WEBHOOK_SECRETS_FILE"):
        monkeypatch.delenv(name, raising=False)
    hook = "alerts:\n  webhooks:\n    - key: teams\n      url: https://hooks.company.example/desk\n"
    file = tmp_path / "partner.yml"
    file.write_text(f"{(ROOT / 'partner.yml').read_text(encoding='utf-8')}\n{hook}", encoding="utf-8")
    monkeypatch.setenv("DESK_PARTNER_FILE", str(file))


def test_a_webhook_without_a_secret_is_named_with_the_remedy() -> None:
    (finding,) = alerts()
    assert not finding.well
    assert finding.detail == "DESK_WEBHOOK_SECRETS lacks the webhooks teams of partner.yml"
    assert "openssl rand" in finding.remedy


def test_the_ways_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_WEBHOOK_SECRETS", f"teams={SECRET}")
    (finding,) = alerts()
    assert (finding.well, finding.detail) == (True, "in the console, in browsers that subscribed, to teams")
    monkeypatch.setenv("DESK_SMTP_URL", "smtps://mail.company.example")
    assert next(alerts()).detail.startswith("by mail, in the console")
    assert _check(CHECKS["alerts"])[0].well
