"""The review of a plan whose day has passed: the message that asks for it, its form, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.messages import Block, Message, View
from handlers.views.blocks import actions, context, datepicker, field, modal, option, section, select
from handlers.views.ledger.breaches import broken_sentence, next_button, plan_text
from handlers.views.ledger.plans import plan_fields
from handlers.views.ledger.relief import step_notes
from handlers.views.words import dated_moment, dated_text, day_text, escape, moment_text, trial_note
from scoring.breaches import Breach, Level
from scoring.ids import WorkerId
from scoring.plans import Plan, ReviewOutcome
from scoring.policy import Policy
from scoring.readings import Line, Reading, Subject
from scoring.working_time import london_day
from storage.plans import PlanRecord, StepRecord

OUTCOME_WORDS = {
    ReviewOutcome.DONE: "It is done",
    ReviewOutcome.GO_ON: "It goes on, with a new day",
    ReviewOutcome.ANOTHER: "Another plan takes its place",
}
NEXT = {Level.SUPERVISOR: "the service manager", Level.SERVICE_MANAGER: "the head of service"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What still isn't kept for one subject although its plan's day has passed."""

    subject: Subject
    whom: str
    lines: Sequence[Breach]
    readings: Mapping[Line, Reading]


@dataclass(frozen=True, slots=True)
class PlanReview:
    """A plan to be reviewed. `review_by` is when it goes one level up, None at the top; `level` who knows."""

    record: PlanRecord
    standing: Sequence[Standing]
    steps: Sequence[StepRecord]
    review_by: datetime | None
    level: Level
    now: datetime
    policy: Policy


def review_message(shown: PlanReview) -> Message:
    """To whoever made the plan, once, when its day has passed."""
    day = dated_text(shown.record.plan.by_when, london_day(shown.now))
    title = f"Your plan's day, {day}, has passed. Please say how it goes on."
    notes = [*plan_notes(shown), f"{deadline_sentence(shown, 'review it')}"]
    text = "\n".join([title, *notes])
    asked = next_button(shown.standing[0].subject, [shown.record], shown.now, shown.policy)
    blocks = (section("\n".join([f"*{title}*", *notes])), actions(asked), context(trial_note(shown.policy)))
    return Message(text, blocks)


def plan_notes(shown: PlanReview) -> list[str]:
    """What was planned, how far its moves have come, and what isn't kept."""
    notes = [f"The plan: {plan_text(shown.record, shown.now)}", *step_notes(shown.steps)]
    return notes + [broken_sentence(each.whom, each.lines, each.readings) for each in shown.standing]


def deadline_sentence(shown: PlanReview, do: str) -> str:
    """By when it is asked for, and to whom it goes then."""
    if shown.review_by is None:
        return f"The head of service knows. Please {do} now."
    to = NEXT[shown.level]
    if shown.review_by <= shown.now:
        return f"Please {do} now; it goes to {to} today."
    return f"Please {do} by {dated_moment(shown.review_by, london_day(shown.now))}, or it goes to {to}."


def review_form(
    shown: PlanReview,
    outcome: ReviewOutcome | None,
    staff: Mapping[WorkerId, str],
    by_when: date,
    metadata: str,
) -> View:
    """The form; what it asks for follows from what came of the plan."""
    choices = [option(words, each.value) for each, words in OUTCOME_WORDS.items()]
    chosen = outcome.value if outcome is not None else None
    asked = select("review_outcome", choices, chosen, hint="What came of it")
    parts: list[Block] = [
        section("\n".join(plan_notes(shown))),
        field("outcome", "What came of the plan?", asked, redraws=True),
    ]
    if outcome is ReviewOutcome.GO_ON:
        parts.append(field("by_when", "Until when", datepicker("by_when", by_when.isoformat())))
    elif outcome is ReviewOutcome.ANOTHER:
        who = shown.record.plan.who if shown.record.plan.who in staff else next(iter(staff))
        parts += plan_fields(staff, who, by_when)
    parts.append(context(_consequence(shown, outcome)))
    return modal("review", "Review the plan", parts, submit="Save", metadata=metadata, close="Cancel")


def _consequence(shown: PlanReview, outcome: ReviewOutcome | None) -> str:
    if outcome is ReviewOutcome.DONE:
        return f"While the promise is not kept, another plan is asked for. {_climbs(shown)}".strip()
    if outcome is None:
        return "A plan stops this from going one level up until its day; a review says what came of it."
    return "The new day stops this from going one level up until then."


def _climbs(shown: PlanReview) -> str:
    if shown.review_by is None:
        return ""
    on = dated_moment(shown.review_by, london_day(shown.now))
    return f"Without one, this goes to {NEXT[shown.level]} on {on}."


def reviewed_message(shown: PlanReview, outcome: ReviewOutcome, plan: Plan, who: str) -> Message:
    """What is said once the review is recorded; `plan` is the one that counts from now on."""
    if outcome is ReviewOutcome.DONE:
        still = " ".join(broken_sentence(each.whom, each.lines, each.readings) for each in shown.standing)
        ask = deadline_sentence(shown, "make another plan")
        return Message(f"Thank you. It is recorded that the plan is done. {still} {ask}")
    if outcome is ReviewOutcome.GO_ON:
        return Message(f"Thank you. The plan goes on; {escape(who)} sees to it by {day_text(plan.by_when)}.")
    return Message(
        f"Thank you. Another plan takes its place; {escape(who)} sees to it by {day_text(plan.by_when)}."
    )


def already_reviewed_message(record: PlanRecord) -> Message:
    """Somebody was faster."""
    if record.review is None:
        return Message("There is a newer plan for this already. /caseload breaches shows it.")
    by, at = escape(record.review.by_name), moment_text(record.review.at)
    outcome = OUTCOME_WORDS[record.review.outcome]
    return Message(f"{by} reviewed this plan on {at}: “{outcome}”. /caseload breaches shows where it stands.")
