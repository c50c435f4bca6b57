"""The case card: what a case is, who leads it, why it weighs what it weighs, and what became of it so far."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.messages import Block, Message
from handlers.views.allocation.allocations import kind_text
from handlers.views.allocation.form import FACTOR_LABELS
from handlers.views.blocks import actions, button, context, plain, section
from handlers.views.cases.changes import change_text
from handlers.views.cases.waiting import look_text, wait_text
from handlers.views.cases.words import date_text, judged_text, proposed_words, share_words
from handlers.views.words import escape, listed, moment_text, trial_note
from scoring.case import Case
from scoring.case_words import JUDGEMENT_WORDS
from scoring.eligibility import SOFT_REASON_WORDS, SoftReason
from scoring.ids import CaseId, WorkerId
from scoring.offers import Offer
from scoring.points import CasePoints, explain_points
from scoring.policy import Policy
from scoring.tenths import Tenths, short_text
from scoring.waiting import Wait
from scoring.working_time import london_day
from storage.cases import CaseChange, LeadRecord
from storage.judgements import ProposalRecord

REASON_WORDS: Mapping[str, str] = {
    "MANAGE": "managing caseloads",
    "FCONTA": "first contact or re-referral",
    "LEFTRL": "the worker left the role",
    "ORGRST": "reorganisation",
    "TSPROC": "transfer by the usual process",
    "ABSENC": "absence, or a return from it",
    "CHCHAN": "the child asked for a change",
    "PCCHAN": "a parent or carer asked for a change",
    "SWDIED": "the worker died",
    "OTHERS": "another reason",
}
"""The ten codes of the looked-after return (SSDA903, SWEpisodes, SW_REASON) in plain words."""

MOST_LEADS = 6
MOST_SIBLINGS = 10


@dataclass(frozen=True, slots=True)
class Proposed:
    """A judgement that waits to be agreed. `makes` is the lead's load with it, None for who may not see it.

    `can_answer` says whether the reader is the one who is asked to agree.
    """

    proposal: ProposalRecord
    makes: Tenths | None
    can_answer: bool


@dataclass(frozen=True, slots=True)
class Card:
    """Everything a case card shows; `siblings` are only those that the reader may see.

    `visit_due_on` is the day a visit was due by, if that has passed; `wrong` why the lead may not lead it.
    `offer` is an open one with the name of the team it is made to. `can_weigh` is for the two who agree
    judgements, `can_tend` for its lead, `can_change` for who looks after its team.
    """

    case: Case
    team: str
    points: Mapping[CaseId, CasePoints]
    names: Mapping[WorkerId, str]
    siblings: Sequence[Case]
    leads: Sequence[LeadRecord]
    wait: Wait | None
    last_seen: date | None
    visit_due_on: date | None
    wrong: str | None
    proposed: Proposed | None
    offer: tuple[Offer, str] | None
    can_weigh: bool
    can_tend: bool
    can_change: bool
    viewer: WorkerId
    today: date
    policy: Policy


def card_message(card: Card) -> Message:
    """The card, with its buttons for those who may use them."""
    title = f"{card.case.reference}: {kind_text(card.case)}, {escape(card.team)}"
    now = [*_holder(card), *_points(card), *_facts(card), *_offer(card)]
    around = [*_siblings(card), *_seen(card), *_history(card.leads)]
    text = "\n".join([f"{title}.", *now, *around])
    blocks = [section(f"*{title}*\n" + "\n".join(now)), section("\n".join(around))]
    blocks += [actions(*row) for row in (_answers(card), _buttons(card)) if row]
    return Message(text, (*blocks, context(trial_note(card.policy))))


def closed_card_message(
    case: Case, team: str, closing: CaseChange | None, leads: Sequence[LeadRecord], can_change: bool
) -> Message:
    """The card of a closed case: who closed it when, who led it, and the way to open it again."""
    who = f" {change_text(closing, {})}." if closing else ""
    title = f"{case.reference} is closed.{who}"
    around = [f"It was last known as: {kind_text(case)}, {escape(team)}.", *_history(leads)]
    text = "\n".join([title, *around])
    blocks = [section(f"*{title}*\n" + "\n".join(around))]
    if can_change:
        blocks.append(actions(button("Reopen", "case_reopen", str(case.id))))
    return Message(text, tuple(blocks))


def _holder(card: Card) -> Iterator[str]:
    case = card.case
    if case.lead is None:
        since = f" since {moment_text(card.wait.since)}" if card.wait else ""
        yield f"Waiting{since}; nobody leads it yet."
        if card.wait is not None:
            yield f"{wait_text(card.wait, card.today)} {look_text(card.wait, card.names, card.today)}"
        return
    since = f" since {date_text(case.led_since)}" if case.led_since else " (since when isn't known here)"
    yield f"With {_name(card, case.lead)}{since}."
    if card.wrong:
        yield f"To put right: {escape(card.wrong)}"


def _points(card: Card) -> Iterator[str]:
    points = card.points[card.case.id]
    yield f"Points: {explain_points(points)}"
    if card.case.co_workers and card.case.lead is not None:
        yield share_words(card.case, points.total, card.names)
    yield from _judgement(card)
    if card.proposed is not None:
        by = _name(card, card.proposed.proposal.proposed_by)
        yield proposed_words(card.proposed.proposal, card.proposed.makes, by, card.viewer)


def _judgement(card: Card) -> Iterator[str]:
    judgement = card.case.judgement
    if judgement is None:
        return
    lapses = "lapsed" if judgement.review_on <= card.today else "lapses"
    both = listed([_name(card, judgement.worker), _name(card, judgement.supervisor)])
    said = f"Judgement {judged_text(judgement.points)}, {JUDGEMENT_WORDS[judgement.reason]}: agreed by {both}"
    again = ""
    if card.case.lead is not None and judgement.worker != card.case.lead:
        again = f" To be agreed again with {_name(card, card.case.lead)}."
    yield f"{said}; it {lapses} on {date_text(judgement.review_on)}.{again}"


def _facts(card: Card) -> Iterator[str]:
    facts = card.case.facts
    known = [label for key, label in FACTOR_LABELS.items() if key in facts.factors]
    if facts.travel_minutes:
        known.append(f"travel of {facts.travel_minutes} minutes one way")
    yield f"Known of it: {listed(known)}." if known else "Nothing is recorded that adds work."


def _offer(card: Card) -> Iterator[str]:
    if card.offer is not None:
        offer, team = card.offer
        by = _name(card, offer.offered_by)
        yield f"Offered to {escape(team)} by {by} on {moment_text(offer.offered_at)}; no answer yet."


def _siblings(card: Card) -> Iterator[str]:
    if not card.siblings:
        return
    known = [_sibling(card, each) for each in card.siblings[:MOST_SIBLINGS]]
    rest = len(card.siblings) - len(known)
    yield f"Siblings: {listed(known)}." if rest <= 0 else f"Siblings: {'; '.join(known)}; and {rest} more."


def _sibling(card: Card, case: Case) -> str:
    who = f"with {_name(card, case.lead)}" if case.lead is not None else "waiting"
    points = f"{short_text(card.points[case.id].total)} points"
    return f"{case.reference} ({kind_text(case)}; {who}, {points})"


def _seen(card: Card) -> Iterator[str]:
    if card.last_seen is None:
        yield "When the child was last seen isn't known here."
    elif card.visit_due_on is None:
        yield f"Last seen on {date_text(card.last_seen)}."
    else:
        due = date_text(card.visit_due_on)
        yield f"Last seen on {date_text(card.last_seen)}; the next visit was usually due by {due}."


def _history(leads: Sequence[LeadRecord]) -> Iterator[str]:
    if not leads:
        yield "Nobody has led it here so far."
        return
    earlier = len(leads) - MOST_LEADS
    if earlier > 0:
        yield f"Who has led it, without the first {earlier}:"
    else:
        yield "Who has led it:"
    for each in leads[-MOST_LEADS:]:
        yield f"• {_lead_text(each)}"


def _lead_text(lead: LeadRecord) -> str:
    """ "Sam Lee, from 3 March 2026 to 8 June 2026; it ended with: managing caseloads" """
    begins = date_text(lead.began_on or london_day(lead.began_at))
    when = f"from {begins} to {date_text(london_day(lead.ended_at))}" if lead.ended_at else f"since {begins}"
    why = f"; it ended with: {REASON_WORDS[lead.ended_reason]}" if lead.ended_reason else ""
    if lead.because:
        why = f"; it went ahead because: {SOFT_REASON_WORDS[SoftReason(lead.because)]}{why}"
    return f"{escape(lead.name)}, {when}{why}"


def _name(card: Card, worker: WorkerId) -> str:
    return escape(card.names.get(worker, "somebody who has left"))


def _answers(card: Card) -> list[Block]:
    """What whoever is asked to agree a judgement can answer."""
    if card.proposed is None or not card.proposed.can_answer:
        return []
    id_ = str(card.proposed.proposal.id)
    agree = f"Agree {judged_text(card.proposed.proposal.points)}"
    return [
        button(agree, "judgement_agree", id_, "primary"),
        button("Let's discuss", "judgement_discuss", id_),
    ]


def _buttons(card: Card) -> list[Block]:
    """What the reader may do with the case; a lead weighs it and says what is known, a manager all of it."""
    id_, is_led = str(card.case.id), card.case.lead is not None
    rows: list[Block] = []
    if card.can_change:
        value = json.dumps({"case": card.case.id}, separators=(",", ":"))
        rows.append(button("Reallocate" if is_led else "Allocate", "reallocate", value, "primary"))
    if card.can_weigh:
        rows.append(button("Reweigh", "reweigh", id_))
    if card.can_change and is_led:
        rows.append(button("Co-work", "co_work", id_))
    if card.can_change or card.can_tend:
        rows.append(button("Change facts", "facts", id_))
        rows.append(button("Escalate / step down", "escalate", id_))
    if card.can_change:
        rows += [*_offer_button(card), *([] if is_led else [button("Next look", "next_look", id_)])]
        rows.append(button("Close", "case_close", id_, "danger", _confirm(card)))
    return rows


def _offer_button(card: Card) -> list[Block]:
    if card.offer is None:
        return [button("Offer to another team", "offer", str(card.case.id))]
    return [button("Take the offer back", "offer_withdraw", str(card.offer[0].id))]


def _confirm(card: Card) -> Block:
    holder = card.names.get(card.case.lead) if card.case.lead is not None else None
    leaves = f"leaves {escape(holder)}'s caseload" if holder else "closes"
    text = f"{card.case.reference} {leaves} at once. Please close it in the case system as well."
    return {
        "title": plain(f"Close {card.case.reference}?", 100),
        "text": plain(text, 300),
        "confirm": plain("Close it", 30),
        "deny": plain("Keep it open", 30),
        "style": "danger",
    }
