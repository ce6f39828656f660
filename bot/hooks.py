"""The secrets that sign webhooks, as a setting names them."""

import binascii
from base64 import b64decode
from collections.abc import Mapping, Sequence

from bot.environment import Environment

PREFIX = "whsec_"


def webhook_secrets(read: Environment, name: str) -> Mapping[str, str]:
    """By the webhook's key: "teams=whsec_… paging=whsec_…", separated by spaces; or in a file, one a line."""
    secrets: dict[str, str] = {}
    for part in (read.text(name, "") or read.content(f"{name}_FILE")).split():
        key, _, secret = part.partition("=")
        if not _is_secret(secret):
            read.problems.append(
                f"{name} has no secret for {key[:40]!r}: write KEY=whsec_ and 24 to 64 bytes as base64, "
                "made by `echo whsec_$(openssl rand -base64 32)`"
            )
        secrets[key] = secret
    return secrets


def missing_secrets(keys: Sequence[str], secrets: Mapping[str, str]) -> str:
    """Which webhooks of partner.yml have no secret to sign with, and the remedy; empty where all have one."""
    missing = ", ".join(key for key in keys if key not in secrets)
    remedy = "add KEY=whsec_… for each, made by `echo whsec_$(openssl rand -base64 32)`"
    return f"DESK_WEBHOOK_SECRETS lacks the webhooks {missing} of partner.yml: {remedy}" if missing else ""


def _is_secret(secret: str) -> bool:
    try:
        content = b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return False
    return secret.startswith(PREFIX) and 24 <= len(content) <= 64
