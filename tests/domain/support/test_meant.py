"""What the engine understood decides a new ticket's matter, product and severity, or leaves them open."""

from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.domain.support.meant import MATTERS, NOTHING, Meant, meant_by
from bot.domain.support.targets import Severity
from bot.domain.support.tickets import Matter
from bot.settings import ROOT

TECHNICAL, COMMERCIAL = Matter.TECHNICAL, Matter.COMMERCIAL


def parsed(intent: str, **entities: Any) -> dict[str, Any]:
    return {"intent": intent, "entities": [{"entity": name, "value": value} for name, value in entities.items()]}


@pytest.mark.parametrize(
    ("parse", "meant"),
    [
        (parsed("technical_issue", product="Outlook"), Meant(TECHNICAL, "Outlook")),
        (parsed("technical_issue", matter="commercial"), Meant(TECHNICAL)),
        (parsed("find_invoice"), Meant(COMMERCIAL)),
        (parsed("nlu_fallback", matter="technical"), Meant(TECHNICAL)),
        (parsed("out_of_scope", matter="neither"), NOTHING),
        (parsed("support_hours"), NOTHING),
        (parsed("technical_issue", severity="critical"), Meant(TECHNICAL, severity=Severity.CRITICAL)),
        (parsed("technical_issue", severity="very"), Meant(TECHNICAL)),
        ({"intent": None, "entities": None}, NOTHING),
        ({"intent": 3, "entities": [{"entity": "product", "value": 4}, {}]}, NOTHING),
        ({}, NOTHING),
    ],
)
def test_words_mean_what_the_engine_understood(parse: dict[str, Any], meant: Meant) -> None:
    assert meant_by(parse) == meant


def test_the_topics_are_the_engines() -> None:
    domain = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert MATTERS.keys() <= {name for intent in domain["intents"] for name in intent}
    assert set(MATTERS.values()) == set(Matter)
