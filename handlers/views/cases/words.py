"""What several screens about one case say in the same words."""

from collections.abc import Mapping
from datetime import date

from handlers.views.words import escape, listed
from scoring.case import Case
from scoring.case_words import JUDGEMENT_WORDS
from scoring.ids import WorkerId
from scoring.judgement import proposed_text
from scoring.points import share_points
from scoring.tenths import Tenths, short_text
from storage.judgements import ProposalRecord


def date_text(day: date) -> str:
    """ "23 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def judged_text(points: int) -> str:
    """A judgement's whole points with their sign: "+2", "−1", "0"."""
    return f"{'−' if points < 0 else '+' if points else ''}{abs(points)}"


def judged_points_text(points: int) -> str:
    """ "+2 points", "−1 point"."""
    return f"{judged_text(points)} {'point' if abs(points) == 1 else 'points'}"


def proposed_words(proposal: ProposalRecord, makes: Tenths | None, by: str, viewer: WorkerId) -> str:
    """ "+2 proposed, would make 104; Sam Lee, complex needs. It counts once both have agreed." """
    said = f"{judged_text(proposal.points)} proposed"
    if makes is not None:
        said = proposed_text(proposal.points, makes)
    who = "you" if proposal.proposed_by == viewer else by
    return (
        f"{said}: by {who}, {JUDGEMENT_WORDS[proposal.reason]}, for review on "
        f"{date_text(proposal.review_on)}. It counts once both have agreed."
    )


def share_words(case: Case, total: Tenths, names: Mapping[WorkerId, str]) -> str:
    """ "Lee Marsh co-works 25 % (3.8 points); Jo Price holds the other 11.2." """
    shares = share_points(case, total)
    others = [
        f"{_name(names, each.worker)} co-works {each.percent} % ({short_text(shares[each.worker])} points)"
        for each in case.co_workers
    ]
    if case.lead is None or not others:
        return ""
    rest = f"{_name(names, case.lead)} holds the other {short_text(shares[case.lead])}"
    return f"{listed(others)}; {rest}."


def _name(names: Mapping[WorkerId, str], worker: WorkerId) -> str:
    return escape(names.get(worker, "somebody who has left"))
