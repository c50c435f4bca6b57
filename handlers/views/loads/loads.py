"""One worker's caseload: both lines and why they disagree, where each point comes from, what we promised."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from handlers.messages import Block, Message
from handlers.views.blocks import actions, clip, context, section
from handlers.views.loads.held import held_lines
from handlers.views.words import children_of, day_text, escape, listed, plural, points_of, trial_note
from scoring.case import Case
from scoring.case_words import children_text
from scoring.ids import CaseId
from scoring.kept import Kept
from scoring.load import Load
from scoring.people import Extra, Reduction, ReductionReason, Worker
from scoring.points import CasePoints
from scoring.policy import Policy
from scoring.tenths import round_half_up, short_text

SECTION = 10
"""Lines in one block, so that none comes near Slack's 3,000 characters."""

MOST_TEXT = 3_900
"""Characters that are read aloud; a message's text is cut off at 4,000."""

REDUCTION_WORDS: Mapping[ReductionReason, str] = {
    ReductionReason.SICKNESS: "sickness",
    ReductionReason.MATERNITY: "maternity leave",
    ReductionReason.PHASED_RETURN: "a phased return",
    ReductionReason.UNION: "union time",
    ReductionReason.NEW_STARTER: "the first weeks in post",
    ReductionReason.TRAINING: "training",
    ReductionReason.SECONDMENT: "a secondment",
    ReductionReason.OTHER: "another reason",
}


@dataclass(frozen=True, slots=True)
class Caseload:
    """Everything a worker's view shows. `why` says why the lines disagree; `breaches` are sentences.

    `proposed` are judgements that wait to be agreed, by case: "+2 proposed, would make 104".
    `full_time` is the full-time promise; `kept` is None before there is a day to tell of.
    """

    worker: Worker
    load: Load
    cases: Sequence[Case]
    points: Mapping[CaseId, CasePoints]
    full_time: int
    why: str | None
    proposed: Mapping[CaseId, str]
    breaches: Sequence[str]
    kept: Kept | None
    is_own: bool
    today: date
    policy: Policy


def caseload_message(shown: Caseload, *buttons: Block) -> Message:
    """The whole view, for the worker or somebody who sees their team, with what they can do about it."""
    whose = "Your" if shown.is_own else f"{escape(shown.worker.name)}'s"
    title = f"{whose} caseload on {day_text(shown.today)}"
    about, cases = about_lines(shown), [*_cases(shown)]
    shown_blocks = [section(f"*{title}*\n" + "\n".join(about))]
    shown_blocks += [
        section("\n".join(cases[start : start + SECTION])) for start in range(0, len(cases), SECTION)
    ]
    if buttons:
        shown_blocks.append(actions(*buttons))
    shown_blocks.append(context(trial_note(shown.policy)))
    text = clip("\n".join([f"{title}.", *about, *cases]).replace("*", ""), MOST_TEXT)
    return Message(text, tuple(shown_blocks))


def about_lines(shown: Caseload) -> list[str]:
    """The load on both lines and why, what was promised, where the points come from, what isn't kept."""
    return [*_standing(shown), *_promise(shown), *sum_lines(shown.load, shown.worker.extras), *_ledger(shown)]


def is_without_load(load: Load) -> bool:
    """Whether somebody holds nothing and is promised nothing: a manager without cases."""
    return load.has_capacity and not (load.promise or load.bandwidth or load.children or load.case_points)


def promise_sentence(load: Load, whom: str, why: str | None = None) -> str:
    """Whether we are keeping our promise to somebody ("you", a name), with both lines."""
    if load.is_over:
        figures = why or f"{_children_over(load)}; {points_of(load)}."
        return f"We are not keeping our promise to {whom}: {figures}"
    return f"We are keeping our promise to {whom}: {children_of(load)}, {points_of(load)}."


def _children_over(load: Load) -> str:
    return f"{children_text(load.children)}, we promised {load.promise}"


def _standing(shown: Caseload) -> Iterator[str]:
    load = shown.load
    whom = "you" if shown.is_own else escape(shown.worker.name)
    if not load.has_capacity:
        yield _away(shown)
        return
    if is_without_load(load):
        who = "You hold" if shown.is_own else f"{whom} holds"
        yield f"{who} no case, and this grade has no promise of its own."
        return
    yield promise_sentence(load, whom, shown.why)
    subject = "You have" if shown.is_own else f"{whom} has"
    if load.has_room:
        room = load.promise - load.children
        yield f"{subject} room for {plural(room, 'more child') if room == 1 else f'{room} more children'}."
    elif not load.is_over:
        yield f"{subject} enough for now: within our promise, with no room for another case."


