"""The case card: what a case is, who leads it, why it weighs what it weighs, and what became of it so far."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.messages import Block, Message
from handlers.views.allocation.allocations import kind_text
from handlers.views.allocation.form import FACTOR_LABELS
from handlers.views.blocks import actions, button, context, plain, section
from handlers.views.words import escape, listed, load_words, moment_text, trial_note
from scoring.case import Case
from scoring.case_words import JUDGEMENT_WORDS
from scoring.eligibility import SOFT_REASON_WORDS, SoftReason
from scoring.ids import WorkerId
from scoring.load import Load
from scoring.points import CasePoints, explain_points, share_points
from scoring.policy import Policy
from scoring.tenths import short_text
from scoring.working_time import london_day
from storage.cases import CaseChange, LeadRecord

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


@dataclass(frozen=True, slots=True)
class Card:
    """Everything a case card shows; `siblings` are only those that the reader may see.

    `visit_due_on` is the day a visit was due by, if that has passed; `wrong` why the lead may not lead it.
    """

    case: Case
    team: str
    points: CasePoints
    names: Mapping[WorkerId, str]
    siblings: Sequence[Case]
    leads: Sequence[LeadRecord]
    waiting_since: datetime | None
    last_seen: date | None
    visit_due_on: date | None
    wrong: str | None
    can_change: bool
    today: date
    policy: Policy


def card_message(card: Card) -> Message:
    """The card, with its buttons for those who may use them."""
    title = f"{card.case.reference}: {kind_text(card.case)}, {escape(card.team)}"
    now = [*_holder(card), *_points(card), *_facts(card)]
    around = [*_siblings(card), *_seen(card), *_history(card)]
    text = "\n".join([f"{title}.", *now, *around])
    blocks = [section(f"*{title}*\n" + "\n".join(now)), section("\n".join(around))]
    if card.can_change:
        blocks.append(_buttons(card))
    return Message(text, (*blocks, context(trial_note(card.policy))))


def _holder(card: Card) -> Iterator[str]:
    case = card.case
    if case.lead is None:
        since = f" since {moment_text(card.waiting_since)}" if card.waiting_since else ""
        yield f"Waiting{since}; nobody leads it yet."
        return
    since = f" since {_date(case.led_since)}" if case.led_since else " (since when isn't known here)"
    yield f"With {_name(card, case.lead)}{since}."
    if card.wrong:
        yield f"To put right: {escape(card.wrong)}"


def _points(card: Card) -> Iterator[str]:
    yield f"Points: {explain_points(card.points)}"
    case = card.case
    if case.co_workers and case.lead is not None:
        shares = share_points(case, card.points.total)
        others = [
            f"{_name(card, each.worker)} co-works {each.percent} % ({short_text(shares[each.worker])} points)"
            for each in case.co_workers
        ]
        lead = f"{_name(card, case.lead)} holds the other {short_text(shares[case.lead])}"
        yield f"{listed(others)}; {lead}."
    yield from _judgement(card)


def _judgement(card: Card) -> Iterator[str]:
    judgement = card.case.judgement
    if judgement is None:
        return
    sign = "−" if judgement.points < 0 else "+"
    lapses = "lapsed" if judgement.review_on <= card.today else "lapses"
    both = listed([_name(card, judgement.worker), _name(card, judgement.supervisor)])
    said = f"Judgement {sign}{abs(judgement.points)}, {JUDGEMENT_WORDS[judgement.reason]}: agreed by {both}"
    again = ""
    if card.case.lead is not None and judgement.worker != card.case.lead:
        again = f" To be agreed again with {_name(card, card.case.lead)}."
    yield f"{said}; it {lapses} on {_date(judgement.review_on)}.{again}"


def _facts(card: Card) -> Iterator[str]:
    facts = card.case.facts
    known = [label for key, label in FACTOR_LABELS.items() if key in facts.factors]
    if facts.travel_minutes:
        known.append(f"travel of {facts.travel_minutes} minutes one way")
    yield f"Known of it: {listed(known)}." if known else "Nothing is recorded that adds work."


def _siblings(card: Card) -> Iterator[str]:
    if card.siblings:
        known = [
            f"{each.reference} ({_name(card, each.lead) if each.lead is not None else 'waiting'})"
            for each in card.siblings
        ]
        yield f"Siblings: {listed(known)}."


def _seen(card: Card) -> Iterator[str]:
    if card.last_seen is None:
        yield "When the child was last seen isn't known here."
    elif card.visit_due_on is None:
        yield f"Last seen on {_date(card.last_seen)}."
    else:
        due = _date(card.visit_due_on)
        yield f"Last seen on {_date(card.last_seen)}; the next visit was usually due by {due}."


def _history(card: Card) -> Iterator[str]:
    if not card.leads:
        yield "Nobody has led it here so far."
        return
    earlier = len(card.leads) - MOST_LEADS
    if earlier > 0:
        yield f"Who has led it, without the first {earlier}:"
    else:
        yield "Who has led it:"
    for each in card.leads[-MOST_LEADS:]:
        yield f"• {_lead_text(each)}"


def _lead_text(lead: LeadRecord) -> str:
    """ "Sam Lee, from 3 March 2026 to 8 June 2026; it ended with: managing caseloads" """
    begins = _date(lead.began_on or london_day(lead.began_at))
    when = f"from {begins} to {_date(london_day(lead.ended_at))}" if lead.ended_at else f"since {begins}"
    why = f"; it ended with: {REASON_WORDS[lead.ended_reason]}" if lead.ended_reason else ""
    if lead.because:
        why = f"; it went ahead because: {SOFT_REASON_WORDS[SoftReason(lead.because)]}{why}"
    return f"{escape(lead.name)}, {when}{why}"


def _date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _name(card: Card, worker: WorkerId) -> str:
    return escape(card.names.get(worker, "somebody who has left"))


def _buttons(card: Card) -> Block:
    case = card.case
    label = "Allocate" if case.lead is None else "Reallocate"
    value = json.dumps({"case": case.id}, separators=(",", ":"))
    return actions(
        button(label, "reallocate", value, "primary"),
        button("Close", "case_close", str(case.id), "danger", _confirm(card)),
    )


def _confirm(card: Card) -> Block:
    holder = card.names.get(card.case.lead) if card.case.lead is not None else None
    leaves = f"leaves {holder}'s caseload" if holder else "closes"
    text = f"{card.case.reference} {leaves} at once. Please close it in the case system as well."
    return {
        "title": plain(f"Close {card.case.reference}?", 100),
        "text": plain(text, 300),
        "confirm": plain("Close it", 30),
        "deny": plain("Keep it open", 30),
        "style": "danger",
    }


def closed_message(case: Case, holder: tuple[str, Load] | None) -> Message:
    """What closing has done; `holder` is the worker who led it, with their load without it."""
    text = f"{case.reference} is closed."
    if holder is not None:
        name, load = holder
        text += f" {escape(name)} now has {load_words(load)}."
    return Message(f"{text} If it is still open in the case system, please close it there too.")


def already_closed_message(case: Case, closing: CaseChange | None) -> Message:
    who = f" {change_text(closing, {})}." if closing else ""
    return Message(f"{case.reference} is already closed.{who} Nothing has changed now.")


SOURCE_WORDS = {"shell": "Somebody at the council's shell", "import": "An import", "tick": "The bot itself"}
CHANGE_WORDS = {
    "case_added": "added it",
    "case_allocated": "allocated it",
    "case_reallocated": "moved it",
    "lead_changed": "moved it",
    "facts_changed": "changed what is known of it",
    "family_changed": "changed its family",
    "case_closed": "closed it",
}
MOVES = frozenset({"case_added", "case_allocated", "case_reallocated", "lead_changed"})


def change_text(change: CaseChange, names: Mapping[WorkerId, str]) -> str:
    """ "Priya Nair moved it to Jo Brown on Monday 23 November at 10:42" """
    who = escape(change.by) if change.by else SOURCE_WORDS.get(change.source, "Somebody")
    did = CHANGE_WORDS.get(change.action, "changed it")
    lead = names.get(WorkerId(change.detail.get("lead") or 0))
    if change.action in MOVES and lead is not None:
        did += f" to {escape(lead)}"
    return f"{who} {did} on {moment_text(change.at)}"
