"""Every column of every file: one table for reading now and for writing later.

A file's kind is known from its headings, never from its name. Headings are matched loosely: capitals, spaces,
hyphens and underscores don't matter, and each column knows the other names it goes by.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from scoring.errors import BadFile
from storage.sheets import cells, words
from storage.sheets.references import read_family


class FileKind(StrEnum):
    PEOPLE = "people"
    REDUCTIONS = "reductions"
    EXTRAS = "extras"
    TEAMS = "teams"
    FAMILIES = "families"
    CASES = "cases"
    ANNEX_A = "annex_a"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name as we write it, a pattern of other headings for it, and how a cell is read."""

    name: str
    others: str = r"(?!)"
    read: Callable[[object], object] = cells.read_text
    required: bool = False


REFERENCE = Column(
    "reference", r"(case |child )?(ref|reference|id|unique id|number)( (no|number))?", required=True
)
EMAIL = Column("email", r"(work |staff )?e ?mail( address)?|worker email", cells.read_email, required=True)
FAMILY = Column(
    "family", r"family (key|id|identifier|group|number|reference)|sibling group( id)?", read_family
)
_FROM = r"(date |start(s|ed)? )?(from|start|starts|start date|starts on)"
_TO = r"(date )?(to|until|end|ends|end date|ends on)"

COLUMNS: Mapping[FileKind, tuple[Column, ...]] = {
    FileKind.PEOPLE: (
        Column("name", r"(full |worker |staff )?name|worker", cells.read_name, required=True),
        EMAIL,
        Column("role", r"roles?|access", words.read_roles),
        Column("scope", r"(role )?scope"),
        Column("grade", r"(job |post )?(grade|title|level)|position", words.read_grade),
        Column(
            "fte",
            r"full time equivalent|fte .*|(contracted |weekly )?hours( per week| a week)?",
            cells.read_fte,
        ),
        Column("team", r"team name", cells.read_name),
        Column("service", r"service( area| name)?|directorate", cells.read_name),
        Column("employment", r"employment (type|status)|contract( type)?", words.read_employment),
        Column("start", r"start date|starts?( on)?|started|date started|joined", cells.read_day),
        Column("end", r"end date|ends?( on)?|leaving date|left|last day", cells.read_day),
        Column("languages", r"languages?( spoken)?", cells.read_words),
        Column("skills", r"skills?|specialisms?", cells.read_words),
        Column(
            "swe_number",
            r"swe( no| num| registration| registration number| id)?|social work england.*",
            cells.read_swe_number,
        ),
        Column("promise", r"(agreed |own )?promise( children)?|caseload promise", cells.read_count),
        Column("name_in_channel", r"named? in channel|show name", cells.read_yes_no),
    ),
    FileKind.REDUCTIONS: (
        EMAIL,
        Column("reason", r"reduction( reason)?|type", words.read_reason, required=True),
        Column("percent", r"per ?cent(age)?|%|reduction percent|reduced by", cells.read_share, required=True),
        Column("from", _FROM, cells.read_day, required=True),
        Column("to", _TO, cells.read_day),
    ),
    FileKind.EXTRAS: (
        EMAIL,
        Column(
            "responsibility",
            r"extra( responsibility)?|responsibilities|duty|duties",
            cells.read_name,
            required=True,
        ),
        Column("points", r"points?( per week)?|score", cells.read_tenths, required=True),
    ),
    FileKind.TEAMS: (
        Column("team", r"team name|name", cells.read_name, required=True),
        Column("service", r"service( area| name)?|directorate", cells.read_name, required=True),
        Column("channel", r"slack channel|channel( id| name)"),
        Column("supervisor_email", r"(supervisor|manager|team manager)( e ?mail)?", cells.read_email),
        Column("cover_email", r"cover( supervisor)?( e ?mail)?|covered by", cells.read_email),
        Column("cover_from", r"cover (from|starts?|start date)", cells.read_day),
        Column("cover_to", r"cover (to|until|ends?|end date)", cells.read_day),
        Column("established_fte", r"establishment( fte)?|established( posts)?|posts", cells.read_number),
        Column("digest_day", r"digest( week)?day", cells.read_weekday),
        Column("digest_time", r"digest (at|hour)", cells.read_minute),
    ),
    FileKind.FAMILIES: (
        REFERENCE,
        replace(FAMILY, required=True),
    ),
    FileKind.CASES: (
        REFERENCE,
        Column("kind", r"(case )?(type|kind|status)", words.read_kind, required=True),
        Column("need", r"(level of )?need( level)?", words.read_need),
        Column("worker_email", r"(allocated |lead )?worker( e ?mail)?|lead|e ?mail|allocated to"),
        Column("team", r"(allocated )?team( name)?"),
        FAMILY,
        Column("allocated_on", r"allocat(ed|ion)( date| since| from)?|date allocated", cells.read_day),
        Column("last_seen", r"(date )?(last seen|last visit)( on| date)?|last visited", cells.read_day),
        Column("factors", r"factors?|complexity( factors)?"),
    ),
}  # fmt: skip
"""References are read by the policy's own pattern, cases' factors and workers by `case_list`."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Where a file's columns stand: by name, with the headings nobody knows and those found missing."""

    header_row: int
    places: Mapping[str, int]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    twice: tuple[str, ...]


