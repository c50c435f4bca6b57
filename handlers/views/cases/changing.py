"""Changing what is known of a case, its kind included; and what becomes of whoever holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.messages import Block, Message, View
from handlers.views import blocks
from handlers.views.allocation.allocations import kind_text, suggested_blocks
from handlers.views.allocation.choosing import because_field, change_lines, rule_lines, worker_options
from handlers.views.allocation.form import FACTOR_LABELS
from handlers.views.blocks import context, section
from handlers.views.cases.handover import reason_field, stays_field
from handlers.views.words import GRADE_NOUNS, change_words, escape, trial_note
from scoring.case import Case, Facts, Kind, Need
from scoring.case_words import KIND_WORDS, NEED_WORDS
from scoring.eligibility import SoftReason
from scoring.ids import WorkerId
from scoring.load_after import LoadChange
from scoring.people import Worker
from scoring.points import CasePoints, explain_points
from scoring.policy import Policy
from scoring.suggest import Suggestion

HINT = "Facts count at once, whoever enters them. Please change them in the case system as well."
STAYS = "0"
"""The choice of nobody else: the case stays with its worker."""


class Part(StrEnum):
    """Which of the two forms it is: the kind and need, or everything else that is known."""

    KIND = "escalate"
    FACTS = "facts"


@dataclass(frozen=True, slots=True)
class Effect:
    """The points now and then; `change` is None for a holder whose load the viewer may not see."""

    now: CasePoints
    then: CasePoints
    change: LoadChange | None


@dataclass(frozen=True, slots=True)
class Moved:
    """What it would do to give it to somebody else in the same step."""

    name: str
    change: LoadChange | None
    earlier: LoadChange | None
    said: Sequence[str]
    asks_reason: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the form shows. `wrong` is why the holder may not lead it then; `staff` None: no choice."""

    part: Part
    case: Case
    facts: Facts
    holder: Worker | None
    is_own: bool
    effect: Effect
    wrong: str | None
    suggestions: Sequence[Suggestion]
    staff: Mapping[WorkerId, str] | None
    worker: WorkerId | None
    moved: Moved | None
    reason: str | None
    because: SoftReason | None
    stays: bool
    stay_percent: int | None
    note: str
    metadata: str
    policy: Policy


def change_form(picture: Picture) -> View:
    """The whole form."""
    case = picture.case
    holder = f"with {escape(picture.holder.name)}" if picture.holder else "waiting for a worker"
    parts = [
        *([section(f"*{picture.note}*")] if picture.note else []),
        section(f"*{case.reference}*, {kind_text(case)}, {holder}."),
        *(_kind_fields(picture) if picture.part is Part.KIND else _fact_fields(picture)),
        section("\n".join(_effect_lines(picture))),
        *_lead_blocks(picture),
        context(HINT, trial_note(picture.policy)),
    ]
    title = "Escalate / step down" if picture.part is Part.KIND else "Change facts"
    return blocks.modal(picture.part, title, parts, submit="Save", metadata=picture.metadata, close="Cancel")


def _kind_fields(picture: Picture) -> list[Block]:
    options = [blocks.option(words.capitalize(), kind) for kind, words in KIND_WORDS.items()]
    kind = blocks.select(_redraw(picture, "kind"), options, picture.facts.kind)
    return [blocks.field("kind", "Kind", kind, redraws=True), *_need(picture), *_unsettled(picture)]


def _need(picture: Picture) -> list[Block]:
    if picture.facts.kind is not Kind.CIN:
        return []
    options = [blocks.option(NEED_WORDS[need].capitalize(), need) for need in Need]
    element = blocks.select(_redraw(picture, "need"), options, picture.facts.need)
    hint = "A support worker may lead a child in need when the need is lower."
    return [blocks.field("need", "Need", element, hint=hint, redraws=True)]


def _unsettled(picture: Picture) -> list[Block]:
    if picture.facts.kind is not Kind.CLA:
        return []
    ticked = ["yes"] if picture.facts.unsettled else []
    box = blocks.checkboxes(_redraw(picture, "unsettled"), [blocks.option("Unsettled", "yes")], ticked)
    return [blocks.field("unsettled", "The placement", box, optional=True, redraws=True)]


def _fact_fields(picture: Picture) -> list[Block]:
    labels = {key: label for key, label in FACTOR_LABELS.items() if key != "unsettled"}
    options = [blocks.option(label.capitalize(), key) for key, label in labels.items()]
    ticked = [key for key in labels if key in picture.facts.factors]
    boxes = blocks.checkboxes(_redraw(picture, "factors"), options, ticked)
    steps = (
        (0, "under 30 minutes"),
        (30, "30 to 59 minutes"),
        (60, "60 to 89 minutes"),
        (90, "90 minutes or more"),
    )
    travel = blocks.select(
        _redraw(picture, "travel"),
        [blocks.option(words.capitalize(), str(minutes)) for minutes, words in steps],
        travel_step(picture.facts.travel_minutes),
    )
    return [
        *_need(picture),
        *_unsettled(picture),
        blocks.field("factors", "What adds work", boxes, optional=True, redraws=True),
        blocks.field("travel", "Travel, one way", travel, redraws=True),
    ]


