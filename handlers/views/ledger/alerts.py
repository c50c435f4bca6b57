"""What is told once: to the worker first, to the supervisor, one level up, and the summary of a start."""

from collections.abc import Mapping, Sequence

from handlers.messages import Block, Message
from handlers.views.blocks import actions, button, context, section
from handlers.views.ledger.breaches import (
    BASELINE_LINES,
    LEVEL_WORDS,
    broken_sentence,
    line_figures,
    next_button,
    plan_button,
)
from handlers.views.ledger.living import LivingPicture
from handlers.views.words import dated_moment, dated_text, escape, first_name, listed, moment_text, trial_note
from scoring.breaches import Breach, Level
from scoring.case import Case
from scoring.case_words import children_text
from scoring.people import Worker
from scoring.policy import Policy
from scoring.readings import Line, Reading, Subject, SubjectKind
from scoring.working_time import london_day
from storage.plans import PlanRecord


def promise_broken_message(
    lines: Sequence[Breach],
    readings: Mapping[Line, Reading],
    why: str | None,
    asks_name: bool,
    supervisor: str | None,
    policy: Policy,
) -> Message:
    """What the worker hears first, and whether their name may be shown.

    `why` says why one line is passed and the other is not; None where both are.
    """
    said = f"We are not keeping our promise to you: {why}" if why else broken_sentence("you", lines, readings)
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


def _day(plan: PlanRecord, picture: LivingPicture) -> str:
    return dated_text(plan.plan.by_when, london_day(picture.now))


def climb_message(picture: LivingPicture, team: str, level: Level, said: str | None = None) -> Message:
    """To the service manager or the head: no plan was made in time. `said` is the sentence of a case."""
    said = said or broken_sentence(picture.whom, picture.lines, picture.readings)
    opened = min(breach.opened_at for breach in picture.lines)
    ended = max(picture.plans.values(), key=lambda plan: plan.plan.by_when, default=None)
    why = "No plan was made in time"
    if ended is not None and ended.review is not None:
        why = f"The plan until {_day(ended, picture)} is done, and no other has been made since"
    elif ended is not None:
        why = f"There was a plan until {_day(ended, picture)}, and nobody has reviewed it since"
    note = (
        f"This has stood in {escape(team)} since {dated_moment(opened, london_day(picture.now))}. "
        f"{why}, so it comes to you as {LEVEL_WORDS[level]}."
    )
    text = f"{said}\n{note}"
    asked = next_button(picture.subject, picture.plans.values(), picture.now, picture.policy)
    return Message(text, (section(f"*{said}*\n{note}"), actions(asked)))


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


def named_message(shows: bool) -> Message:
    if shows:
        return Message("Thank you. The team's channel will show your name from now on.")
    return Message("Thank you. The team's channel will go on saying “a colleague”.")
