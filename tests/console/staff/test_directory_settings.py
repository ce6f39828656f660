"""The settings of the partner's directory: all or none, the secret from a file, and https."""

from pathlib import Path

import pytest

from bot.settings import DirectorySettings, SettingsError, load

GIVEN = {
    "DESK_OIDC_ISSUER": "https://id.northstar.example",
    "DESK_OIDC_CLIENT_ID": "desk",
    "DESK_OIDC_CLIENT_SECRET": "secret",
    "DESK_OIDC_NAME": "Northstar ID",
}


def test_all_of_a_directory_or_none_of_it() -> None:
    assert load({}).directory is None
    assert load(GIVEN).directory == DirectorySettings("https://id.northstar.example", "desk", "secret", "Northstar ID")
    for missing in GIVEN:
        with pytest.raises(SettingsError, match=missing):
            load({name: value for name, value in GIVEN.items() if name != missing})


def test_the_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("from the file\n")
    given = {name: value for name, value in GIVEN.items() if name != "DESK_OIDC_CLIENT_SECRET"}
    directory = load({**given, "DESK_OIDC_CLIENT_SECRET_FILE": str(path)}).directory
    assert directory is not None
    assert directory.client_secret == "from the file"
    with pytest.raises(SettingsError, match="DESK_OIDC_CLIENT_SECRET_FILE"):
        load({**given, "DESK_OIDC_CLIENT_SECRET_FILE": str(tmp_path / "nowhere")})


@pytest.mark.parametrize("issuer", ["http://id.northstar.example", "id.northstar.example", "ftp://id.example"])
def test_a_directory_across_the_network_needs_https(issuer: str) -> None:
    with pytest.raises(SettingsError, match="DESK_OIDC_ISSUER"):
        load({**GIVEN, "DESK_OIDC_ISSUER": issuer})
    assert load({**GIVEN, "DESK_OIDC_ISSUER": "http://127.0.0.1:4000"}).directory is not None
