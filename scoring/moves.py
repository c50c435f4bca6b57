"""What a change makes of a case: pure steps from one frozen case to the next."""

from dataclasses import replace
from datetime import date

from scoring.case import Case, CoWorker
from scoring.ids import TeamId, WorkerId


def lead_changed(
    case: Case, lead: WorkerId | None, team: TeamId, led_since: date | None, earlier_percent: int = 0
) -> Case:
    """The case with another lead, or waiting in a team.

    A new lead takes the old lead's share and keeps any of their own (policy guide §3). With
    `earlier_percent` the earlier lead stays on as co-worker for that share (policy guide §5, escalation).
    """
    others = tuple(other for other in case.co_workers if other.worker != lead)
    if earlier_percent and case.lead is not None and case.lead != lead:
        others = (*others, CoWorker(case.lead, earlier_percent))
    return replace(case, lead=lead, team=team, led_since=led_since, co_workers=() if lead is None else others)
