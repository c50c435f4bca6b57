"""Promises broken and kept again at the plain office: what several of this folder's tests begin with."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from handlers.messages import Form
from scoring.case import Kind, Need
from scoring.ids import Reference
from storage.allocations import close_case
from storage.cases import find_case, list_open_cases
from storage.tables.ledger import BREACHES
from tests.office import Office
from tests.recording import change_facts


def give(office: Office, who: str, cases: int, start: int = 1000, kind: str = "cin lower") -> None:
    """Give somebody this many new cases, each a family of its own, and have everything looked at."""
    boss = "sue" if who == "kit" else "ann"
    for number in range(start, start + cases):
        said = office.says(boss, f"/allocate AB-{number} {kind} @{who} because=AGREED")
        assert "is with" in said
    office.rescore()


def close(office: Office, number: int) -> None:
    """Close this many open cases."""
    with office.database.writing() as session:
        for case in list_open_cases(session)[-number:]:
            close_case(session, office.change(), case)
    office.rescore()


def breaches(office: Office) -> list[Any]:
    with office.database.reading() as session:
        return list(session.execute(select(BREACHES).order_by(BREACHES.c.id)))


def without_allocations(office: Office) -> list[tuple[str, str]]:
    """Kind and text of what goes out now, except the messages about single cases."""
    return [(e.kind, p.message.text) for e, p in office.deliver() if e.kind != "allocated" and p is not None]


def escalate(office: Office, kind: Kind) -> None:
    """What has already happened in the case system is always recorded."""
    with office.database.writing() as session:
        case = find_case(session, Reference("AB-1000"))
        assert case is not None
        change_facts(session, office.change(), case, replace(case.facts, kind=kind, need=Need.UNKNOWN))
    office.rescore()


def plan_state(office: Office, view: Any, **changes: Any) -> dict[str, Any]:
    [lines] = [b for b in view["blocks"] if b.get("block_id") == "lines"]
    ticked = [option["value"] for option in lines["element"]["options"]]
    state = {
        "code": "MOVE",
        "who": str(office.workers["ann"]),
        "by_when": "2026-12-04",
        "text": "",
        "lines": ticked,
    }
    return {**state, **changes}


def open_plan(office: Office, who: str = "ann") -> Any:
    form = office.click(who, "plan:worker-2", f"worker:{office.workers['sam']}")
    assert isinstance(form, Form), form
    return form.view
