"""What waits for somebody about cases and people, in sentences, each with the buttons that lead on."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.messages import Block
from handlers.views.allocation.allocations import kind_text
from handlers.views.blocks import button
from handlers.views.cases.reweighing import answer_buttons, judgement_words
from handlers.views.concerns.concerns import said_lines
from handlers.views.home.needs import allocate_button, case_button, typed_button
from handlers.views.supervision.recording import record_worker_button
from handlers.views.words import day_text, escape, moment_text
from scoring.case import Case
from scoring.concerns import Concern
from scoring.ids import WorkerId
from scoring.offers import Offer
from scoring.waiting import Wait
from scoring.working_time import london_day
from storage.judgements import ProposalRecord


def proposal_text(case: Case, proposal: ProposalRecord, by: str) -> str:
    """A judgement that the reader is asked to agree."""
    what = judgement_words(case, proposal.points, proposal.reason, proposal.review_on)
    return f"*{escape(by)}* proposes {what}. It counts once you agree."


def proposal_buttons(case: Case, proposal: ProposalRecord) -> list[Block]:
    """The answers that the direct message offers too, and the card that shows what it makes."""
    answers = [
        {**each, "action_id": f"{each['action_id']}:{proposal.id}"} for each in answer_buttons(proposal)
    ]
    return [*answers, case_button(case.reference)]


def offer_text(case: Case, offer: Offer, from_team: str, to_team: str, by: str) -> str:
    """A case that another team offers."""
    return (
        f"*{case.reference}* ({kind_text(case)}) is offered to {escape(to_team)} by {escape(by)} of "
        f"{escape(from_team)}, since {moment_text(offer.offered_at)}."
    )


def offer_buttons(offer: Offer) -> list[Block]:
    """What it weighs, and the two answers."""
    return [
        button("Choose a worker and accept", f"offer_accept:{offer.id}", str(offer.id), "primary"),
        button("Decline", f"offer_decline:{offer.id}", str(offer.id)),
        button("What it weighs", f"offer_show:{offer.id}", str(offer.id)),
    ]


def look_text(wait: Wait, today: date) -> str:
    """A waiting child whom the reader said they would look at."""
    when = "Today is" if wait.look.on == today else f"{day_text(wait.look.on)} was"
    waits = f"It has waited for a worker since {moment_text(wait.since)}."
    return f"{when} your next look at *{wait.case.reference}* ({kind_text(wait.case)}). {waits}"


def look_buttons(wait: Wait) -> list[Block]:
    """Give the child a worker, or say when to look again."""
    id_ = wait.case.id
    return [allocate_button(id_), button("Next look", f"next_look:{id_}", str(id_))]


def concern_text(name: str, concern: Concern, now: datetime) -> str:
    """Somebody who would like to talk, to whoever it has come to."""
    since = f"since {day_text(london_day(concern.raised_at))}"
    first = f"*{escape(name)}* would like to talk about their caseload, {since}."
    if concern.answered_at is not None:
        asked = f"You said on {moment_text(concern.answered_at)} that you will talk with them."
    elif concern.answer_by > now:
        asked = f"Please answer by {moment_text(concern.answer_by)}."
    else:
        asked = f"It should have been answered by {moment_text(concern.answer_by)}."
    return "\n".join([first, *said_lines(concern.said, "It suits them"), asked])


def supervision_buttons(worker: WorkerId, email: str) -> Sequence[Block]:
    """The sheet to walk in with, and recording that it happened."""
    sheet = typed_button("Open the sheet", f"/caseload supervision {email}", f"sheet-{worker}")
    return [sheet, record_worker_button(worker)]
