"""INSERT … ON CONFLICT, which SQLite and PostgreSQL both have under the same name in their own dialects."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.prepared import Prepared
from storage.session import Session

COUNTED = {"preserve_rowcount": True}
"""Without it nobody knows how many rows an INSERT wrote on PostgreSQL."""


def add_missing(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows whose key isn't there yet, and leave the others as they are."""
    _missing(table, session.dialect.name).add(session, rows)


def add_once(session: Session, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert the row; False when its key is there already. Whatever else is wrong with it is raised."""
    return _missing(table, session.dialect.name).add(session, [row]) == 1


def add_selected(session: Session, table: Table, names: Sequence[str], query: Select[Any]) -> int:
    """Insert what a query finds, except the rows whose key is there already; returns how many were new.

    `query` must have a WHERE: without one SQLite takes ON CONFLICT for a part of it.
    """
    insert = INSERTS[session.dialect.name](table)
    statement = insert.from_select(list(names), query).on_conflict_do_nothing()
    result: Any = session.execute(statement, execution_options=COUNTED)
    return int(result.rowcount)


def put_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows, or write their values over the row with the same primary key."""
    if rows:
        _put(table, session.dialect.name, tuple(rows[0])).add(session, rows)


@cache
def _missing(table: Table, dialect: str) -> Prepared:
    return Prepared(INSERTS[dialect](table).on_conflict_do_nothing())


@cache
def _put(table: Table, dialect: str, names: tuple[str, ...]) -> Prepared:
    statement = INSERTS[dialect](table)
    keys = [column.name for column in table.primary_key]
    values = {name: statement.excluded[name] for name in names if name not in keys}
    return Prepared(statement.on_conflict_do_update(index_elements=keys, set_=values))


INSERTS: Mapping[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
