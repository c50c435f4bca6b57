"""The plan reminder: one message for one supervisor, what needs a plan by when, and a button for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.messages import Block, Message
from handlers.views.blocks import context, section
from handlers.views.digests.words import MOST_TEXT, capital, fitting
from handlers.views.ledger.breaches import next_button
from handlers.views.words import dated_moment, dated_text, escape, trial_note
from scoring.breaches import Level
from scoring.case_words import counted
from scoring.policy import Policy
from scoring.readings import Subject, SubjectKind
from scoring.working_time import london_day
from storage.plans import PlanRecord

MOST_ASKS = 30
"""Each has a section with a button; the oldest come first."""
MORE = "And {number} more. /caseload breaches shows them all, each with its button."
NEXT = {Level.SUPERVISOR: "your service manager", Level.SERVICE_MANAGER: "the head of service"}


@dataclass(frozen=True, slots=True)
class PlanAsk:
    """One subject whose promise isn't kept and has no plan.

    `name` is a worker's, a team's or a case's reference. `figures` say each line in words, `level` who has
    been asked so far, `climbs_at` when it goes one up, `plan` an earlier plan whose day has passed;
    `is_above` that the reader stands above the team.
    """

    subject: Subject
    name: str
    figures: Sequence[str]
    level: Level
    climbs_at: datetime | None
    since: datetime
    plan: PlanRecord | None = None
    is_above: bool = False


def reminder_message(
    asks: Sequence[PlanAsk], stands_in: Sequence[str], now: datetime, policy: Policy
) -> Message:
    """The list, the oldest first; `stands_in` says why somebody above is asked for a team's plans."""
    title = " ".join([*stands_in, _title(asks)])
    note = trial_note(policy)
    shown, more = asks[:MOST_ASKS], len(asks) - MOST_ASKS
    blocks = [section(f"*{title}*"), *(_row(ask, now, policy) for ask in shown)]
    notes = [MORE.format(number=more), note] if more > 0 else [note]
    room = MOST_TEXT - len(title) - len(note)
    said = fitting([f"{what(ask)} {by_when(ask, now)}" for ask in asks], room, MORE)
    return Message("\n".join([title, *said, note]), (*blocks, context(*notes)))


def stands_in_sentence(team: str, away: str | None) -> str:
    """Why the team's plans come to somebody above: its supervisor is away, or it has none."""
    if away is None:
        return f"{escape(team)} has no supervisor here, so its plans come to you."
    return f"{escape(away)} is away and has no cover, so {escape(team)}'s plans come to you."


def _title(asks: Sequence[PlanAsk]) -> str:
    has_plans = [ask.plan is not None for ask in asks]
    if len(asks) == 1:
        if all(has_plans):
            return "The day of one of our plans has passed. Please say how it goes on."
        return "One of our promises has no plan yet. Please say what you will do."
    number = capital(counted(len(asks), ("promise", "of our promises")))
    if all(has_plans):
        return f"{number} have a plan whose day has passed. Please say how each goes on."
    missing = "no plan yet, or one whose day has passed" if any(has_plans) else "no plan yet"
    return f"{number} have {missing}. Please say what you will do about each."


def what(ask: PlanAsk, bold: str = "") -> str:
    """ "Sam Lee: 17 children, we promised 15; 104 of 100 points." """
    as_team = " as a team" if ask.subject.kind is SubjectKind.TEAM else ""
    return f"{bold}{escape(ask.name)}{as_team}{bold}: {'; '.join(ask.figures)}."


def by_when(ask: PlanAsk, now: datetime) -> str:
    """ "Please make a plan by Tuesday 24 November at 17:00, then it goes to your service manager." """
    today = london_day(now)
    do = "Please make a plan"
    before = ""
    day = dated_text(ask.plan.plan.by_when, today) if ask.plan is not None else ""
    if ask.plan is not None and ask.plan.review is not None:
        do = "Please make another plan"
        before = f"The plan until {day} is done. "
    elif ask.plan is not None:
        do, before = "Please review it", f"The plan's day was {day}. "
    elif ask.level is Level.SERVICE_MANAGER and not ask.is_above:
        before = "Your service manager knows. "
    if ask.climbs_at is None:
        return f"{before}The head of service knows, and a plan is still needed."
    if ask.is_above:
        return (
            f"{before}{do} {'now' if ask.climbs_at <= now else f'by {dated_moment(ask.climbs_at, today)}'}."
        )
    to = NEXT[ask.level]
    if ask.climbs_at <= now:
        return f"{before}{do} now; it goes to {to} today."
    return f"{before}{do} by {dated_moment(ask.climbs_at, today)}, then it goes to {to}."


def _row(ask: PlanAsk, now: datetime, policy: Policy) -> Block:
    asked = next_button(ask.subject, [ask.plan], now, policy)
    return section(f"{what(ask, '*')}\n{by_when(ask, now)}", asked)