def heading_key(cell: object) -> str:
    """A heading as it is compared: lower case, straight, every sign a space."""
    text = cells.plain_text(cell).casefold().replace("’", "").replace("'", "").replace("‘", "")
    return " ".join(re.sub(r"[^\w%&]+|_", " ", text).split())


def match_columns(row_number: int, headings: Sequence[object], columns: Sequence[Column]) -> Matched:
    """Which column of the file is which. A heading that is the column's own name goes before another name."""
    keys = [heading_key(heading) for heading in headings]
    places: dict[str, int] = {}
    twice: list[str] = []
    for column in columns:
        found = [place for place, key in enumerate(keys) if key == heading_key(column.name)]
        taken = set(places.values())
        found = found or [
            place
            for place, key in enumerate(keys)
            if key
            and place not in taken
            and not _is_own_name(key, columns)
            and re.fullmatch(column.others, key)
        ]
        if len(found) > 1:
            twice.append(column.name)
        elif found:
            places[column.name] = found[0]
    used = set(places.values())
    unknown = tuple(
        cells.plain_text(headings[place]) for place, key in enumerate(keys) if key and place not in used
    )
    missing = tuple(column.name for column in columns if column.required and column.name not in places)
    return Matched(row_number, places, unknown, missing, tuple(twice))


def _is_own_name(key: str, columns: Sequence[Column]) -> bool:
    return any(key == heading_key(column.name) for column in columns)


def recognise(rows: Sequence[tuple[int, tuple[object, ...]]]) -> tuple[FileKind, Matched]:
    """The kind of a file and its columns, from its first rows; the headings needn't be in the first.

    Raises BadFile when no kind fits, saying what the nearest lacks.
    """
    found = [
        (kind, match_columns(number, cells_, columns))
        for number, cells_ in rows
        for kind, columns in COLUMNS.items()
    ]
    whole = [(kind, matched) for kind, matched in found if not matched.missing]
    if not whole:
        raise BadFile(_unrecognised(found))
    kind, matched = max(whole, key=lambda pair: len(pair[1].places))
    if matched.twice:
        names = ", ".join(matched.twice)
        raise BadFile(f"Two columns of the {kind} file could be “{names}”. Rename or delete one of them.")
    return kind, matched


def _unrecognised(found: Sequence[tuple[FileKind, Matched]]) -> str:
    likely = [(kind, matched) for kind, matched in found if len(matched.places) > 1]
    if not likely:
        return (
            "The headings of this file aren't known. The first row should name the columns, "
            "for example: " + "; ".join(f"{kind}: {_headings(kind)}" for kind in COLUMNS) + "."
        )
    kind, matched = max(likely, key=lambda pair: len(pair[1].places))
    twice = [name for name in matched.missing if name in matched.twice]
    if twice:
        return f"Two columns of the {kind} file could be “{twice[0]}”. Rename or delete one of them."
    lacks = ", ".join(f"“{name}”" for name in matched.missing)
    return f"This looks like a {kind} file, but it has no column {lacks}. Add it, or rename what is meant."


def _headings(kind: FileKind) -> str:
    return ", ".join(column.name for column in COLUMNS[kind] if column.required)
