"""How a promise not kept is told: to the worker, in the team's channel, to the supervisor, one level up.

It is the council's promise: *we* are not keeping it. A worker is named in the channel only if they chose so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers.messages import Block, Message
from handlers.views.blocks import actions, button, context, option, section, select
from handlers.views.words import (
    day_text,
    duration_text,
    escape,
    first_name,
    listed,
    moment_text,
    plural,
    trial_note,
)
from scoring.breaches import Breach, Level
from scoring.case import Case
from scoring.case_words import children_text
from scoring.ids import BreachId
from scoring.people import Worker
from scoring.plans import PLAN_WORDS
from scoring.policy import Policy
from scoring.readings import Line, Reading, Subject, SubjectKind
from scoring.tenths import short_text
from storage.plans import PlanRecord

LEVEL_WORDS = {
    Level.SUPERVISOR: "the team's supervisor",
    Level.SERVICE_MANAGER: "the service manager",
    Level.HEAD: "the head of service",
}
REMIND_DAYS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class LivingPicture:
    """What the channel's one message about a subject shows.

    `whom` is "Sam Lee", "a colleague in North" or "North"; `readings` the lines as they stand now; `lines`
    its standing breaches.
    """

    subject: Subject
    whom: str
    lines: Sequence[Breach]
    readings: Mapping[Line, Reading]
    plans: Mapping[BreachId, PlanRecord]
    seen_by: Sequence[str]
    policy: Policy


def plan_button(subject: Subject) -> Block:
    """The button that opens the plan's form."""
    key = f"{subject.kind}-{subject.id}"
    return button("Make a plan", f"plan:{key}", f"{subject.kind}:{subject.id}", "primary")


def living_message(picture: LivingPicture) -> Message:
    """The living message while any line stands."""
    said = _title(picture)
    notes = [*_since(picture), *_plans(picture), *_seen(picture)]
    text = "\n".join([said, *notes])
    buttons = actions(
        plan_button(picture.subject),
        button("Seen", "seen", _value(picture.subject)),
        _remind(picture.subject),
    )
    blocks = (section(f"*{said}*"), section("\n".join(notes)), buttons, context(trial_note(picture.policy)))
    return Message(text, blocks)


def _title(picture: LivingPicture) -> str:
    if all(breach.is_settling for breach in picture.lines):
        return f"Our promise to {escape(picture.whom)} was not kept, and is being kept again."
    standing = [breach for breach in picture.lines if not breach.is_settling]
    return broken_sentence(picture.whom, standing, picture.readings)


def kept_again_message(whom: str, lasted: timedelta) -> Message:
    """The living message when its last line has closed."""
    return Message(
        f"We are keeping our promise to {escape(whom)} again. It was not kept for {duration_text(lasted)}."
    )


def closing_note(whom: str, lasted: timedelta) -> Message:
    """The short note, once, when the last line closes."""
    return Message(
        f"We have kept our promise to {escape(whom)} for a whole day again. "
        f"It was not kept for {duration_text(lasted)}. Thank you for sorting it out."
    )


def worse_message(whom: str, picture: LivingPicture) -> Message:
    """The one reply, the first time past the policy's percentage."""
    percent = picture.policy.ledger.worse_percent
    said = broken_sentence(whom, picture.lines, picture.readings)
    return Message(f"This has become more urgent, past {percent} % of what we promised. {said}")


def broken_sentence(whom: str, lines: Sequence[Breach], readings: Mapping[Line, Reading]) -> str:
    """ "We are not keeping our promise to Sam Lee: 17 children, we promised 15; 104 of 100 points." """
    figures = [line_figures(breach, readings.get(breach.line)) for breach in lines]
    return f"We are not keeping our promise to {escape(whom)}: {'; '.join(figures)}."


