"""How a broken promise is named wherever it is told of: the lines, the levels, a plan, its button.

It is the council's promise: *we* are not keeping it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from handlers.messages import Block
from handlers.views.blocks import button
from handlers.views.words import dated_moment, dated_text, escape
from scoring.breaches import Breach, Level
from scoring.case_words import children_text
from scoring.climb import plan_ends_at
from scoring.plans import PLAN_WORDS
from scoring.policy import Policy
from scoring.readings import Line, Reading, Subject
from scoring.tenths import short_text
from scoring.working_time import london_day
from storage.plans import PlanRecord

LEVEL_WORDS = {
    Level.SUPERVISOR: "the team's supervisor",
    Level.SERVICE_MANAGER: "the service manager",
    Level.HEAD: "the head of service",
}


BASELINE_LINES = {
    Line.CHILDREN: "Promises of children not kept: {number}",
    Line.POINTS: "Loads over their points: {number}",
    Line.AVERAGE: "The team's average caseload is above the council's range",
    Line.NOBODY_THERE: "The team has children with nobody there for them today",
    Line.WRONG_HOLDER: "Cases with a worker who may not lead them: {number}",
    Line.WAITING_TOO_LONG: "Children who have waited too long: {number}",
}


def plan_button(subject: Subject) -> Block:
    """The button that opens the plan's form."""
    key = f"{subject.kind}-{subject.id}"
    return button("Make a plan", f"plan:{key}", f"{subject.kind}:{subject.id}", "primary")


def next_button(subject: Subject, plans: Iterable[PlanRecord | None], now: datetime, policy: Policy) -> Block:
    """The button for what is asked next: to review a plan whose day has passed, else to make a plan."""
    asked = next((plan for plan in plans if plan is not None and needs_review(plan, now, policy)), None)
    if asked is None:
        return plan_button(subject)
    return button("Review the plan", f"review:{subject.kind}-{subject.id}", str(asked.id), "primary")


def is_over(plan: PlanRecord, now: datetime, policy: Policy) -> bool:
    """Whether the plan's day has passed (policy guide §12)."""
    return plan_ends_at(plan.plan.by_when, policy) <= now


def needs_review(plan: PlanRecord, now: datetime, policy: Policy) -> bool:
    """Whether the plan's day has passed and nobody has said yet what came of it."""
    return plan.review is None and is_over(plan, now, policy)


def broken_sentence(whom: str, lines: Sequence[Breach], readings: Mapping[Line, Reading]) -> str:
    """ "We are not keeping our promise to Sam Lee: 17 children, we promised 15; 104 of 100 points." """
    figures = [line_figures(breach, readings.get(breach.line)) for breach in lines]
    return f"We are not keeping our promise to {escape(whom)}: {'; '.join(figures)}."


def line_figures(breach: Breach, reading: Reading | None) -> str:
    """One line as it stands now; as it was at its worst where it can't be read now."""
    value = reading.value if reading is not None else breach.worst
    promised = reading.promised if reading is not None else breach.promised
    return figures_text(breach.line, value, promised)


def figures_text(line: Line, value: int, promised: int) -> str:
    """A line's two numbers: "17 children, we promised 15"."""
    return LINE_FIGURES[line].format(
        children=children_text(value),
        promised=promised,
        points=short_text(value),
        bandwidth=short_text(promised),
    )


LINE_FIGURES = {
    Line.CHILDREN: "{children}, we promised {promised}",
    Line.POINTS: "{points} of {bandwidth} points",
    Line.AVERAGE: "an average of {points} children for each full-time social worker, above our {bandwidth}",
    Line.NOBODY_THERE: "{children} with nobody there for them today",
    Line.WRONG_HOLDER: "a case with a worker who may not lead it",
    Line.WAITING_TOO_LONG: "a child who has waited too long",
}


def plan_note(plan: PlanRecord, now: datetime, policy: Policy, review_by: datetime | None = None) -> str:
    """A plan as it stands: ahead, to be reviewed (by when, if that is known), or done without the promise."""
    if not is_over(plan, now, policy):
        return f"Plan: {plan_text(plan, now)}"
    if plan.review is not None:
        words = PLAN_WORDS[plan.plan.code]
        day = dated_text(plan.plan.by_when, london_day(now))
        return f"The plan until {day} is done ({words}). Another plan is needed."
    by = (
        f" by {dated_moment(review_by, london_day(now))}" if review_by is not None and review_by > now else ""
    )
    return f"Plan: {plan_text(plan, now)} That day has passed: please review the plan{by}."


def plan_text(plan: PlanRecord, now: datetime) -> str:
    """ "move cases to somebody with room; Ann Smith, by Friday 27 November." """
    words = PLAN_WORDS[plan.plan.code]
    said = f" ({escape(plan.plan.text)})" if plan.plan.text else ""
    day = dated_text(plan.plan.by_when, london_day(now))
    return f"{words}{said}; {escape(plan.who_name)} sees to it by {day}."
