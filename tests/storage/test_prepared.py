"""A prepared statement says what the same statement says on the ordinary way."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError

from storage.database import Database
from storage.prepared import FEW, Prepared
from storage.tables.ledger import DUE
from storage.tables.post import AUDIT
from tests.statements import noted

AT = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
BY_IDS = (
    select(DUE)
    .where(DUE.c.subject_id.in_(bindparam("ids", expanding=True)), DUE.c.at <= bindparam("until"))
    .order_by(DUE.c.subject_id)
)
DUE_INSERT = Prepared(insert(DUE))


def row_of(id_: int) -> dict[str, object]:
    return {"subject_kind": "case", "subject_id": id_, "at": AT, "cause": "case"}


@pytest.mark.parametrize("ids", [[], [2], [1, 3], list(range(FEW)), list(range(FEW + 5))])
def test_the_rows_are_those_of_the_ordinary_way(database: Database, ids: list[int]) -> None:
    with database.writing() as session:
        DUE_INSERT.add(session, [row_of(id_) for id_ in range(5)])
        values = {"ids": ids, "until": AT}
        expected = session.execute(BY_IDS, values).all()
        found = Prepared(BY_IDS).all(session, values)
        assert [tuple(row) for row in found] == [tuple(row) for row in expected]
        assert [(row.subject_id, row.at) for row in found] == [(row.subject_id, row.at) for row in expected]
        assert len(found) == len([id_ for id_ in ids if id_ < 5])


def test_what_a_row_does_not_say_is_the_tables_own_value(database: Database) -> None:
    audit = Prepared(insert(AUDIT).returning(AUDIT.c.id))
    with database.writing() as session:
        made = audit.first(
            session, {"at": AT, "source": "slack", "action": "x", "subject_kind": "case", "subject_id": 1}
        )
        [kept] = session.execute(select(AUDIT).where(AUDIT.c.id == made.id)).all()
    assert (kept.at, kept.actor_id, kept.detail) == (AT, None, "{}")


def test_a_key_that_is_taken_is_the_same_error_and_shows_no_value(database: Database) -> None:
    with database.writing() as session:
        DUE_INSERT.add(session, [row_of(7)])
    with pytest.raises(IntegrityError) as raised, database.writing() as session:
        DUE_INSERT.add(session, [row_of(8), row_of(7)])
    assert raised.value.params is None
    with database.reading() as session:
        assert [row.subject_id for row in session.execute(select(DUE))] == [7]


@pytest.mark.parametrize("templates", ["sqlite"], indirect=True)
def test_a_lock_held_by_somebody_else_is_the_error_that_is_tried_again(database: Database) -> None:
    other = Database(database.engine)  # its own lock, as another process would have
    with database.writing() as session, other.reading() as impatient:
        DUE_INSERT.add(session, [row_of(1)])
        impatient.exec_driver_sql("PRAGMA busy_timeout=0")
        with pytest.raises(OperationalError, match="locked"):
            DUE_INSERT.add(impatient, [row_of(2)])
        impatient.exec_driver_sql("PRAGMA busy_timeout=5000")


def test_who_listens_for_statements_hears_of_it(database: Database) -> None:
    with database.writing() as session, noted(database) as statements:
        DUE_INSERT.add(session, [])
        assert statements == []
        DUE_INSERT.add(session, [row_of(1), row_of(2)])
    assert len(statements) == 1