def line_figures(breach: Breach, reading: Reading | None) -> str:
    """One line as it stands now; as it was at its worst where it can't be read now."""
    value = reading.value if reading is not None else breach.worst
    promised = reading.promised if reading is not None else breach.promised
    return LINE_FIGURES[breach.line].format(
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


def _since(picture: LivingPicture) -> list[str]:
    opened = min(breach.opened_at for breach in picture.lines)
    notes = [f"Since {moment_text(opened)}."]
    settling = [breach for breach in picture.lines if breach.is_settling]
    if settling:
        figures = "; ".join(line_figures(each, picture.readings.get(each.line)) for each in settling)
        hours = picture.policy.ledger.settling_hours
        notes.append(
            f"Within our promise again: {figures}. It closes when it has stayed so for {hours} hours."
        )
    return notes


def _plans(picture: LivingPicture) -> list[str]:
    made = {plan.id: plan for plan in picture.plans.values()}
    notes = [f"Plan: {plan_text(plan)}" for plan in made.values()]
    without = [b for b in picture.lines if b.id not in picture.plans and not b.is_settling]
    if without:
        first = min(without, key=lambda breach: breach.deadline)
        asked = LEVEL_WORDS[max(without, key=lambda b: list(Level).index(b.climbed_to)).climbed_to]
        if first.climbed_to is Level.SUPERVISOR:
            notes.append(f"A plan is due by {moment_text(first.deadline)}; {asked} is asked for it.")
        else:
            notes.append(f"There is no plan yet; it has gone to {asked}.")
    return notes


def plan_text(plan: PlanRecord) -> str:
    """ "move cases to somebody with room; Ann Smith, by Friday 27 November." """
    words = PLAN_WORDS[plan.plan.code]
    said = f" ({escape(plan.plan.text)})" if plan.plan.text else ""
    return f"{words}{said}; {escape(plan.who_name)} sees to it by {day_text(plan.plan.by_when)}."


def _seen(picture: LivingPicture) -> list[str]:
    if not picture.seen_by:
        return []
    return [f"Seen by {listed([escape(name) for name in picture.seen_by])}."]


def _value(subject: Subject) -> str:
    return f"{subject.kind}:{subject.id}"


def _remind(subject: Subject) -> Block:
    choices = [
        option(f"in {plural(days, 'working day')}", f"{_value(subject)}:{days}") for days in REMIND_DAYS
    ]
    return select("remind", choices, hint="Remind me later")


def promise_broken_message(
    lines: Sequence[Breach],
    readings: Mapping[Line, Reading],
    asks_name: bool,
    supervisor: str | None,
    policy: Policy,
) -> Message:
    """What the worker hears first, and whether their name may be shown."""
    said = broken_sentence("you", lines, readings)
    due = min(breach.deadline for breach in lines)
    who = escape(supervisor) if supervisor else "Your supervisor"
    notes = [f"{who} is asked to make a plan by {moment_text(due)}. It is ours to put right, not yours."]
    if asks_name:
        notes.append(
            "The team's channel will show this without your name, as “a colleague”. "
            "Would you rather have your name shown?"
        )
    text = "\n".join([said, *notes])
    blocks: list[Block] = [section(f"*{said}*\n" + "\n".join(notes))]
    if asks_name:
        blocks.append(
            actions(
                button("Yes, show my name", "name_in_channel:yes", "yes"),
                button("No, keep it to a colleague", "name_in_channel:no", "no"),
            )
        )
    return Message(text, (*blocks, context(trial_note(policy))))


def was_broken_message(lines: Sequence[Breach]) -> Message:
    """What the worker hears of a promise that was broken in the quiet hours and is kept again."""
    figures = "; ".join(line_figures(breach, None) for breach in lines)
    back = max(breach.back_at for breach in lines if breach.back_at is not None)
    opened = min(breach.opened_at for breach in lines)
    return Message(
        f"From {moment_text(opened)} to {moment_text(back)} we did not keep our promise to you: {figures}. "
        "It is being kept again."
    )


def tell_worker_message(name: str, lines: Sequence[Breach], readings: Mapping[Line, Reading]) -> Message:
    """To the supervisor of somebody without a Slack account."""
    return Message(
        f"{broken_sentence(name, lines, readings)} {escape(name)} has no Slack account here, so please tell "
        "them yourself, today if you can."
    )


def nobody_there_message(team: str, children: int, names: Sequence[tuple[str, int]]) -> Message:
    """To the supervisor at once: whose children have nobody there; never why."""
    whose = listed([f"{escape(name)} ({children_text(number)})" for name, number in names])
    return Message(
        f"{children_text(children)} in {escape(team)} have nobody there for them today: {whose}. "
        "Please decide who looks after them meanwhile: /caseload room shows who has room."
    )


def case_breach_message(said: str, case: Case, line: Line, lead: Worker | None, policy: Policy) -> Message:
    """To the supervisor alone: a case with the wrong holder, or a child who has waited too long."""
    if line is Line.WRONG_HOLDER and lead is not None:
        percent = policy.escalation_co_worker_percent
        what = (
            f"Please give it to a social worker; {escape(first_name(lead.name))} can stay on as co-worker "
            f"({percent} %), so that the family keeps a face it knows."
        )
    else:
        what = "Please allocate it, or agree with your service manager who can."
    text = f"{said} {what}"
    press = "Allocate" if case.lead is None else "Reallocate"
    blocks = (
        section(text),
        actions(
            button(press, "reallocate", f'{{"case":{case.id}}}', "primary"),
            plan_button(Subject(SubjectKind.CASE, case.id)),
        ),
    )
    return Message(text, blocks)


def climb_message(picture: LivingPicture, team: str, level: Level, said: str | None = None) -> Message:
    """To the service manager or the head: no plan was made in time. `said` is the sentence of a case."""
    said = said or broken_sentence(picture.whom, picture.lines, picture.readings)
    opened = min(breach.opened_at for breach in picture.lines)
    ended = [plan.plan.by_when for plan in picture.plans.values()]
    if ended:
        why = f"There was a plan until {day_text(max(ended))}, and nobody has reviewed it since"
    else:
        why = "No plan was made in time"
    note = (
        f"This has stood in {escape(team)} since {moment_text(opened)}. "
        f"{why}, so it comes to you as {LEVEL_WORDS[level]}."
    )
    text = f"{said}\n{note}"
    return Message(text, (section(f"*{said}*\n{note}"), actions(plan_button(picture.subject))))


def baseline_message(team: str, counts: Mapping[Line, int], started: bool) -> Message:
    """One summary of what stood when a team was started, or when a large import came in."""
    if not counts:
        return Message(
            f"Caseload Promise has started in {escape(team)}. Every promise is kept today. "
            "When one isn't, this channel says so."
        )
    lines = "\n".join(f"• {BASELINE_LINES[line].format(number=number)}" for line, number in counts.items())
    why = "has started" if started else "has taken in a file"
    text = (
        f"Caseload Promise {why} in {escape(team)}. This is where we stand today:\n{lines}\n"
        "Each of these asks for a plan. From now on this channel hears when a promise is broken, "
        "and when it is kept again. /caseload breaches shows them."
    )
    return Message(text)


BASELINE_LINES = {
    Line.CHILDREN: "Promises of children not kept: {number}",
    Line.POINTS: "Loads over their points: {number}",
    Line.AVERAGE: "The team's average caseload is above the council's range",
    Line.NOBODY_THERE: "The team has children with nobody there for them today",
    Line.WRONG_HOLDER: "Cases with a worker who may not lead them: {number}",
    Line.WAITING_TOO_LONG: "Children who have waited too long: {number}",
}


def named_message(shows: bool) -> Message:
    if shows:
        return Message("Thank you. The team's channel will show your name from now on.")
    return Message("Thank you. The team's channel will go on saying “a colleague”.")
