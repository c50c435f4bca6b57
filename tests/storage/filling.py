"""A row for every table of whatever version of the schema: what its columns and CHECKs ask for, no more.

It knows the schema from the database alone, so that it fits versions whose code is long gone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Inspector, MetaData, Table, insert, inspect, select

from storage.policies import default_policy_text
from storage.session import Session

NUMBER = "{n}"
VALUES: Mapping[str, object] = {
    "worker.employment": "permanent",
    "worker.fte_millionths": 1_000_000,
    "role.role": "head",
    "outbox.to_channel_id": "C1",
    "policy.toml": default_policy_text(),
    "policy.version": "2026-{n}",
    "child_case.reference": "AB-{n}000",
    "subject_kind": "team",
    "line": "children",
    "cause": "people",
    "code": "MOVE",
    "suits": "ANY",
    "detail": "{}",
    "fixed": "{}",
    "body": "{}",
    "ids": "{}",
    "weeks_owed": "",
    "languages": "",
    "skills": "",
    "factors": "",
}
"""What no constraint says and the product reads: by "table.column", else by column."""

TWICE = ("service", "team", "worker", "child_case")
"""Tables of which other rows name two different ones."""

ONE_OF = re.compile(r"\(?\"?(\w+)\"?\)?(?:::\w+)*\s*(?:IN \(|= ANY \(+ARRAY\[)'(\w+)'")
RANGE = re.compile(r"\(?\"?(\w+)\"?\s*(?:BETWEEN|>=) \(?'?(-?\d+)")
THURSDAY = datetime(2026, 11, 26, 10)

Key = tuple[object, ...]
Kept = dict[str, dict[Key, dict[str, object]]]


class Filler:
    """Adds rows, remembers them, and says which of them have changed or gone since."""

    def __init__(self) -> None:
        self.kept: Kept = defaultdict(dict)
        self._ids: dict[str, list[object]] = defaultdict(list)
        self._number = 0

    def fill(self, session: Session) -> None:
        """A row in every table there is now, two in those that others name two of."""
        tables, inspector = MetaData(), inspect(session)
        tables.reflect(session)
        for table in tables.sorted_tables:
            if table.name != "alembic_version":
                least = _least(inspector, table.name)
                for _ in range(2 if table.name in TWICE else 1):
                    self._add(session, table, least)

    def changed(self, session: Session) -> list[str]:
        """Tables in which a row is gone, or a column that is still there holds something else."""
        tables = MetaData()
        tables.reflect(session)
        return [name for name, rows in self.kept.items() if not _holds(session, tables.tables[name], rows)]

    def _add(self, session: Session, table: Table, least: Mapping[str, object]) -> None:
        self._number += 1
        named: Counter[str] = Counter()
        row = {
            column.name: value
            for column in table.columns
            if (value := self._value(column, least, named)) is not None
        }
        keys = list(table.primary_key)
        found = session.execute(insert(table).values(row).returning(*keys)).one()
        self.kept[table.name][tuple(found)] = row
        if len(keys) == 1:
            self._ids[table.name].append(found[0])

    def _value(self, column: Column[Any], least: Mapping[str, object], named: Counter[str]) -> object:
        table = column.table.name
        for name in (f"{table}.{column.name}", column.name):
            if name in VALUES:
                value = VALUES[name]
                return value.replace(NUMBER, str(self._number)) if isinstance(value, str) else value
        if column.nullable or _is_numbered(column):
            return None
        for key in column.foreign_keys:
            parent = key.column.table.name
            named[parent] += 1
            return self._ids[parent][-named[parent]]
        return least[column.name] if column.name in least else self._plain(column)

    def _plain(self, column: Column[Any]) -> object:
        kind = column.type.python_type
        if kind is bool:
            return False
        if kind is int:
            return self._number
        if kind is datetime:
            return THURSDAY + timedelta(hours=self._number)
        if kind is date:
            return THURSDAY.date() + timedelta(days=self._number)
        return f"{column.name} {self._number}"


def _is_numbered(column: Column[Any]) -> bool:
    """Whether the database numbers the rows by itself."""
    return column.primary_key and column.name == "id" and column.type.python_type is int


def _least(inspector: Inspector, table: str) -> dict[str, object]:
    """The first value that each column's CHECK allows."""
    checks = [str(each["sqltext"]) for each in inspector.get_check_constraints(table)]
    least: dict[str, object] = {}
    for check in checks:
        if found := ONE_OF.search(check):
            least[found[1]] = found[2]
        elif found := RANGE.search(check):
            least[found[1]] = int(found[2])
    return least


def _holds(session: Session, table: Table, rows: Mapping[Key, Mapping[str, object]]) -> bool:
    keys = [column.name for column in table.primary_key]
    stored = {
        tuple(row[name] for name in keys): row for row in session.execute(select(table)).mappings().all()
    }
    return all(
        key in stored and all(stored[key][name] == row[name] for name in row if name in stored[key])
        for key, row in rows.items()
    )
