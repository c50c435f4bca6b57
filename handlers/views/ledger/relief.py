"""What would help with a broken promise: moves, each with both loads after it, or what is left without."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.messages import Block
from handlers.views.allocation.allocations import kind_text
from handlers.views.blocks import checkboxes, clip, field, option, section
from handlers.views.words import change_words, escape
from scoring.load import Load
from scoring.relief import Relief
from storage.plans import StepRecord


@dataclass(frozen=True, slots=True)
class Help:
    """What would help: `is_enough` says whether the moves bring the promise back.

    `is_whole_team` that the team as a whole is over, `supported` how many of the worker's cases a support
    worker may lead, `above` is who can ask for staff.
    """

    team: str
    moves: Sequence[Relief]
    is_enough: bool
    is_whole_team: bool
    supported: int
    above: str | None


def help_blocks(shown: Help) -> list[Block]:
    """The part of the plan's form that says what would help, with boxes to tick for the moves."""
    if not shown.moves:
        return [section("\n".join(["*What would help*", _nobody(shown), *next_steps(shown)]))]
    lines = [f"• {move_text(move)}" for move in shown.moves]
    parts = [section("\n".join(["*What would help*", *lines]))]
    if not shown.is_enough:
        parts.append(section("\n".join([_still(shown), *next_steps(shown)])))
    boxes = [
        option(clip(escape(f"{move.case.reference} to {move.lead.name}"), 75), move_key(move))
        for move in shown.moves
    ]
    hint = "Nothing moves yet: each case is reallocated from its card, /case and its reference."
    ticked = checkboxes("moves", boxes)
    return [*parts, field("moves", "Moves that are part of the plan", ticked, optional=True, hint=hint)]


def move_key(move: Relief) -> str:
    """What a box stands for: the case and its new lead."""
    return f"{move.case.id}:{move.lead.id}"


def move_text(move: Relief) -> str:
    """ "AB-1001 (child in need) to Jo Price: Sam Okafor 17 → 16 of 15 children …; Jo Price 9 → 10 …" """
    what = f"{move.case.reference} ({kind_text(move.case)}) to *{escape(move.lead.name)}*"
    loads = [f"{escape(move.lead.name)} {change_words(move.taken.before, move.taken.after)}"]
    if move.holder is not None and move.given is not None and move.given.before.has_capacity:
        loads.insert(0, f"{escape(move.holder.name)} {change_words(move.given.before, move.given.after)}")
    reasons = f" ({'; '.join(escape(reason) for reason in move.reasons)})" if move.reasons else ""
    return f"{what}{reasons}: {'; '.join(loads)}."


def _nobody(shown: Help) -> str:
    team = escape(shown.team)
    if shown.is_whole_team:
        return f"{team} as a whole has more than we promised; moving cases within it doesn't help. What can:"
    return (
        f"Nobody in {team} has room: nobody could take one of these cases and stay within what we promised "
        "them. What can help:"
    )


def _still(shown: Help) -> str:
    last = shown.moves[-1]
    if last.holder is not None and last.given is not None and last.given.before.has_capacity:
        still = _over_text(last.given.after)
        return f"With these {escape(last.holder.name)} would still have {still}. Besides:"
    return "For the other children nobody here has room. For them:"


def _over_text(load: Load) -> str:
    said = []
    if load.over_children:
        said.append(f"{load.children} children, and we promised {load.promise}")
    if load.over_points:
        said.append("more points than their bandwidth")
    return ", and ".join(said)


def next_steps(shown: Help) -> list[str]:
    """What is left when moves within the team aren't enough."""
    above = f"{escape(shown.above)} can ask for it" if shown.above else "it is yours to ask for"
    steps = [
        "an offer to another team, from the case's card (/case and its reference)",
        "the waiting list for what comes next, with a named owner and a day to look again",
        f"cover or more staff: {above}",
    ]
    if shown.supported:
        steps.insert(0, f"a support worker, who may lead {shown.supported} of these cases")
    return [f"• {step}" for step in steps]


def step_notes(steps: Sequence[StepRecord]) -> list[str]:
    """Each case that a plan means to move, and whether it has."""
    return [
        f"• {step.reference} to {escape(step.worker_name)}: {'done' if step.is_done else 'not yet'}"
        for step in steps
    ]
