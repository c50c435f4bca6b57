"""The command line: comparing policies, importing, and a reader who goes away early."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.cli import BROKEN_PIPE, main
from scoring.case import Kind
from storage.change import Change, Source
from storage.database import open_database, read_url
from storage.people import find_people
from storage.policies import add_policy, default_policy_text
from storage.running import holding
from storage.tables.post import OUTBOX
from tests.handlers.views_council import open_council

PEOPLE = "name,email\n" + "".join(f"Worker Number{n},w{n}@council.example\n" for n in range(3_000))


@pytest.fixture
def policies(tmp_path: Path) -> list[str]:
    """Two policy files; in the second a child protection plan weighs 9."""
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_text(default_policy_text())
    new.write_text(default_policy_text().replace("points = 8\n", "points = 9\n", 1))
    return [str(old), str(new)]


def test_comparing_shows_both_lines_of_whoever_changes(
    sqlite_url: str, policies: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    database = open_database(read_url(sqlite_url))
    council = open_council(database)
    council.holds("sam", 10, Kind.CP)
    council.holds("kit", 1, start=2000, team="South")
    database.close()
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    assert main(["policy", "compare", *policies]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "child protection: 8 → 9 points",
        "",
        "Today's loads, before → after:",
        "North: 10 of 50 children · 132.5 of 340 → 142.5 of 340 points",
        "  Sam Okafor: 10 of 15 children · 95 of 100 → 105 of 100 points, over",
        "Workers over: 0 → 1.",
        "Teams over: 0.",
    ]
    assert main(["policy", "compare", policies[0], policies[0]]) == 0
    assert "The two files hold the same numbers.\n\nNobody's load of today would change." in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize("is_empty_file", [False, True])
def test_comparing_without_a_database_shows_the_numbers_and_makes_no_file(
    is_empty_file: bool,
    tmp_path: Path,
    policies: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "made" / "caseload.db"
    if is_empty_file:
        file.parent.mkdir()
        file.touch()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    assert main(["policy", "compare", *policies]) == 0
    said = capsys.readouterr().out
    assert said.startswith("child protection: 8 → 9 points\n\nWhat this does to everybody's load needs the")
    assert file.exists() == is_empty_file


def closed_after_a_line(*words: str, database_url: str) -> subprocess.CompletedProcess[str]:
    """The command with a reader who takes one line; `code` is the command's own."""
    line = '"$@" | head -n 1; exit ${PIPESTATUS[0]}'
    return subprocess.run(
        ["bash", "-c", line, "bash", sys.executable, "-m", "bot.cli", *words],
        env={**os.environ, "DATABASE_URL": database_url}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_an_import_is_applied_though_nobody_reads_on(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE)
    ended = closed_after_a_line("import", str(file), "--apply", "--full", database_url=sqlite_url)
    assert ended.returncode in (0, BROKEN_PIPE)
    assert ended.stderr == ""
    database = open_database(read_url(sqlite_url))
    with database.reading() as session:
        assert len(find_people(session, "w2999@council.example")) == 1
    database.close()


@pytest.mark.parametrize("words", [("manifest",), ("--help",)])
def test_other_commands_end_quietly_too(words: tuple[str, ...], sqlite_url: str) -> None:
    ended = subprocess.run(
        ["bash", "-c", '"$@" | true; exit ${PIPESTATUS[0]}', "bash", sys.executable, "-m", "bot.cli", *words],
        env={**os.environ, "DATABASE_URL": sqlite_url}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ended.returncode in (0, BROKEN_PIPE)
    assert ended.stderr == ""


def test_the_audit_is_listed_in_words_and_as_csv(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    assert main(["audit"]) == 0
    assert capsys.readouterr().out == "Nothing of that is in the audit.\n"
    database = open_database(read_url(sqlite_url))
    change = Change(datetime(2026, 11, 26, 10, tzinfo=UTC), Source.SHELL)
    with database.writing() as session:
        add_policy(session, change, default_policy_text())
    database.close()
    assert main(["audit", "--since", "2026-11-26"]) == 0
    assert capsys.readouterr().out == (
        "26 November 2026 10:00  Somebody at the council's shell stored a policy\n"
    )
    assert main(["audit", "--csv"]) == 0
    assert capsys.readouterr().out.splitlines()[0].startswith("at,who,from,action")
    assert main(["audit", "--who", "nobody@council.example"]) == 1
    assert "Nobody here has the e-mail" in capsys.readouterr().err


def test_a_case_is_forgotten_at_the_shell_once_it_is_closed_or_on_purpose(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    database = open_database(read_url(sqlite_url))
    council = open_council(database)
    council.holds("sam", 1, at=datetime(2024, 1, 1, 9, tzinfo=UTC))
    database.close()
    assert main(["forget", "AB-1000"]) == 1
    assert "still open" in capsys.readouterr().err
    assert main(["forget", "AB-1000", "--even-if-open"]) == 0
    out = capsys.readouterr().out
    assert "The case is forgotten" in out
    assert "AB-1000" not in out
    assert main(["forget", "AB-1000"]) == 1
    assert "nothing to forget" in capsys.readouterr().err
    assert main(["forget", "Sam Okafor"]) == 1
    assert "Sam" not in capsys.readouterr().err


def test_a_backup_is_made_and_restored_at_the_shell(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    copy = str(tmp_path / "copy.db")
    assert main(["backup", copy]) == 0
    assert main(["backup", copy]) == 1
    assert "Give another name" in capsys.readouterr().err
    assert main(["restore", copy]) == 0
    assert "is kept in" in capsys.readouterr().out


def test_nothing_is_restored_under_a_running_bot(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    copy = str(tmp_path / "copy.db")
    assert main(["backup", copy]) == 0
    database = open_database(read_url(sqlite_url))
    with holding(database):
        assert main(["restore", copy]) == 1
    assert "Stop it first" in capsys.readouterr().err
    assert main(["restore", copy]) == 0


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_on_postgresql_its_own_tools_are_named_without_the_password(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:secret@127.0.0.1:9/x")
    assert main([command, "copy.dump"]) == 1
    said = capsys.readouterr()
    assert ("pg_dump" if command == "backup" else "pg_restore") in said.err
    assert "secret" not in said.err + said.out


def test_the_outbox_lists_why_something_could_not_be_delivered_and_sends_it_again(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    assert main(["outbox"]) == 0
    assert capsys.readouterr().out == "The outbox is empty.\n"
    database = open_database(read_url(sqlite_url))
    council = open_council(database)
    council.holds("sam", 16)
    with database.writing() as session:
        rows: Any = session.execute(update(OUTBOX).values(state="dead", error="no Slack account"))
    number = rows.rowcount
    database.close()
    assert main(["outbox"]) == 0
    said = capsys.readouterr().out
    assert f"{number} that could not be delivered" in said
    assert (
        "1  for Sam Okafor, of Thursday 26 November at 10:00: I know no open Slack account of theirs." in said
    )
    assert "Confirm their account" in said
    assert "AB-1" not in said
    assert main(["outbox", "resend"]) == 1
    assert "Say which: caseload outbox resend NUMBER" in capsys.readouterr().err
    assert main(["outbox", "resend", "1", "999"]) == 1
    assert "nothing was changed" in capsys.readouterr().err
    assert main(["outbox", "drop", "1"]) == 0
    assert capsys.readouterr().out == "1 message given up.\n"
    assert main(["outbox", "resend", "--all"]) == 0
    assert capsys.readouterr().out.startswith(f"{number - 1} message")
    assert main(["outbox", "list"]) == 0
    assert "could not be delivered" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["manifest", "--url", "http://council.example"], "Slack sends to https addresses only"),
        (["policy", "check", "nowhere.toml"], "nowhere.toml isn't there. Is the name right?"),
    ],
)
def test_a_wrong_address_or_name_gets_a_sentence(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1
    assert said in "".join(capsys.readouterr())


def test_an_import_that_changes_nothing_says_so_and_offers_nothing(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,email\nSam Lee,notmail\n")
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    for words in (["import", str(file)], ["import", str(file), "--apply"]):
        assert main(words) == 0
        assert capsys.readouterr().out.splitlines()[-1] == "Nothing has been changed."
