"""What is written down is true: the manifest, the README's command reference and settings."""

import json
import re
import tomllib
from pathlib import Path

from bot.config import READERS
from bot.manifest import manifest
from bot.reference import command_table, permission_table
from storage.forgetting import ROWS as FORGOTTEN
from storage.held import PLACES
from storage.policies import default_policy_text
from storage.tables import METADATA

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
DPIA = (ROOT / "docs" / "dpia.md").read_text("utf-8")
CONSULTATION = (ROOT / "docs" / "consultation.md").read_text("utf-8")
SECURITY = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


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


def test_every_test_that_the_security_page_names_is_there() -> None:
    named = NAMED.findall(SECURITY)
    assert len(named) >= 40
    missing = [
        f"{path}::{name}" for path, name in named if f"def {name}(" not in (ROOT / path).read_text("utf-8")
    ]
    assert missing == []


def test_every_threat_of_the_security_page_names_what_shows_that_it_is_stopped() -> None:
    rows = [line for line in SECURITY.splitlines() if line.startswith("| ") and "|---" not in line]
    threats = [row for row in rows if not row.startswith("| what could be tried")]
    assert len(threats) >= 28
    assert [row for row in threats if not NAMED.search(row)] == []


def _tables(part: str) -> set[str]:
    """The tables that a part of the assessment names in its first column, or anywhere in its text."""
    return {name for name in re.findall(r"`([a-z_]+)`", part) if name in METADATA.tables}


def test_the_assessment_says_what_every_table_holds_and_for_how_long() -> None:
    about = {title: part for title, _, part in (each.partition("\n") for each in DPIA.split("\n### "))}
    children, staff = _tables(about["Held about children"]), _tables(about["Held about workers and managers"])
    neither = _tables(about["Held about neither"])
    assert children | staff | neither == set(METADATA.tables)
    assert {table.name for table in FORGOTTEN} | {"child_case", "message_reference"} == children
    assert {table for table, _ in PLACES} <= staff | children | {"outbox"}
    assert not staff & children


def test_the_assessment_names_the_months_that_the_policy_keeps_things() -> None:
    privacy = tomllib.loads(default_policy_text())["privacy"]
    assert f"until {privacy['keep_closed_months']} months after closing" in DPIA
    assert f"words leave after {privacy['keep_words_months']} months" in DPIA
    assert f"| {privacy['keep_audit_months']} months |" in DPIA


def test_what_is_left_to_the_council_is_marked_in_both_drafts() -> None:
    assert DPIA.count("**[Council") >= 30
    assert CONSULTATION.count("**[Council") >= 15


def test_every_page_that_the_documents_link_to_is_there() -> None:
    for page in (ROOT / "docs").glob("*.md"):
        links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8"))
        gone = [each for each in links if not each.startswith("http") and not (page.parent / each).exists()]
        assert gone == [], page.name
