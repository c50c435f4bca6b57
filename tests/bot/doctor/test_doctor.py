"""The doctor: each fault is injected into a real council on a local Slack and found, with what mends it."""

import json
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from sqlalchemy import delete, insert, text, update

from bot.cli import main
from bot.doctor.checks import CHECKS
from bot.doctor.known import Known
from bot.doctor.machine import check_time_zone
from bot.doctor.stored import check_database
from bot.manifest import manifest
from bot.sandbox import LocalSlack
from storage.database import open_database, read_url
from storage.tables.ledger import DUE, LOAD_NOW, TEAM_LOAD_NOW
from storage.tables.people import ACCOUNTS, ROLES, TEAMS, WORKERS
from storage.tables.post import MARKS, OUTBOX, POLICIES
from tests.bot.doctor.clinic import Clinic, settled, well
from tests.conftest import Templates
from tests.handlers.views_council import Council
from tests.office import THURSDAY, user_of

LONG_AGO = THURSDAY - timedelta(hours=3)


@pytest.fixture
async def clinic(templates: Templates) -> AsyncIterator[Clinic]:
    """All is well; on each database."""
    async with opened(templates) as clinic:
        yield clinic


@pytest.fixture
async def sqlite_clinic(sqlite_templates: Templates) -> AsyncIterator[Clinic]:
    """All is well, on SQLite: for faults that lie outside the database."""
    async with opened(sqlite_templates) as clinic:
        yield clinic


@asynccontextmanager
async def opened(templates: Templates) -> AsyncIterator[Clinic]:
    council: Council = templates.filled("clinic", settled)
    for database in templates.opened("clinic"):
        async with LocalSlack(manifest(), is_paced=False) as slack:
            yield well(replace(council, database=database), slack)


@dataclass(frozen=True)
class Fault:
    """Something to spoil, the check that finds it, and words of what it says is wrong and what mends it."""

    check: str
    spoil: Callable[[Clinic], None]
    wrong: str
    mend: str
    is_advice: bool = False


def set_to(name: str, value: str) -> Callable[[Clinic], None]:
    return lambda clinic: clinic.environment.update({name: value})


def grant_less(clinic: Clinic) -> None:
    clinic.slack.workspace.manifest = replace(
        clinic.slack.workspace.manifest,
        scopes=clinic.slack.workspace.manifest.scopes - {"files:write"},
    )


def slow_clock(clinic: Clinic) -> None:
    clinic.machine_ahead = timedelta(minutes=-4)


def a_message(state: str, **values: object) -> Callable[[Clinic], None]:
    row = {
        "kind": "digest", "subject_kind": "team", "subject_id": 1, "to_channel_id": "C1", "fixed": "{}",
        "created_at": LONG_AGO, "not_before": LONG_AGO, "state": state, "attempts": 1, **values,
    }  # fmt: skip
    return lambda clinic: clinic.change(insert(OUTBOX).values(**row))


def a_due_mark(clinic: Clinic) -> None:
    sam = clinic.council.workers["sam"]
    clinic.change(insert(DUE).values(subject_kind="worker", subject_id=sam, at=LONG_AGO, cause="people"))


def no_account(who: str) -> Callable[[Clinic], None]:
    return lambda clinic: clinic.change(delete(ACCOUNTS).where(ACCOUNTS.c.slack_user_id == user_of(who)))


def no_supervisor(clinic: Clinic) -> None:
    clinic.change(delete(ROLES).where(ROLES.c.team_id == clinic.council.teams["South"]))


def rewritten(pattern: str, replacement: str) -> Callable[[Clinic], None]:
    """The stored policy with the first match replaced, as an older version might have left it."""

    def spoil(clinic: Clinic) -> None:
        with clinic.council.database.reading() as session:
            toml = session.execute(text("SELECT toml FROM policy")).scalar_one()
        changed = re.sub(pattern, replacement, toml, count=1, flags=re.DOTALL)
        assert changed != toml
        clinic.change(update(POLICIES).values(toml=changed))

    return spoil


def no_bandwidth(clinic: Clinic) -> None:
    rewritten(r"(\[grades\.experienced\].*?bandwidth = )\d+", r"\g<1>0")(clinic)


