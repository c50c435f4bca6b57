"""The council's cases as rows: as they stand, their history, who led and shared them, what was agreed."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Table

from bot.demo.council import Council
from bot.demo.files import CaseFile
from scoring.case import Judgement
from scoring.working_time import london_day
from storage.rows import fact_values
from storage.tables.cases import ALLOCATIONS, CASE_HISTORY, CASES, CO_WORK, JUDGEMENTS

Row = dict[str, Any]


def case_rows(council: Council) -> dict[Table, list[Row]]:
    """Every row about cases, tables in the order in which they may be filled."""
    files = council.files
    first_day = london_day(council.now) - timedelta(days=729)
    allocations = (row for file in files for row in _allocations(file))
    return {
        CASES: [_case(file) for file in files],
        CASE_HISTORY: [row for file in files for row in _history(file)],
        ALLOCATIONS: [
            {"id": number, **row, "imported": london_day(row["began_at"]) <= first_day}
            for number, row in enumerate(allocations, 1)
        ],
        CO_WORK: _numbered(row for file in files for row in _co_work(file)),
        JUDGEMENTS: _numbered(row for file in files for row in _judgements(file, council)),
    }


def _numbered(some: Iterator[Row]) -> list[Row]:
    return [{"id": number, **row} for number, row in enumerate(some, 1)]


def _case(file: CaseFile) -> Row:
    case = file.case
    return {
        "id": case.id,
        "reference": case.reference,
        "team_id": case.team,
        "lead_id": case.lead,
        "led_since": case.led_since,
        "family_key": case.family,
        **fact_values(case.facts),
        "last_seen_on": file.last_seen,
        "version": case.version,
        "opened_at": file.opened_at,
        "waiting_since": file.opened_at if file.is_open and case.lead is None else None,
        "closed_at": file.closed_at,
    }


def _history(file: CaseFile) -> Iterator[Row]:
    for phase in file.phases:
        yield _state(file, phase.from_at, phase.team, fact_values(phase.facts), is_closed=False)
    if file.closed_at is not None:
        yield _state(file, file.closed_at, file.case.team, fact_values(file.case.facts), is_closed=True)


def _state(file: CaseFile, at: Any, team: int, facts: Row, *, is_closed: bool) -> Row:
    place = {"case_id": file.case.id, "from_at": at, "team_id": team, "family_key": file.case.family}
    return {**place, **facts, "is_closed": is_closed}


def _allocations(file: CaseFile) -> Iterator[Row]:
    for spell in file.spells:
        yield {
            "case_id": file.case.id,
            "worker_id": spell.worker,
            "team_id": spell.team,
            "family_key": file.case.family,
            "began_at": spell.began_at,
            "began_on": london_day(spell.began_at),
            "ended_at": spell.ended_at,
            "ended_reason": spell.ended_reason,
        }


def _co_work(file: CaseFile) -> Iterator[Row]:
    for each in file.case.co_workers:
        began = file.spells[-1].began_at
        yield {"case_id": file.case.id, "worker_id": each.worker, "percent": each.percent, "began_at": began}


def _judgements(file: CaseFile, council: Council) -> Iterator[Row]:
    if file.case.judgement is not None:
        yield _judgement(file, file.case.judgement, council, is_agreed=True)
    if file.proposed is not None:
        yield _judgement(file, file.proposed, council, is_agreed=False)


def _judgement(file: CaseFile, judgement: Judgement, council: Council, *, is_agreed: bool) -> Row:
    proposed = max(file.spells[-1].began_at, council.now - timedelta(days=4))
    return {
        "case_id": file.case.id,
        "points": judgement.points,
        "reason": judgement.reason.value,
        "worker_id": judgement.worker,
        "supervisor_id": judgement.supervisor if is_agreed else None,
        "proposed_at": proposed,
        "agreed_at": proposed + timedelta(hours=3) if is_agreed else None,
        "review_on": judgement.review_on,
    }