def _away(shown: Caseload) -> str:
    children = shown.load.children
    if shown.worker.ends_on is not None and shown.worker.has_left(shown.today):
        return _left(escape(shown.worker.name), shown.worker.ends_on, children)
    who = "You have" if shown.is_own else f"{escape(shown.worker.name)} has"
    if not children:
        return f"{who} no capacity for cases today, and leads no child."
    return (
        f"{who} no capacity for cases today, so nothing is promised that could be broken. "
        f"{children_text(children).capitalize()} need somebody there; the supervisor is asked to see to it."
    )


def _left(name: str, last_day: date, children: int) -> str:
    if not children:
        return f"{name} left on {day_text(last_day)}, and leads no child."
    need = "needs" if children == 1 else "need"
    return (
        f"{name} left on {day_text(last_day)}. {children_text(children).capitalize()} still {need} somebody: "
        "please move them."
    )


def _promise(shown: Caseload) -> Iterator[str]:
    load = shown.load
    if is_without_load(load) or (not load.has_capacity and not shown.worker.reductions):
        return
    number = str(load.promise) if load.promise == shown.full_time else f"{load.promise} of {shown.full_time}"
    band = f"{short_text(load.low_end)} to {short_text(load.bandwidth)} points"
    why = capacity_words(shown.worker, shown.today)
    yield f"Promise {number} today, bandwidth {band}{f': {why}' if why else ''}."
    if load.bandwidth:
        low, high = short_text(load.low_end), short_text(load.bandwidth)
        yield f"Bandwidth is the points we plan for: under {low} there is room, over {high} is too much."


def capacity_words(worker: Worker, today: date) -> str:
    """Why the promise is not the full-time one: "0.8 of a post, less 25 % for training until 30 June"."""
    parts = [] if worker.fte == 1 else [f"{share_text(worker.fte)} of a full-time post"]
    reductions = [_reduction(each) for each in worker.reductions if _is_in_force(each, today)]
    if reductions:
        parts.append(f"less {listed(reductions)}")
    return ", ".join(parts)


def _reduction(reduction: Reduction) -> str:
    until = f" until {_date(reduction.ends_on)}" if reduction.ends_on else ", until further notice"
    return f"{share_text(reduction.share * 100)} % for {REDUCTION_WORDS[reduction.reason]}{until}"


def _is_in_force(reduction: Reduction, today: date) -> bool:
    return reduction.starts_on <= today and (reduction.ends_on is None or today <= reduction.ends_on)


def share_text(share: Fraction) -> str:
    """ "0.8", "37.5", "100"."""
    whole, rest = divmod(round_half_up(share * 100), 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".")


def _date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def sum_lines(load: Load, extras: Sequence[Extra]) -> Iterator[str]:
    """What a load's points are made of, if there are any."""
    if load.bandwidth == 0:
        if load.case_points:
            yield f"Points: {short_text(load.case_points)}, of the cases alone."
        return
    parts = [f"cases {short_text(load.case_points)}"]
    parts.append(f"stable element {short_text(load.stable)} (supervision, team, training)")
    parts += [f"{escape(each.responsibility)} {short_text(each.points)}" for each in extras]
    yield f"Points: {short_text(load.points)} = {' + '.join(parts)}."


def _ledger(shown: Caseload) -> Iterator[str]:
    yield from shown.breaches
    if shown.kept is not None:
        whom = "you" if shown.is_own else escape(shown.worker.name)
        yield kept_sentence(whom, shown.kept)


def kept_sentence(whom: str, kept: Kept) -> str:
    """How often a promise was kept; never rounded up to what wasn't."""
    days = "every day" if kept.rate == 1 else f"{floor(kept.rate * 100)} % of days" if kept.rate else "no day"
    since = kept.window.first
    return f"Since {since.day} {since:%B} we have kept our promise to {whom} on {days}."


def _cases(shown: Caseload) -> Iterator[str]:
    lines = held_lines(shown.worker.id, shown.cases, shown.points, shown.proposed)
    if not lines:
        return
    whose = "Your cases" if shown.is_own else "Cases"
    yield f"*{whose}, the heaviest first*" if len(lines) > 1 else f"*{whose}*"
    yield from lines


def promise_only_message(worker: Worker, load: Load, full_time: int, today: date, policy: Policy) -> Message:
    """What somebody who looks after the people file sees: what was promised and why, never the caseload."""
    why = capacity_words(worker, today)
    number = str(load.promise) if load.promise == full_time else f"{load.promise} of {full_time}"
    text = (
        f"{escape(worker.name)}: promise {number} today{f' ({why})' if why else ''}. "
        f"The caseload itself is for {escape(worker.name)} and their managers to see."
    )
    return Message(text, (section(text), context(trial_note(policy))))
