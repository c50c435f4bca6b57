"""What a test records of a case in one line; the product always decides on a whole case first."""

from dataclasses import replace
from datetime import date

from scoring.case import Case, Facts
from scoring.ids import CaseId, FamilyKey, Reference, TeamId, WorkerId
from scoring.moves import lead_changed
from storage.allocations import NEW, record_case
from storage.change import Change, Grounds
from storage.session import Session


def add_case(
    session: Session,
    change: Change,
    *,
    reference: Reference,
    team: TeamId,
    facts: Facts,
    family: FamilyKey | None = None,
    lead: WorkerId | None = None,
    led_since: date | None = None,
    imported: bool = False,
    because: str | None = None,
) -> CaseId:
    """Record a case the bot didn't know, led by somebody or waiting in its team."""
    case = Case(NEW, reference, team, facts, lead, led_since, family)
    return record_case(session, change, None, case, Grounds("case_added", because, imported=imported))


def change_facts(session: Session, change: Change, case: Case, facts: Facts) -> None:
    """Record other facts; they count at once, whoever enters them."""
    record_case(session, change, case, replace(case, facts=facts), Grounds("facts_changed"))


def change_family(session: Session, change: Change, case: Case, family: FamilyKey | None) -> None:
    record_case(session, change, case, replace(case, family=family), Grounds("family_changed"))


def change_lead(
    session: Session,
    change: Change,
    case: Case,
    *,
    lead: WorkerId | None,
    team: TeamId,
    reason: str,
    led_since: date | None = None,
    because: str | None = None,
    imported: bool = False,
) -> None:
    """Record another lead, or that the child waits in a team."""
    after = lead_changed(case, lead, team, led_since)
    record_case(session, change, case, after, Grounds("lead_changed", because, reason, imported))