def part_time(clinic: Clinic) -> None:
    max_ = WORKERS.c.id == clinic.council.workers["max"]
    clinic.change(update(WORKERS).where(max_).values(fte_millionths=250_000))


def without_channel(clinic: Clinic) -> None:
    clinic.change(update(TEAMS).where(TEAMS.c.name == "North").values(channel_id=None))


def changed_behind(clinic: Clinic) -> None:
    clinic.change(update(LOAD_NOW).where(LOAD_NOW.c.children == 3).values(children=4))


FAULTS_AROUND = (
    Fault("settings", set_to("SLACK_BOT_TOKEN", ""), "SLACK_BOT_TOKEN is missing", "Set it"),
    Fault("settings", set_to("PORT", "http"), "PORT must be", "Set it"),
    Fault("tokens", lambda clinic: clinic.slack.revoke(), "token_revoked", "Reinstall"),
    Fault("tokens", set_to("SLACK_APP_TOKEN", "xapp-other"), "SLACK_APP_TOKEN", "connections:write"),
    Fault("tokens", set_to("SLACK_API_URL", "http://127.0.0.1:9/"), "can't be reached", "SLACK_API_URL"),
    Fault("scopes", grant_less, "files:write (the year's picture of a load)", "caseload manifest"),
    Fault("clock", slow_clock, "behind Slack's", "timedatectl"),
    Fault("database", set_to("DATABASE_URL", "sqlite:///nowhere.db"), "no database file", "caseload migrate"),
    Fault(
        "database", set_to("DATABASE_URL", "postgresql://me:secret@127.0.0.1:9/x"), "doesn't answer", "runs"
    ),
    Fault("database", set_to("DATABASE_URL", "mysql://x"), "DATABASE_URL must begin", "Set DATABASE_URL"),
)
"""Faults of the machine, of Slack, and of where the database is said to be."""

FAULTS_WITHIN = (
    Fault("timetable", lambda clinic: clinic.change(delete(MARKS)), "No bot has ever run", "caseload run"),
    Fault(
        "timetable",
        lambda clinic: clinic.change(update(MARKS).values(at=LONG_AGO)),
        "looked at the timetable for 3 hours",
        "caseload run",
    ),
    Fault("due", a_due_mark, "1 load should have been counted again, the first of them 3 hours", "bot runs"),
    Fault("outbox", a_message("queued"), "has waited for 3 hours", "Slack answers"),
    Fault("dead letters", a_message("dead", error="is_archived"), "1 × is_archived", "caseload outbox"),
    Fault(
        "channels",
        lambda clinic: clinic.slack.remove(clinic.channels["North"], clinic.slack.bot),
        "I am not in the channel of North",
        "/invite",
    ),
    Fault(
        "channels",
        lambda clinic: clinic.slack.archive(clinic.channels["South"]),
        "The channel of South",
        "Unarchive",
    ),
    Fault("channels", without_channel, "North has started and has no channel", "/caseload people North"),
    Fault("people", no_account("ann"), "The supervisor of North", "people match"),
    Fault("people", no_account("sam"), "1 person in North", "people match", is_advice=True),
    Fault(
        "people",
        lambda clinic: clinic.change(update(ACCOUNTS).values(is_deactivated=True)),
        "The supervisor of South",
        "people match",
    ),
    Fault("roles", no_supervisor, "South has started and nobody looks after it", "/caseload people South"),
    Fault(
        "roles",
        lambda clinic: clinic.change(delete(ROLES).where(ROLES.c.role == "admin")),
        "Nobody is an administrator",
        "people admin add",
    ),
    Fault("policy", lambda clinic: clinic.change(delete(POLICIES)), "No policy is stored", "policy apply"),
    Fault(
        "policy",
        lambda clinic: clinic.change(update(POLICIES).values(agreed_by=None, agreed_on=None)),
        "every screen says trial figures",
        "Approve",
        is_advice=True,
    ),
    Fault("policy", rewritten("starts = 2026", "starts = 2027"), "starts on 1 January 2027", "policy apply"),
    Fault("policy", rewritten("version = .*", "x = 1"), "can't be read", "new version"),
    Fault("policy", rewritten("points = 8\n", "points = 0\n"), "nothing: child protection", "a number"),
    Fault("policy", no_bandwidth, "only one of its two lines: experienced", "a number"),
    Fault("loads", changed_behind, "stored loads of 1 worker", "caseload doctor --recount"),
    Fault(
        "loads",
        lambda clinic: clinic.change(update(TEAM_LOAD_NOW).values(waiting=7)),
        "0 workers and 2 teams",
        "caseload doctor --recount",
    ),
    Fault("loads", part_time, "1 worker and 1 team", "caseload doctor --recount"),
)


