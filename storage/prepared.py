"""Statements of the hot path: compiled once for each kind of database, then run at its driver.

An allocation asks 17 statements. SQLAlchemy spends 20 to 60 µs on each beside what the database takes, which
was a third of the whole; everything that isn't asked at every allocation goes the ordinary way.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect, Insert
from sqlalchemy.exc import DBAPIError

from storage.session import Session

Values = Mapping[str, Any]
Processors = tuple[tuple[Any, Callable[[Any], Any]], ...]

FEW = 8
"""The longest list for which a compiled statement is kept; one with a longer list goes the ordinary way."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement as one driver takes it. `lists` says under which names the values of a list go in."""

    text: str
    names: tuple[str, ...]
    by_place: bool
    constants: Values
    lists: Mapping[str, Sequence[str]]
    inward: Processors
    outward: Processors
    row: Callable[[Any], Any]

    def parameters(self, values: Values) -> Any:
        """The values as the driver wants them: a tuple where it takes them by place, else by name."""
        flat = {**self.constants, **values}
        for name, some in self.lists.items():
            flat.update(zip(some, flat.pop(name), strict=True))
        for name, process in self.inward:
            flat[name] = process(flat[name])
        return [flat[name] for name in self.names] if self.by_place else flat

    def rows(self, fetched: Sequence[Sequence[Any]]) -> list[Any]:
        """The rows in our types; a value stands at its place and under its name."""
        return [self.row(self._processed(each) if self.outward else each) for each in fetched]

    def _processed(self, fetched: Sequence[Any]) -> list[Any]:
        values = [*fetched]
        for place, process in self.outward:
            values[place] = process(values[place])
        return values


class Prepared:
    """One SELECT or INSERT. Its values are given by the names of its parameters or columns."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._defaults: Values = _defaults(statement) if isinstance(statement, Insert) else {}
        self._compiled: dict[tuple[Any, ...], Compiled] = {}

    def all(self, session: Session, values: Values) -> Sequence[Any]:
        """Every row that is found, or that an INSERT … RETURNING gives back; fetched at once."""
        if any(isinstance(value, list) and len(value) > FEW for value in values.values()):
            return session.execute(self._statement, values).all()
        filled = {**self._defaults, **values}
        compiled = self._compile(session, filled)
        return compiled.rows(_run(session, compiled, [filled]).fetchall())

    def first(self, session: Session, values: Values) -> Any:
        """The first row that is found; None without one."""
        return next(iter(self.all(session, values)), None)

    def add(self, session: Session, rows: Sequence[Values]) -> int:
        """Insert these rows, which have the same columns; returns how many the statement wrote."""
        if not rows:
            return 0
        filled = [{**self._defaults, **row} for row in rows]
        return int(_run(session, self._compile(session, filled[0]), filled).rowcount)

    def _compile(self, session: Session, values: Values) -> Compiled:
        shape = [(name, len(value) if isinstance(value, list) else None) for name, value in values.items()]
        key = (session.dialect.name, *shape)
        if key not in self._compiled:
            self._compiled[key] = _compile(self._statement, session.dialect, values)
        return self._compiled[key]


def _run(session: Session, compiled: Compiled, rows: Sequence[Values]) -> Any:
    """The driver's cursor after it ran. Its errors come as SQLAlchemy's, and show no value.

    Whoever listens for the engine's statements hears of it as of any other.
    """
    if not session.in_transaction():
        session.begin()
    cursor = session.connection.cursor()
    for listener in session.dispatch.before_cursor_execute:
        listener(session, cursor, compiled.text, None, None, len(rows) > 1)
    errors: Any = session.dialect.loaded_dbapi.Error
    try:
        if len(rows) == 1:
            cursor.execute(compiled.text, compiled.parameters(rows[0]))
        else:
            cursor.executemany(compiled.text, [compiled.parameters(row) for row in rows])
    except errors as error:
        told = DBAPIError.instance(
            compiled.text, None, error, errors, hide_parameters=True, dialect=session.dialect
        )
        raise told from error
    return cursor


def _compile(statement: Any, dialect: Dialect, values: Values) -> Compiled:
    """The statement for values of this shape: these names, and lists of these lengths."""
    given = [*statement.exported_columns]
    if isinstance(statement, Insert) and not given:
        statement = statement.inline()  # nobody asks for the new row's id
    keys = [*values] if isinstance(statement, Insert) else None
    compiled: Any = statement.compile(dialect=dialect, column_keys=keys)
    state = compiled.construct_expanded_state(values)
    lists = state.parameter_expansion
    listed = {one: name for name, some in lists.items() for one in some}
    known = {**compiled.params, **state.additional_parameters}
    names = state.positiontup or [name for name in known if name not in lists]
    return Compiled(
        text=state.statement,
        names=tuple(names),
        by_place=state.positiontup is not None,
        constants={name: value for name, value in compiled.params.items() if name not in values},
        lists=lists,
        inward=_processors(
            (name, compiled.binds[listed.get(name, name)].type.dialect_impl(dialect).bind_processor(dialect))
            for name in dict.fromkeys(names)
        ),
        outward=_processors(
            (place, column.type.dialect_impl(dialect).result_processor(dialect, None))
            for place, column in enumerate(given)
        ),
        row=_row_of([column.key for column in given]),
    )


def _row_of(names: list[str]) -> Callable[[Any], Any]:
    """Makes a row of these columns; two of one name stand by their places alone."""
    made: Any = namedtuple("row", names, rename=True)  # type: ignore[misc]
    make: Callable[[Any], Any] = made._make
    return make


def _processors(pairs: Iterable[tuple[Any, Callable[[Any], Any] | None]]) -> Processors:
    """Those that there are: most values go in and come out as they are."""
    return tuple((key, process) for key, process in pairs if process is not None)


def _defaults(statement: Insert) -> Values:
    """What the table writes where a row says nothing; only plain values stand in our tables."""
    columns: Any = statement.table.columns
    return {column.name: column.default.arg for column in columns if column.default is not None}
