"""Policies as they are stored: what counted on a past day stays what it was."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from scoring.errors import BadFile
from storage.change import Change, Source
from storage.database import Database
from storage.policies import add_policy, default_policy_text, load_policy
from storage.tables.post import AUDIT
from tests.handlers.interleaving import at_once, meet_after

CHANGE = Change(datetime(2026, 11, 23, 9, tzinfo=UTC), Source.SHELL)


def version(name: str, starts: str) -> str:
    text = default_policy_text()
    return text.replace('version = "2026-1"', f'version = "{name}"').replace("2026-01-01", starts, 1)


def test_the_first_policy_may_have_started_and_the_same_again_changes_nothing(database: Database) -> None:
    with database.writing() as session:
        add_policy(session, CHANGE, default_policy_text())
        add_policy(session, CHANGE, default_policy_text())
        assert load_policy(session, date(2020, 1, 1)).version == "2026-1"


def test_a_later_policy_starts_today_or_later(database: Database) -> None:
    with database.writing() as session:
        add_policy(session, CHANGE, default_policy_text())
        with pytest.raises(BadFile) as refused:
            add_policy(session, CHANGE, version("2026-2", "2026-11-22"))
        add_policy(session, CHANGE, version("2026-3", "2026-11-23"))
        assert load_policy(session, date(2026, 11, 22)).version == "2026-1"
        assert load_policy(session, date(2026, 11, 23)).version == "2026-3"
    assert str(refused.value) == (
        "A policy can't start on a day that has passed. Give it a start date from 23 November 2026 on."
    )


def test_bots_that_start_at_the_same_moment_store_it_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet_after(monkeypatch, "storage.policies", "_is_new")

    def start() -> str:
        with database.writing() as session:
            return add_policy(session, CHANGE, default_policy_text()).version

    assert at_once(start, start) == ["2026-1", "2026-1"]
    with database.reading() as session:
        stored = select(func.count()).where(AUDIT.c.action == "policy_added")
        assert session.execute(stored).scalar_one() == 1
