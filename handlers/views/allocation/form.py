"""The allocate form: what is asked, whom the bot suggests and why, and what it would do to the load."""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.messages import Block, View
from handlers.views import blocks
from handlers.views.allocation.allocations import suggested_blocks
from handlers.views.allocation.choosing import (
    because_field,
    change_lines,
    need_select,
    rule_lines,
    team_field,
    worker_options,
)
from handlers.views.words import escape, trial_note
from scoring.allocation_line import Line
from scoring.case import CoWorker, Factor, Kind
from scoring.case_words import KIND_WORDS
from scoring.eligibility import Decision
from scoring.ids import TeamId, WorkerId
from scoring.load_after import LoadChange
from scoring.people import Worker
from scoring.points import CasePoints, explain_points
from scoring.policy import Policy
from scoring.suggest import Suggestion

USUAL_SHARE = 25
SHARES = (10, 20, 25, 30, 40, 50)
FACTOR_LABELS: Mapping[str, str] = {
    Factor.COURT: "live court proceedings",
    Factor.PREPROCEEDINGS: "pre-proceedings",
    Factor.INTERPRETER: "interpreter",
    Factor.UASC: "unaccompanied asylum-seeking child",
    Factor.DISABILITY: "complex disability",
    Factor.CLOSING: "closing",
    "unsettled": "unsettled (looked-after child)",
}
REDRAW = "allocate_redraw"


@dataclass(frozen=True, slots=True)
class Effect:
    """What the chosen worker's load would become, how the points come about, and what the rules say."""

    lead: Worker
    change: LoadChange | None
    points: CasePoints
    decision: Decision


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the form shows."""

    teams: Mapping[TeamId, str]
    team: TeamId
    line: Line
    worker: WorkerId | None
    co_workers: tuple[CoWorker, ...]
    staff: Mapping[WorkerId, str]
    suggestions: tuple[Suggestion, ...]
    proposed: Effect | None
    asks_kind: Kind | None
    note: str
    metadata: str
    policy: Policy


def allocate_form(picture: Picture) -> View:
    """The whole form."""
    parts = [
        *team_field(f"{REDRAW}:team", picture.teams, picture.team),
        *_case(picture),
        *suggested_blocks(picture.suggestions),
        _worker(picture),
        *_effect(picture),
        *_co_worker(picture),
        blocks.context(trial_note(picture.policy)),
    ]
    return blocks.modal(
        "allocate", "Allocate a case", parts, submit="Allocate", metadata=picture.metadata, close="Cancel"
    )


def _case(picture: Picture) -> list[Block]:
    line = picture.line
    reference = blocks.text_input(f"{REDRAW}:reference", line.reference, "AB-1234", 20)
    kinds = [blocks.option(words.capitalize(), kind) for kind, words in KIND_WORDS.items()]
    kind = blocks.select(f"{REDRAW}:kind", kinds, line.kind, "What the council does for the child")
    parts = [
        blocks.field(
            "reference",
            "Case reference",
            reference,
            hint="From the case system. Never a name, NHS number or date of birth.",
            redraws=True,
        ),
        blocks.field("kind", "Kind", kind, redraws=True),
    ]
    if picture.note:
        parts.append(blocks.context(escape(picture.note)))
    return [*parts, *_kind_change(picture), *_need(line), *_factors(line)]


def _kind_change(picture: Picture) -> list[Block]:
    if picture.asks_kind is None or picture.line.kind is None:
        return []
    words = f"It has changed from {KIND_WORDS[picture.asks_kind]} to {KIND_WORDS[picture.line.kind]}"
    tick = blocks.checkboxes("kind_changed", [blocks.option(words, "yes")])
    return [blocks.field("kind_changed", "This case is known with another kind", tick, optional=True)]


def _need(line: Line) -> list[Block]:
    if line.kind is not Kind.CIN:
        return []
    element = need_select(f"{REDRAW}:need", line.need)
    return [blocks.field("need", "Need", element, optional=True, redraws=True)]


def _factors(line: Line) -> list[Block]:
    ticked = [*line.factors, *(["unsettled"] if line.unsettled else [])]
    shown = {
        key: label for key, label in FACTOR_LABELS.items() if key != "unsettled" or line.kind is Kind.CLA
    }
    boxes = blocks.checkboxes(
        f"{REDRAW}:factors", [blocks.option(label.capitalize(), key) for key, label in shown.items()], ticked
    )
    steps = [("Under 30 minutes", "0"), ("30 to 59 minutes", "30"), ("60 to 89 minutes", "60")]
    options = [blocks.option(*step) for step in [*steps, ("90 minutes or more", "90")]]
    chosen = _step(line.travel_minutes)
    travel = blocks.select(f"{REDRAW}:travel", options, chosen, "Minutes one way")
    family = blocks.text_input("family", line.family or "", "F-123", 30)
    return [
        blocks.field("factors", "What adds work", boxes, optional=True, redraws=True),
        blocks.field("travel", "Travel, one way", travel, optional=True, redraws=True),
        blocks.field("family", "Family key", family, optional=True, hint="The same key for all siblings."),
    ]


def _step(minutes: int | None) -> str | None:
    if minutes is None:
        return None
    return str(max(step for step in (0, 30, 60, 90) if step <= minutes))


def _worker(picture: Picture) -> Block:
    options = worker_options(picture.suggestions, picture.staff)
    options = options or [blocks.option("Nobody is in this team yet", "0")]
    chosen = str(picture.worker) if picture.worker is not None else None
    element = blocks.select(f"{REDRAW}:worker", options, chosen, "Who leads the case")
    return blocks.field("worker", "Worker", element, redraws=True)


def _effect(picture: Picture) -> list[Block]:
    effect = picture.proposed
    if effect is None:
        return []
    [change] = change_lines([(effect.lead.name, effect.change)]) or [f"*{escape(effect.lead.name)}*"]
    parts = [blocks.section(f"{change}\n{explain_points(effect.points)}")]
    said = rule_lines(effect.decision.sentences)
    if said:
        parts.append(blocks.section("\n".join(said)))
    if effect.decision.is_allowed and effect.decision.soft:
        parts.append(because_field(picture.line.because))
    return parts


def _co_worker(picture: Picture) -> list[Block]:
    staff = [(id_, name) for id_, name in picture.staff.items() if id_ != picture.worker]
    if not staff:
        return []
    current = picture.co_workers[0] if picture.co_workers else None
    who = blocks.select(
        f"{REDRAW}:co_worker",
        [blocks.option(escape(name), str(id_)) for id_, name in staff],
        str(current.worker) if current else None,
        "Nobody",
    )
    shares = [blocks.option(f"{share} %", str(share)) for share in SHARES]
    share = blocks.select(f"{REDRAW}:co_share", shares, str(current.percent if current else USUAL_SHARE))
    return [
        blocks.field("co_worker", "Co-worker", who, optional=True, redraws=True),
        blocks.field("co_share", "Co-worker's share", share, optional=True, redraws=True),
    ]
