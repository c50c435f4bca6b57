"""What an import would do, as a frozen value: the plan people read, and the steps that apply it."""

import re
from dataclasses import dataclass, field, fields
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from scoring.ids import CaseId, Reference
from storage.sheets.columns import FileKind


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a plan: whom or what it is about, what is to happen, and where in the file it stands."""

    subject: str
    words: str
    place: str = ""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.place, self.subject, self.words) if part)


Entries = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an import would do. `steps` are what `apply_plan` writes, `covers` and `uncovers` which
    list now names which case. Nothing in it but references, codes, dates, and names of staff and teams.
    """

    kind: FileKind
    source: str
    as_at: date
    filename: str = ""
    new: Entries = ()
    moved: Entries = ()
    changed: Entries = ()
    closed: Entries = ()
    reopened: Entries = ()
    waiting: Entries = ()
    kept: Entries = ()
    without_team: Entries = ()
    unknown_workers: Entries = ()
    ambiguous_workers: Entries = ()
    unknown_teams: Entries = ()
    unknown_cases: Entries = ()
    to_confirm: Entries = ()
    not_in_file: Entries = ()
    refused: Entries = ()
    read_as: Entries = ()
    unknown_columns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unchanged: int = 0
    steps: tuple[Any, ...] = ()
    covers: tuple[tuple[Reference, str], ...] = ()
    uncovers: tuple[tuple[CaseId, str], ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """Whether applying it would leave the database as it is."""
        return not (self.steps or self.covers or self.uncovers)


@dataclass(slots=True)
class Draft:
    """A plan being made: entries by their list, notes, and steps in the order they are applied."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    steps: list[Any] = field(default_factory=list)
    covers: list[tuple[Reference, str]] = field(default_factory=list)
    uncovers: list[tuple[CaseId, str]] = field(default_factory=list)
    unchanged: int = 0

    def add(self, name: str, subject: str, words: str, place: str = "") -> None:
        self.entries.setdefault(name, []).append(Entry(subject, words, place))

    def finish(self, kind: FileKind, source: str, as_at: date, unknown_columns: tuple[str, ...]) -> Plan:
        """The plan; lists are in the order of their subjects, refused rows in the file's."""
        lists = {item.name for item in fields(Plan)}
        assert set(self.entries) <= lists, set(self.entries) - lists
        entries: dict[str, Any] = {name: _in_order(name, listed) for name, listed in self.entries.items()}
        return Plan(
            kind=kind,
            source=source,
            as_at=as_at,
            unknown_columns=unknown_columns,
            notes=tuple(self.notes),
            unchanged=self.unchanged,
            steps=tuple(self.steps),
            covers=tuple(sorted(self.covers)),
            uncovers=tuple(sorted(self.uncovers)),
            **entries,
        )


def _in_order(name: str, entries: list[Entry]) -> Entries:
    if name == "refused":
        return tuple(
            sorted(entries, key=lambda entry: [int(digits) for digits in re.findall(r"\d+", entry.place)])
        )
    entries.sort(key=attrgetter("subject", "words", "place"))
    return tuple(entry for entry, _ in groupby(entries))
