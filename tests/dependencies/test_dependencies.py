"""What the bot is built on: licences as they are written down, and an audit that says what it didn't do."""

from typing import Any

import pytest

from tests.dependencies.audit import judged
from tests.dependencies.installed import Package, list_packages
from tests.dependencies.licences import LIST, licence_list, strange

ASKED: dict[str, Any] = {"name": "aiohttp", "version": "3.0", "vulns": []}
WEAK: dict[str, Any] = {
    "name": "h11",
    "version": "0.1",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["0.2"]}],
}
SKIPPED: dict[str, Any] = {"name": "attrs", "skip_reason": "not found"}


def test_every_package_has_a_licence_that_somebody_has_allowed() -> None:
    assert strange(list_packages()) == []


def test_the_list_of_licences_is_the_one_of_what_is_installed() -> None:
    assert LIST.read_text("utf-8") == licence_list(list_packages()), "make licences"


def test_what_the_bot_needs_is_in_it_and_what_only_its_makers_need_is_not() -> None:
    names = {package.name for package in list_packages()}
    assert {"slack-bolt", "psycopg-binary", "et-xmlfile"} <= names
    assert not {"pytest", "mypy", "playwright"} & names


def test_a_licence_nobody_has_read_stands_out() -> None:
    assert strange([Package("other", "1", "GPL-3.0-only")]) == ["other: GPL-3.0-only"]


@pytest.mark.parametrize(
    ("packages", "code", "said"),
    [
        ([ASKED], 0, "1 packages were asked about."),
        ([ASKED, WEAK], 1, "h11 0.1: PYSEC-1, mended in 0.2"),
        ([ASKED, SKIPPED], 3, "NOT AUDITED: 1 of 2 packages"),
        ([WEAK, SKIPPED], 1, "NOT AUDITED: 1 of 2 packages"),
        ([], 3, "NOT AUDITED: 0 of 0 packages"),
    ],
)
def test_an_audit_that_could_not_ask_never_passes_in_silence(
    packages: list[dict[str, Any]], code: int, said: str
) -> None:
    found, lines = judged({"dependencies": packages})
    assert found == code
    assert said in "\n".join(lines)
