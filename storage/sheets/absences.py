"""The plan of a reductions file: sickness, maternity, phased return and the like, by e-mail and first day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from scoring.tenths import round_half_up
from storage.session import Session
from storage.sheets.findings import Draft
from storage.sheets.read import Line, Table
from storage.sheets.staff import Staff, explain_reading, refuse, single_lines
from storage.sheets.steps import PutReduction
from storage.tables.people import REDUCTIONS, WORKERS


@dataclass(frozen=True, slots=True)
class KnownReduction:
    share_thousandths: int
    ends_on: date | None


Key = tuple[str, str, date]
"""Whose (e-mail), why, and from which day: what makes a reduction that one."""


def load_reductions(session: Session) -> dict[Key, KnownReduction]:
    """Every reduction by whose it is, why, and from when."""
    query = select(REDUCTIONS, WORKERS.c.email).join(WORKERS, WORKERS.c.id == REDUCTIONS.c.worker_id)
    return {
        (row.email, row.reason, row.starts_on): KnownReduction(row.share_thousandths, row.ends_on)
        for row in session.execute(query)
    }


def plan_reductions(table: Table, staff: Staff, known: Mapping[Key, KnownReduction]) -> Draft:
    """The plan of a reductions file. One that is missing stays in force and is listed."""
    draft = Draft()
    refused: list[tuple[int, str]] = []
    lines = single_lines(draft, table, _key, "e-mail, reason and first day")
    for key, line in lines:
        ends_on = line.values.get("to")
        if key[0] not in staff.ids:
            draft.add("unknown_workers", key[0], "nobody here has this e-mail", f"row {line.number}")
        elif ends_on is not None and ends_on < key[2]:
            refused.append((line.number, "it ends before it starts"))
        else:
            explain_reading(draft, line, ("reason",))
            _plan_reduction(draft, key, line, staff, known.get(key))
    refuse(draft, refused)
    present = {key for key, _ in lines}
    for key, reduction in known.items():
        if key not in present and (reduction.ends_on is None or reduction.ends_on >= staff.as_at):
            draft.add("not_in_file", key[0], f"{_words(key)}: give it a last day if it is over")
    return draft


def _key(line: Line) -> Key:
    return (line.values["email"], line.values["reason"].value, line.values["from"])


def _plan_reduction(draft: Draft, key: Key, line: Line, staff: Staff, known: KnownReduction | None) -> None:
    values: Any = line.values
    # An empty last day is "open end" for a new reduction, and keeps the one known for an old.
    ends_on = values.get("to") or (known.ends_on if known else None)
    now = KnownReduction(round_half_up(values["percent"] * 1000), ends_on)
    if now == known:
        draft.unchanged += 1
        return
    until = f" to {ends_on:%-d %B %Y}" if ends_on else ", open end"
    words = f"{_words(key)}{until}: {now.share_thousandths / 10:g} %"
    draft.add("new" if known is None else "changed", key[0], words)
    reason = values["reason"]
    draft.steps.append(PutReduction(staff.ids[key[0]], reason, now.share_thousandths, key[2], ends_on))


def _words(key: Key) -> str:
    return f"{key[1].replace('_', ' ')} from {key[2]:%-d %B %Y}"
