"""A concern's row: one open for each worker, and nobody writes over what they haven't read."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from scoring.breaches import Level
from scoring.concerns import Asked, Outcome, Result, Said, Suits, Topic, Why
from scoring.errors import Conflict
from storage.change import Change, Source
from storage.concerns import (
    ConcernRecord,
    add_concern,
    change_concern,
    claim_concern,
    close_concern,
    find_open_concern,
    record_next_asked,
)
from tests.office import Office

SAID = Said((Topic.CASES, Topic.OTHER), Suits.ANY, "late visits")


def change(office: Office, who: str) -> Change:
    return Change(office.now, Source.SLACK, office.workers[who])


def asked(office: Office, who: str = "ann", level: Level = Level.SUPERVISOR) -> Asked:
    return Asked(office.workers[who], level, Why.USUAL)


def add(office: Office, who: str = "sam", whom: str = "ann") -> None:
    with office.database.writing() as session:
        team = office.teams["North"]
        add_concern(session, change(office, who), team, SAID, asked(office, whom), office.now)


def found(office: Office, who: str = "sam") -> ConcernRecord:
    with office.database.reading() as session:
        record = find_open_concern(session, office.workers[who])
    assert record is not None
    return record


def test_it_is_read_as_it_was_said_with_who_stands_above(office: Office) -> None:
    add(office)
    record = found(office)
    assert record.concern.said == SAID
    assert (record.name, record.team) == ("Sam Okafor", office.teams["North"])
    assert record.concern.levels == {Level.SUPERVISOR}


def test_a_worker_has_one_open_concern_and_may_have_another_once_it_is_closed(office: Office) -> None:
    add(office)
    with pytest.raises(Conflict, match="a moment ago"):
        add(office)
    with office.database.writing() as session:
        assert close_concern(session, change(office, "ann"), found(office).concern.id, Result(Outcome.MOVE))
    add(office)


def test_nobody_is_asked_about_their_own(office: Office) -> None:
    with pytest.raises(IntegrityError):
        add(office, "ann", "ann")


def test_what_has_moved_on_since_it_was_read_is_not_written_over(office: Office) -> None:
    add(office)
    read = found(office).concern
    up = asked(office, "mel", Level.SERVICE_MANAGER)
    with office.database.writing() as session:
        assert record_next_asked(session, read, up, office.now)
        assert not record_next_asked(session, read, up, office.now)
        assert not change_concern(session, read, SAID, asked(office), office.now)
    now = found(office).concern
    assert now.levels == {Level.SUPERVISOR, Level.SERVICE_MANAGER}
    with office.database.writing() as session:
        assert claim_concern(session, change(office, "mel"), now.id)
        assert not claim_concern(session, change(office, "ann"), now.id)
        assert not change_concern(session, now, SAID, up, office.now)
        answered = replace(now, answered_at=office.now)
        assert change_concern(session, answered, SAID, up, office.now)
    assert found(office).concern.answered_at is None
