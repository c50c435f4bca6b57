"""The living message: the one message in a team's channel about a subject, while a promise is not kept.

A worker is named in the channel only if they chose so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.messages import Block, Message
from handlers.views.blocks import actions, button, context, option, section, select
from handlers.views.ledger.breaches import (
    LEVEL_WORDS,
    broken_sentence,
    line_figures,
    next_button,
    plan_note,
)
from handlers.views.words import dated_moment, duration_text, escape, listed, plural, trial_note
from scoring.breaches import Breach, Level
from scoring.ids import BreachId
from scoring.policy import Policy
from scoring.readings import Line, Reading, Subject
from scoring.working_time import london_day
from storage.plans import PlanRecord

REMIND_DAYS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class LivingPicture:
    """What the channel's one message about a subject shows.

    `whom` is "Sam Lee", "a colleague in North" or "North"; `readings` the lines as they stand now; `lines`
    its standing breaches; `climbs` when each goes one level up.
    """

    subject: Subject
    whom: str
    lines: Sequence[Breach]
    readings: Mapping[Line, Reading]
    plans: Mapping[BreachId, PlanRecord]
    climbs: Mapping[BreachId, datetime]
    seen_by: Sequence[str]
    now: datetime
    policy: Policy


def living_message(picture: LivingPicture) -> Message:
    """The living message while any line stands."""
    said = _title(picture)
    notes = [*_since(picture), *_plans(picture), *_seen(picture)]
    text = "\n".join([said, *notes])
    buttons = actions(
        next_button(picture.subject, _standing_plans(picture), picture.now, picture.policy),
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
    """How the living message ends when its last line has closed; also the short note, once, under it."""
    return Message(
        f"We are keeping our promise to {escape(whom)} again. It was not kept for {duration_text(lasted)}."
    )


def moved_on_message(whom: str) -> Message:
    """How it ends in a channel whose team the worker has left."""
    return Message(f"Our promise to {escape(whom)} is looked after by their new team from now on.")


def worse_message(whom: str, picture: LivingPicture) -> Message:
    """The one reply, the first time past the policy's percentage."""
    percent = picture.policy.ledger.worse_percent
    said = broken_sentence(whom, picture.lines, picture.readings)
    return Message(f"This has become more urgent, past {percent} % of what we promised. {said}")


def _since(picture: LivingPicture) -> list[str]:
    opened = min(breach.opened_at for breach in picture.lines)
    notes = [f"Since {dated_moment(opened, london_day(picture.now))}."]
    settling = [breach for breach in picture.lines if breach.is_settling]
    if settling:
        figures = "; ".join(line_figures(each, picture.readings.get(each.line)) for each in settling)
        hours = picture.policy.ledger.settling_hours
        notes.append(
            f"Within our promise again: {figures}. It closes when it has stayed so for {hours} hours."
        )
    return notes


def _plans(picture: LivingPicture) -> list[str]:
    now, policy = picture.now, picture.policy
    notes = [plan_note(plan, now, policy, _climbs_at(plan, picture)) for plan in _standing_plans(picture)]
    without = [b for b in picture.lines if b.id not in picture.plans and not b.is_settling]
    if without:
        first = min(without, key=lambda breach: breach.deadline)
        asked = LEVEL_WORDS[max(without, key=lambda b: list(Level).index(b.climbed_to)).climbed_to]
        if first.climbed_to is Level.SUPERVISOR:
            notes.append(
                f"A plan is due by {dated_moment(first.deadline, london_day(now))}; {asked} is asked for it."
            )
        else:
            notes.append(f"There is no plan yet; it has gone to {asked}.")
    return notes


def _standing_plans(picture: LivingPicture) -> list[PlanRecord]:
    """The plans of what isn't kept now, each once."""
    standing = [breach.id for breach in picture.lines if not breach.is_settling]
    return list({plan.id: plan for id_, plan in picture.plans.items() if id_ in standing}.values())


def _climbs_at(plan: PlanRecord, picture: LivingPicture) -> datetime | None:
    return min((picture.climbs[id_] for id_ in plan.breaches if id_ in picture.climbs), default=None)


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
