"""Column types and constraints that every table uses in the same way."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    CheckConstraint,
    ColumnElement,
    DateTime,
    Dialect,
    Index,
    Table,
    TypeDecorator,
    and_,
    bindparam,
    or_,
    text,
)
from sqlmodel import SQLModel


class Instant(TypeDecorator[datetime]):
    """A moment, kept as UTC without a zone and given back as UTC with one.

    SQLite forgets a column's zone (a `DateTime(timezone=True)` comes back naive), so both databases keep UTC.
    """

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """UTC for the database; a naive moment is a mistake of the caller's."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """The same moment, with its zone."""
        return None if value is None else value.replace(tzinfo=UTC)


def one_of(column: str, values: Iterable[StrEnum | str]) -> CheckConstraint:
    """A CHECK that the column holds one of these codes (SQLModel tables don't validate by themselves)."""
    codes = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({codes})", name=f"{column}_known")


def between(column: str, least: int, most: int) -> CheckConstraint:
    """A CHECK that the column lies in a range, both ends included."""
    return CheckConstraint(f"{column} BETWEEN {least} AND {most}", name=f"{column}_range")


def holds(name: str, condition: str) -> CheckConstraint:
    """A CHECK that the condition holds of every row."""
    return CheckConstraint(condition, name=name)


def index_where(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over the rows for which `where` holds (both databases have them)."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


def table_of(model: type[SQLModel]) -> Table:
    """The Core table of a model: hot paths select columns from it and build no ORM objects."""
    return cast("Table", cast("Any", model).__table__)


TODAY: BindParameter[Any] = bindparam("today")


def lasts(ends_on: ColumnElement[Any], day: Any = TODAY) -> ColumnElement[bool]:
    """Whether something isn't over on a day: its last day is included, without one it goes on."""
    return or_(ends_on.is_(None), ends_on >= day)


def in_force(table: Table, day: Any = TODAY) -> ColumnElement[bool]:
    """Whether a dated row holds on a day, both ends included."""
    return and_(table.c.starts_on <= day, lasts(table.c.ends_on, day))
