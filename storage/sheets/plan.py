"""Planning an import: what a file would change here, before anything is changed.

One table of planners, by the kind of the file, which its headings tell.
"""

import gc
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from scoring.case import Case
from scoring.errors import BadFile, BadInput, NotFound
from scoring.ids import TeamId
from scoring.policy import Policy
from scoring.working_time import london_day
from storage.details import load_team_details
from storage.names import name_key
from storage.session import Session
from storage.sheets.absences import load_reductions, plan_reductions
from storage.sheets.annex_a import read_annex_a
from storage.sheets.annex_lists import is_annex_a
from storage.sheets.case_list import read_case_list
from storage.sheets.case_plan import Here, plan_cases
from storage.sheets.columns import FileKind
from storage.sheets.extras import load_extras, plan_extras
from storage.sheets.families import families_sentence, plan_families
from storage.sheets.findings import Draft, Entry, Plan
from storage.sheets.known import (
    find_last_import,
    load_coverage,
    load_known_cases,
    load_people,
    load_teams,
)
from storage.sheets.listed import Listing
from storage.sheets.people import plan_people
from storage.sheets.progress import Told, tell_nobody
from storage.sheets.read import Table, find_table, open_file
from storage.sheets.staff import load_staff
from storage.sheets.steps import AddCase, ChangeCase, CloseCase, ReopenCase
from storage.sheets.teams import plan_teams
from storage.sheets.workbook import Sheet
from storage.tables.people import COVERS, TEAMS, WORKERS

__all__ = ["Entry", "Plan", "plan_import"]

_SOURCE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True)
class Ask:
    """One import as it was asked for."""

    session: Session
    policy: Policy
    as_at: date
    source: str
    waiting_team: TeamId | None
    told: Told


def plan_import(
    session: Session,
    file: Path | bytes,
    filename: str = "",
    *,
    policy: Policy,
    now: datetime,
    source: str | None = None,
    as_at: date | None = None,
    waiting_team: str | None = None,
    told: Told = tell_nobody,
) -> Plan:
    """What importing this file would do. Nothing is written.

    `as_at` is the day whose state the file shows, today in London if None. `source` is a short name for the
    system or export it comes from, the file's kind if None: only a file of the same source closes what it
    leaves out. `filename` is only shown.
    Children without any team wait in `waiting_team` (a team's name); without one they are listed.
    `told` hears how far it has come.
    Raises BadFile when the file can't be used, with what to do.
    """
    sheets = open_file(file)
    day = as_at or london_day(now)
    if day > london_day(now):
        raise BadInput("The file can't be as at a day to come.", "as_at")
    table = None if is_annex_a(sheets) else find_table(sheets)
    kind = table.kind if table else FileKind.ANNEX_A
    name = _source(source or kind)
    _refuse_older(session, kind, name, day)
    ask = Ask(session, policy, day, name, _waiting_team(session, waiting_team), told)
    draft = _plan_annex_a(ask, sheets) if table is None else _PLANNERS[kind](ask, table)
    plan = draft.finish(kind, name, day, table.matched.unknown if table else ())
    return replace(plan, filename=filename or (file.name if isinstance(file, Path) else ""))


def _source(text: str) -> str:
    if not _SOURCE.fullmatch(text):
        raise BadInput("A source is a short name in lower case, such as annex_a or mosaic.", "source")
    return str(text)


def _refuse_older(session: Session, kind: FileKind, source: str, as_at: date) -> None:
    last = find_last_import(session, kind, source)
    if last is not None and as_at < last:
        raise BadFile(
            f"A newer file of “{source}” was imported already (as at {last:%-d %B %Y}, this one "
            f"{as_at:%-d %B %Y}). Import the newest file."
        )


def _waiting_team(session: Session, name: str | None) -> TeamId | None:
    if name is None:
        return None
    id_ = session.execute(select(TEAMS.c.id).where(TEAMS.c.name_key == name_key(name))).scalar()
    if id_ is None:
        raise NotFound(f"There is no team called “{name}”. Import the teams first.")
    return TeamId(id_)


def _here(ask: Ask) -> Here:
    return Here(
        load_known_cases(ask.session),
        load_people(ask.session),
        load_teams(ask.session),
        load_coverage(ask.session, ask.source),
        ask.policy,
        ask.as_at,
        ask.waiting_team,
    )


def _plan_annex_a(ask: Ask, sheets: list[Sheet]) -> Draft:
    listing = read_annex_a(sheets, ask.policy, ask.as_at, ask.told)
    sheets.clear()
    gc.collect()  # a country's workbook has its strings in memory until then: its objects point to each other
    return _plan_listing(ask, listing)


def _plan_case_list(ask: Ask, table: Table) -> Draft:
    return _plan_listing(ask, read_case_list(table, ask.policy, ask.as_at))


def _plan_listing(ask: Ask, listing: Listing) -> Draft:
    here = _here(ask)
    draft = plan_cases(listing, here, ask.told)
    sentence = families_sentence(_afterwards(here, draft), ask.policy)
    if sentence:
        draft.notes.append(sentence)
    return draft


def _afterwards(here: Here, draft: Draft) -> list[Case]:
    """Every open case as it would be once the plan is applied."""
    cases: dict[object, Case] = {
        known.reference: known.case for known in here.cases.values() if known.case is not None
    }
    for step in draft.steps:
        if isinstance(step, AddCase):
            cases[step.case.reference] = step.case
        elif isinstance(step, ChangeCase | ReopenCase):
            cases[step.after.reference] = step.after
        elif isinstance(step, CloseCase):
            del cases[step.case.reference]
    return list(cases.values())


def _plan_families(ask: Ask, table: Table) -> Draft:
    return plan_families(table, _here(ask))


def _plan_people(ask: Ask, table: Table) -> Draft:
    return plan_people(table, load_staff(ask.session, ask.policy, ask.as_at))


def _plan_teams(ask: Ask, table: Table) -> Draft:
    rows = ask.session.execute(select(TEAMS.c.id, TEAMS.c.name_key)).all()
    known = {row.name_key: load_team_details(ask.session, TeamId(row.id)) for row in rows}
    covers = ask.session.execute(
        select(TEAMS.c.name_key, WORKERS.c.email, COVERS.c.starts_on, COVERS.c.ends_on)
        .join_from(COVERS, TEAMS, TEAMS.c.id == COVERS.c.team_id)
        .join(WORKERS, WORKERS.c.id == COVERS.c.worker_id)
    )
    staff = load_staff(ask.session, ask.policy, ask.as_at)
    return plan_teams(table, staff, known, frozenset((row[0], row[1], row[2], row[3]) for row in covers))


def _plan_reductions(ask: Ask, table: Table) -> Draft:
    return plan_reductions(
        table, load_staff(ask.session, ask.policy, ask.as_at), load_reductions(ask.session)
    )


def _plan_extras(ask: Ask, table: Table) -> Draft:
    return plan_extras(table, load_staff(ask.session, ask.policy, ask.as_at), load_extras(ask.session))


_PLANNERS: Mapping[FileKind, Callable[[Ask, Table], Draft]] = {
    FileKind.PEOPLE: _plan_people,
    FileKind.TEAMS: _plan_teams,
    FileKind.REDUCTIONS: _plan_reductions,
    FileKind.EXTRAS: _plan_extras,
    FileKind.FAMILIES: _plan_families,
    FileKind.CASES: _plan_case_list,
}
