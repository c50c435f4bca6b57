"""What is written down is true: the manifest, the README's command reference and settings."""

import json
from pathlib import Path

from bot.config import READERS
from bot.manifest import manifest
from bot.reference import command_table, permission_table

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_manifest_file_is_the_one_the_routes_make() -> None:
    assert json.loads((ROOT / "app-manifest.json").read_text("utf-8")) == manifest()


def test_over_http_the_manifest_names_the_same_address_everywhere() -> None:
    made = manifest("https://bot.example/")
    urls = [command["url"] for command in made["features"]["slash_commands"]]
    urls += [made["settings"][part]["request_url"] for part in ("event_subscriptions", "interactivity")]
    assert set(urls) == {"https://bot.example/slack/events"}
    assert made["settings"]["socket_mode_enabled"] is False


def test_the_readme_lists_every_command_as_help_does() -> None:
    assert command_table() in README


def test_the_readme_says_why_each_permission_is_asked_for() -> None:
    assert permission_table() in README


def test_the_readme_explains_every_setting() -> None:
    assert [name for name in READERS if f"`{name}`" not in README] == []


def test_every_path_the_readme_links_to_is_there() -> None:
    links = [part.split(")")[0] for part in README.split("](")[1:]]
    assert [link for link in links if not link.startswith("http") and not (ROOT / link).exists()] == []
