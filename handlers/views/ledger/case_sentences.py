"""A promise to a child that isn't kept, in a sentence: who waits since when, who leads it and may not."""

from datetime import datetime

from handlers.views.allocation.allocations import kind_text
from handlers.views.words import GRADE_NOUNS, escape, moment_text
from scoring.case import Case
from scoring.people import Worker


def case_sentence(case: Case, lead: Worker | None, waiting_since: datetime | None) -> str:
    """What isn't kept of one case: the wrong holder where somebody leads it, else the wait."""
    what = f"{case.reference} ({kind_text(case)})"
    if lead is not None:
        return f"{what} is now with {escape(lead.name)}, {GRADE_NOUNS[lead.grade]}."
    since = f" since {moment_text(waiting_since)}" if waiting_since is not None else ""
    return f"{what} has waited for a worker{since}, longer than we promise."
