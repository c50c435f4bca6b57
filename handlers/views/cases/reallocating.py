"""What a reallocation has done, for the person who made it and for the worker the case moved on from."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.messages import Message
from handlers.views.allocation.allocations import kind_text
from handlers.views.blocks import context, section
from handlers.views.cases.cases import REASON_WORDS
from handlers.views.cases.reallocation_form import Effect, load_lines
from handlers.views.words import escape, listed, trial_note
from scoring.case import Case
from scoring.eligibility import SOFT_REASON_WORDS, SoftReason
from scoring.points import explain_points
from scoring.policy import Policy


@dataclass(frozen=True, slots=True)
class Moved:
    """A reallocation that has been recorded, of one case or of siblings together.

    `reason` is None for a child who was waiting; `siblings` are those who stay with the earlier worker.
    """

    cases: Sequence[Case]
    holder: str | None
    tells_holder: bool
    effect: Effect
    reason: str | None
    because: SoftReason | None
    stay_percent: int | None
    siblings: Sequence[str]
    policy: Policy


def moved_message(moved: Moved) -> Message:
    """What the move has done, for the person who made it."""
    name = escape(moved.effect.name)
    what, several = listed([case.reference for case in moved.cases]), len(moved.cases) > 1
    if moved.holder is None:
        title = f"{what} {'are' if several else 'is'} with {name}."
    else:
        title = f"{what} {'have' if several else 'has'} moved from {escape(moved.holder)} to {name}."
    lines = [*load_lines(moved.holder, moved.effect), *_recorded(moved), _told(moved)]
    points = [
        f"{f'{case.reference}, ' if several else ''}{_kind(case, several)}: {explain_points(scored)}"
        for case, (_, scored) in zip(moved.cases, moved.effect.points, strict=True)
    ]
    text = "\n".join([title, *points, *lines])
    shown = (section(f"*{title}*\n" + "\n".join([*points, *lines])),)
    return Message(text.replace("*", ""), (*shown, context(trial_note(moved.policy))))


def _kind(case: Case, several: bool) -> str:
    return kind_text(case) if several else kind_text(case).capitalize()


def _recorded(moved: Moved) -> list[str]:
    lines = []
    if moved.holder is not None and moved.stay_percent is not None:
        lines.append(f"{escape(moved.holder)} stays on as co-worker ({moved.stay_percent} %).")
    if moved.reason is not None:
        lines.append(f"Reason recorded: {moved.reason}, {REASON_WORDS[moved.reason]}.")
    if moved.because is not None:
        words = SOFT_REASON_WORDS[moved.because]
        lines.append(f"Reason to go ahead recorded: {moved.because.value}, {words}.")
    if moved.siblings and moved.holder is not None:
        with_ = "stays" if len(moved.siblings) == 1 else "stay"
        lines.append(f"{', '.join(moved.siblings)} of the same family {with_} with {escape(moved.holder)}.")
    return lines


def _told(moved: Moved) -> str:
    told = [moved.effect.name, *([moved.holder] if moved.holder and moved.tells_holder else [])]
    return f"I will tell {listed([escape(name) for name in told])} by direct message."