def travel_step(minutes: int) -> str:
    """The choice that these minutes stand in."""
    return str(max(step for step in (0, 30, 60, 90) if step <= minutes))


def _effect_lines(picture: Picture) -> list[str]:
    effect = picture.effect
    if picture.facts == picture.case.facts:
        return [f"Today: {explain_points(effect.now)}"]
    lines = [f"Today: {explain_points(effect.now)}", f"Then: {explain_points(effect.then)}"]
    if picture.holder is not None and effect.change is not None and picture.moved is None:
        words = change_words(effect.change.before, effect.change.after)
        lines.append(f"*{escape(picture.holder.name)}*: {words}")
    return lines


def _lead_blocks(picture: Picture) -> list[Block]:
    """What becomes of the holder, and who may lead it from now on."""
    parts = [section(_wrong_text(picture))] if picture.wrong is not None else []
    if picture.staff is None:
        return parts
    parts += suggested_blocks(picture.suggestions)
    parts.append(_worker(picture))
    moved = picture.moved
    if moved is None:
        return parts
    holder = picture.holder.name if picture.holder else ""
    lines = change_lines([(moved.name, moved.change), (holder, moved.earlier)])
    lines += rule_lines(moved.said)
    parts += [section("\n".join(lines))] if lines else []
    parts += [because_field(picture.because)] if moved.asks_reason else []
    return [*parts, *_stays(picture), reason_field(picture.reason, "Reason for the change of worker")]


def _wrong_text(picture: Picture) -> str:
    """That the holder may not lead it as it would be, and what happens until somebody else does."""
    if picture.holder is not None and picture.is_own:
        return f"*{own_wrong_text(picture.holder)}*"
    wrong = escape(picture.wrong or "")
    return (
        f"*{wrong}* It is recorded all the same; until somebody else leads it, it shows as to be put right."
    )


def own_wrong_text(holder: Worker) -> str:
    """To a worker who may not lead their case as it is then."""
    return (
        f"Under our policy {GRADE_NOUNS[holder.grade]} doesn't lead such a case. It is recorded all the "
        "same, your supervisor hears of it, and you stay its worker until somebody else leads it."
    )


def _worker(picture: Picture) -> Block:
    stay = blocks.option(
        escape(f"It stays with {picture.holder.name}" if picture.holder else "It goes on waiting"), STAYS
    )
    options = [stay, *worker_options(picture.suggestions, picture.staff or {})]
    chosen = STAYS if picture.worker is None else str(picture.worker)
    element = blocks.select(_redraw(picture, "worker"), options, chosen)
    return blocks.field("worker", "Who leads it from now on", element, redraws=True)


def _stays(picture: Picture) -> list[Block]:
    if picture.holder is None or picture.stay_percent is None:
        return []
    action = _redraw(picture, "stays")
    return [stays_field(action, picture.holder.name, picture.stay_percent, picture.stays)]


def _redraw(picture: Picture, what: str) -> str:
    return f"{picture.part}_redraw:{what}"


def changed_message(
    case: Case,
    points: CasePoints,
    holder: Worker | None,
    change: LoadChange | None,
    wrong: str | None,
    is_own: bool,
) -> Message:
    """What is said once the facts are recorded and the case stays with its worker."""
    lines = [f"{case.reference} is now recorded as: {kind_text(case)}.", explain_points(points)]
    if holder is not None and change is not None:
        lines.append(f"{escape(holder.name)}: {change_words(change.before, change.after)}.")
    if wrong is not None and holder is not None and is_own:
        lines.append(own_wrong_text(holder))
    elif wrong is not None:
        lines.append(f"{escape(wrong)} Until somebody else leads it, it shows as to be put right.")
    return Message("\n".join(lines))


def escalated_message(
    case: Case, points: CasePoints, holder: str, moved: Moved, stay_percent: int | None
) -> Message:
    """What is said once the facts are recorded and somebody else leads the case."""
    said = f"{case.reference} is now recorded as: {kind_text(case)}. It is now with {escape(moved.name)}."
    lines = [said, explain_points(points)]
    lines += [
        f"{escape(name)}: {change_words(change.before, change.after)}."
        for name, change in ((moved.name, moved.change), (holder, moved.earlier))
        if change is not None
    ]
    if stay_percent is not None:
        face = "so that the family keeps a face it knows"
        lines.append(f"{escape(holder)} stays on as co-worker ({stay_percent} %), {face}.")
    return Message("\n".join(lines))
