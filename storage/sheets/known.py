"""Everything an import compares a file with, read once and not per row."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter

from sqlalchemy import func, select

from scoring.case import Case
from scoring.ids import CaseId, FamilyKey, Reference, TeamId, WorkerId
from scoring.working_time import london_day
from storage.cases import list_open_between
from storage.names import name_key
from storage.people import PersonRecord, list_people
from storage.session import Session
from storage.sheets.progress import AT_ONCE
from storage.tables.cases import CASES, COVERAGE
from storage.tables.post import IMPORTS
from storage.teams import TeamRecord, list_teams


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case here: `case` is None when it is closed. Days are London days."""

    id: CaseId
    reference: Reference
    case: Case | None
    family: FamilyKey | None
    last_seen: date | None
    changed_in_slack_on: date | None


_KNOWN = select(
    CASES.c.id, CASES.c.reference, CASES.c.family_key, CASES.c.last_seen_on, CASES.c.changed_in_slack_at
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one source's lists named: when each list last named each case."""

    by_case: Mapping[CaseId, Mapping[str, date]]


def load_known_cases(session: Session) -> dict[Reference, KnownCase]:
    """Every case, open or closed, by its reference."""
    known: dict[Reference, KnownCase] = {}
    for ids in _ranges(session):
        open_cases = {case.id: case for case in list_open_between(session, *ids)}
        for row in session.execute(_KNOWN.where(CASES.c.id.between(*ids))):
            case = open_cases.get(CaseId(row.id))
            reference = case.reference if case else Reference(row.reference)
            known[reference] = KnownCase(
                CaseId(row.id),
                reference,
                case,
                None if row.family_key is None else FamilyKey(row.family_key),
                _same_day(row.last_seen_on),
                None if row.changed_in_slack_at is None else london_day(row.changed_in_slack_at),
            )
    return known


@lru_cache(maxsize=65_536)
def _same_day(day: date | None) -> date | None:
    """Equal days as one value."""
    return day


def _ranges(session: Session) -> Iterator[tuple[int, int]]:
    """The cases' numbers, some thousand at a time: rows fetched all at once take ten times their values."""
    last = session.execute(select(func.max(CASES.c.id))).scalar() or 0
    return ((start, start + AT_ONCE - 1) for start in range(1, last + 1, AT_ONCE))


def load_coverage(session: Session, source: str) -> Coverage:
    """Which lists of this source named which cases."""
    same: Callable[[tuple[tuple[str, date], ...]], Mapping[str, date]] = cache(dict)
    query = (
        select(COVERAGE.c.case_id, COVERAGE.c.list_name, COVERAGE.c.as_at)
        .where(COVERAGE.c.source == source)
        .order_by(COVERAGE.c.case_id, COVERAGE.c.list_name)
    )
    rows = groupby(session.execute(query), key=itemgetter(0))
    return Coverage({CaseId(id_): same(tuple((name, day) for _, name, day in each)) for id_, each in rows})


def find_last_import(session: Session, kind: str, source: str) -> date | None:
    """The day of the newest file of this kind imported from this source."""
    rows = session.execute(select(IMPORTS.c.as_at, IMPORTS.c.detail).where(IMPORTS.c.source == source))
    return max((row.as_at for row in rows if json.loads(row.detail).get("kind") == kind), default=None)


@lru_cache(maxsize=65_536)
def person_key(name: str) -> str:
    """A name as it is compared: "Lee, Sam" is Sam Lee, whatever its capitals, spaces and quotes."""
    surname, comma, forename = name.partition(",")
    return name_key(f"{forename} {surname}" if comma else name)


class People:
    """Everybody known, to be found by e-mail or by name."""

    def __init__(self, people: Iterable[PersonRecord]) -> None:
        self.by_id: dict[WorkerId, PersonRecord] = {}
        self.by_email: dict[str, PersonRecord] = {}
        self._by_name: dict[str, list[PersonRecord]] = defaultdict(list)
        for person in people:
            self.by_id[person.id] = person
            self.by_email[person.email] = person
            self._by_name[person_key(person.name)].append(person)

    def named(self, text: str) -> list[PersonRecord]:
        """Everybody this could be: one person by e-mail, or all of that name."""
        if "@" in text:
            person = self.by_email.get(name_key(text))
            return [person] if person else []
        return self._by_name.get(person_key(text), [])


_team_key = lru_cache(maxsize=65_536)(name_key)
"""Names of teams and people stand in a file again and again: each is compared in one form, made once."""


class Teams:
    """Every team, to be found by name."""

    def __init__(self, teams: Iterable[TeamRecord]) -> None:
        listed = list(teams)
        self.by_id: dict[TeamId, TeamRecord] = {team.id: team for team in listed}
        self.by_name: dict[str, TeamRecord] = {name_key(team.name): team for team in listed}

    def find(self, text: str) -> TeamRecord | None:
        return self.by_name.get(_team_key(text)) if text else None


def load_people(session: Session) -> People:
    return People(list_people(session))


def load_teams(session: Session) -> Teams:
    return Teams(list_teams(session))
