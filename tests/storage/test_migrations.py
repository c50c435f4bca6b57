"""Migrations go up from every version there ever was with data in place, on both databases."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scoring.errors import Refused
from scoring.working_time import london_day
from storage.cases import list_open_cases, load_casebook
from storage.database import Database, open_database, read_url
from storage.held import load_held
from storage.letters import count_states
from storage.loads import list_members, list_team_loads
from storage.migrating import differences, migrate
from storage.outbox import claim_recipes
from storage.people import list_people, load_workers
from storage.policies import list_policies, load_policy
from storage.schema import VERSIONS, find_reached, is_migrated
from storage.teams import load_teams
from tests.conftest import Templates
from tests.office import THURSDAY
from tests.storage.filling import Filler


@pytest.fixture
def bare(templates: Templates) -> Iterator[Database]:
    """A database in which nothing has ever been, on each of the two."""
    for url in templates.bare():
        database = open_database(read_url(url))
        yield database
        database.close()


def test_rows_of_every_earlier_version_are_there_and_can_be_read_at_the_newest(bare: Database) -> None:
    filler = Filler()
    for version in VERSIONS:
        migrate(bare, version)
        with bare.writing() as session:
            filler.fill(session)
    with bare.reading() as session:
        assert filler.changed(session) == []
    assert is_migrated(bare)
    assert differences(bare) == []
    read_everything(bare)


def read_everything(database: Database) -> None:
    """What the product loads at its work, of all that is there."""
    today = london_day(THURSDAY)
    with database.writing() as session:
        people = [person.id for person in list_people(session)]
        assert len(people) == 2 * len(VERSIONS)
        assert len(list_policies(session)) == len(VERSIONS)
        assert load_policy(session, today)
        load_workers(session, people)
        load_casebook(session, people)
        assert list_open_cases(session)
        assert list_members(session, load_teams(session))
        assert list_team_loads(session)
        assert [load_held(session, person).worker for person in people] == people
        assert count_states(session)
        claim_recipes(session, THURSDAY, set())


def test_a_row_that_names_none_stops_a_migration_and_nothing_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    database = open_database(read_url(f"sqlite:///{path}"))
    migrate(database, VERSIONS[-2])
    with closing(sqlite3.connect(path)) as careless, careless:
        careless.execute("INSERT INTO team_promise (team_id, grade, promise) VALUES (77, 'none', 1)")
    with pytest.raises(Refused, match="Restore the last backup"):
        migrate(database)
    assert find_reached(database) == VERSIONS[-2]
    database.close()


def test_the_filler_notices_a_row_that_is_gone_or_changed(database: Database) -> None:
    filler = Filler()
    with database.writing() as session:
        filler.fill(session)
        session.exec_driver_sql("UPDATE mark SET at = '2020-01-01 00:00:00'")
        session.exec_driver_sql("DELETE FROM digest")
        assert sorted(filler.changed(session)) == ["digest", "mark"]
