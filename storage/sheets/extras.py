"""The plan of an extras file: extra responsibilities with their points, by e-mail and responsibility."""

from collections.abc import Mapping

from sqlalchemy import select

from scoring.tenths import short_text
from storage.names import name_key
from storage.session import Session
from storage.sheets.findings import Draft
from storage.sheets.read import Line, Table
from storage.sheets.staff import Staff, refuse, single_lines
from storage.sheets.steps import PutExtra
from storage.tables.people import EXTRAS, WORKERS

MOST_CHARACTERS = 60

Key = tuple[str, str]
"""Whose (e-mail), and which responsibility, as names are compared."""


def load_extras(session: Session) -> dict[Key, tuple[str, int]]:
    """Every open extra responsibility: how it is written here, and its points (tenths)."""
    query = select(EXTRAS, WORKERS.c.email).join(WORKERS, WORKERS.c.id == EXTRAS.c.worker_id)
    return {
        (row.email, name_key(row.responsibility)): (row.responsibility, row.points_tenths)
        for row in session.execute(query.where(EXTRAS.c.until_at.is_(None)))
    }


def plan_extras(table: Table, staff: Staff, known: Mapping[Key, tuple[str, int]]) -> Draft:
    """The plan of an extras file. One that is missing stays and is listed; points are within the policy's."""
    draft = Draft()
    refused: list[tuple[int, str]] = []
    lines = single_lines(draft, table, _key, "e-mail and responsibility")
    for key, line in lines:
        if key[0] not in staff.ids:
            draft.add("unknown_workers", key[0], "nobody here has this e-mail", f"row {line.number}")
        elif problem := _problem(line, staff):
            refused.append((line.number, problem))
        else:
            _plan_extra(draft, key, line, staff, known.get(key))
    refuse(draft, refused)
    present = {key for key, _ in lines}
    for key, (responsibility, _) in known.items():
        if key not in present:
            draft.add("not_in_file", key[0], f"{responsibility}: end it if it is over")
    return draft


def _key(line: Line) -> Key:
    return (line.values["email"], name_key(line.values["responsibility"]))


def _problem(line: Line, staff: Staff) -> str:
    least, most = staff.policy.extra_least, staff.policy.extra_most
    if not least <= line.values["points"] <= most:
        return (
            f"points are from {short_text(least)} to {short_text(most)} (policy extra_least and extra_most)"
        )
    if len(line.values["responsibility"]) > MOST_CHARACTERS:
        return f"responsibility is longer than {MOST_CHARACTERS} characters"
    return ""


def _plan_extra(draft: Draft, key: Key, line: Line, staff: Staff, known: tuple[str, int] | None) -> None:
    points = line.values["points"]
    responsibility = known[0] if known else line.values["responsibility"]
    if known and known[1] == points:
        draft.unchanged += 1
        return
    words = f"{responsibility}, {short_text(points)} points"
    draft.add("changed" if known else "new", key[0], words)
    draft.steps.append(PutExtra(staff.ids[key[0]], responsibility, points))
