"""`desk doctor`: everything an installation needs, examined one by one, each problem with its remedy."""

import argparse
import importlib
import json
from functools import partial

from bot.cli.examining.findings import Check, Finding, examined

HELP = """Examines this installation: Python, both environments against their locked lists, web assets, settings,
partner.yml, responses, database, disk, keys, who may read files, the mail server, model, and whether engine and desk
answer. Status 1
if anything is wrong. --offline leaves out what needs a running desk."""

CHECKS = {
    "Python": "bot.cli.examining.installation:python",
    "desk environment": "bot.cli.examining.installation:desk_environment",
    "engine environment": "bot.cli.examining.installation:engine_environment",
    "web assets": "bot.cli.examining.installation:web_assets",
    "disk space": "bot.cli.examining.installation:disk",
    "model": "bot.cli.examining.installation:model",
    "settings": "bot.cli.examining.configuration:settings",
    "partner.yml": "bot.cli.examining.configuration:partner",
    "responses": "bot.cli.examining.configuration:responses",
    "keys": "bot.cli.examining.configuration:keys",
    "privacy": "bot.cli.examining.privacy:private",
    "database": "bot.cli.examining.configuration:database",
    "mail": "bot.cli.examining.mail:mail",
    "alerts": "bot.cli.examining.alerts:alerts",
    "teams and queues": "bot.cli.examining.routing:teams_and_queues",
    "on call": "bot.cli.examining.on_call:on_call",
    "clock": "bot.cli.examining.running:clock",
    "running": "bot.cli.examining.running:desk_and_engine",
}
"""Each check and where it lives; imported one by one, so that a broken library is one finding and not the end."""

NEEDS_A_RUNNING_DESK = {"clock", "running"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked."""
    parser.add_argument("--json", action="store_true", help="print one JSON object for programs")
    parser.add_argument("--offline", action="store_true", help="do not ask a running desk and engine")


def run(options: argparse.Namespace) -> int:
    """Examines, reports, and returns 1 if anything is wrong."""
    names = [name for name in CHECKS if not (options.offline and name in NEEDS_A_RUNNING_DESK)]
    findings = [finding for name in names for finding in examined(name, partial(_check, CHECKS[name]))]
    well = all(finding.well for finding in findings)
    if options.json:
        print(json.dumps({"ok": well, "findings": [finding.as_json() for finding in findings]}, ensure_ascii=False))
    else:
        _print(findings)
    return 0 if well else 1


def _print(findings: list[Finding]) -> None:
    for finding in findings:
        print(finding.as_line())
    wrong = sum(not finding.well for finding in findings)
    print(f"\n{wrong} of {len(findings)} need mending." if wrong else f"\nAll {len(findings)} are well.")


def _check(where: str) -> list[Finding]:
    module, _, function = where.partition(":")
    check: Check = getattr(importlib.import_module(module), function)
    return list(check())
