"""What a change makes of a case: pure steps from one frozen case to the next."""

from dataclasses import replace
from datetime import date

from scoring.case import Case
from scoring.ids import TeamId, WorkerId


def lead_changed(case: Case, lead: WorkerId | None, team: TeamId, led_since: date | None) -> Case:
    """The case with another lead, or waiting in a team.

    A new lead who co-worked takes the old lead's share and keeps their own (policy guide §3), so they are no
    longer listed as a co-worker and the remainder is theirs.
    """
    others = tuple(other for other in case.co_workers if other.worker != lead)
    return replace(case, lead=lead, team=team, led_since=led_since, co_workers=() if lead is None else others)