async def test_a_council_in_which_all_is_well_needs_nothing(clinic: Clinic) -> None:
    found = await clinic.ask()
    assert [(check.name, findings) for check, findings in found if findings] == []
    assert len(found) == len(CHECKS)


def named(fault: Fault) -> str:
    return f"{fault.check}: {fault.wrong[:40]}"


@pytest.mark.parametrize("fault", FAULTS_AROUND, ids=named)
async def test_each_fault_around_the_database_is_found_with_the_step_that_mends_it(
    sqlite_clinic: Clinic, fault: Fault
) -> None:
    await assert_found(sqlite_clinic, fault)


@pytest.mark.parametrize("fault", FAULTS_WITHIN, ids=named)
async def test_each_fault_in_the_database_is_found_with_the_step_that_mends_it(
    clinic: Clinic, fault: Fault
) -> None:
    await assert_found(clinic, fault)


async def assert_found(clinic: Clinic, fault: Fault) -> None:
    fault.spoil(clinic)
    found = {check.name: findings for check, findings in await clinic.ask()}[fault.check]
    hits = [each for each in found if fault.wrong in each.wrong and fault.mend in each.mend]
    assert [each.is_advice for each in hits] == [fault.is_advice], found
    for each in found:
        assert "secret" not in each.wrong + each.mend
        assert "AB-1" not in each.wrong + each.mend


def test_a_file_that_others_may_read_is_named_with_the_command(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    path.chmod(0o644)
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    assert main(["doctor", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["is_well"] is False
    mends = {each["check"]: each["mend"] for each in said["findings"]}
    assert mends["files"].startswith("Run: chmod 600 ")
    assert str(path) in mends["files"]


@pytest.mark.parametrize(
    ("version", "mend"), [("0003", "Run: caseload migrate"), ("9999", "Install the newer version")]
)
async def test_tables_of_another_version_are_named_with_what_to_do(
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    version: str,
    mend: str,
) -> None:
    database = open_database(read_url(sqlite_url))
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    database.close()
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    assert main(["doctor"]) == 1
    assert mend in capsys.readouterr().out


def test_a_damaged_file_is_found_and_the_backup_named(sqlite_url: str, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.db"
    shutil.copyfile(sqlite_url.removeprefix("sqlite:///"), damaged)
    with damaged.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 4096)
    database = open_database(read_url(f"sqlite:///{damaged}"))
    found = check_database(Known({}, THURSDAY, database=database, is_migrated=True))
    database.close()
    assert [each.wrong for each in found] == ["The database's file is damaged."]
    assert "caseload restore" in found[0].mend


def missing_zone(_name: str) -> ZoneInfo:
    raise ZoneInfoNotFoundError


@pytest.mark.parametrize("find_zone", [missing_zone, lambda _name: ZoneInfo("UTC")])
def test_time_zone_data_that_is_missing_or_wrong_is_found(find_zone: Callable[[str], ZoneInfo]) -> None:
    found = check_time_zone(Known({}, THURSDAY, find_zone=find_zone))
    assert ["tzdata" in each.mend for each in found] == [True]
    assert check_time_zone(Known({}, THURSDAY)) == []


async def test_recounting_has_the_bot_count_the_wrong_loads_again(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    changed_behind(clinic)
    monkeypatch.setenv("DATABASE_URL", clinic.environment["DATABASE_URL"])
    assert main(["doctor", "--recount"]) == 0
    assert "will be counted again as soon as the bot runs" in capsys.readouterr().out
    clinic.council.rescore()
    loads = {check.name: findings for check, findings in await clinic.ask()}["loads"]
    assert loads == []
