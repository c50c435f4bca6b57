"""The reallocate form: to whom, why, and what it does to both loads."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from handlers.messages import Block, View
from handlers.views import blocks
from handlers.views.allocation.allocations import kind_text, suggested_blocks
from handlers.views.allocation.choosing import (
    because_field,
    change_lines,
    need_select,
    rule_lines,
    team_field,
    worker_options,
)
from handlers.views.cases.handover import reason_field, stays_field
from handlers.views.words import escape, trial_note
from scoring.case import Case, Need
from scoring.eligibility import SoftReason
from scoring.ids import CaseId, Reference, TeamId, WorkerId
from scoring.load_after import LoadChange
from scoring.points import CasePoints, explain_points
from scoring.policy import Policy
from scoring.suggest import Suggestion

REDRAW = "reallocate_redraw"
MOST_SIBLINGS = 10
"""Slack shows at most ten boxes to tick."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What the move would do; `change` is None for a worker whose load the viewer may not see.

    `points` are those of every case that moves, by reference.
    """

    name: str
    points: Sequence[tuple[Reference, CasePoints]]
    change: LoadChange | None
    earlier: LoadChange | None
    said: Sequence[str]
    asks_reason: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the form shows. `holder` leads the case now; `stay_percent` is None if they can't stay.

    `siblings` could move along; `along` are those that do.
    """

    case: Case
    holder: str | None
    teams: Mapping[TeamId, str]
    team: TeamId
    worker: WorkerId | None
    staff: Mapping[WorkerId, str]
    suggestions: tuple[Suggestion, ...]
    siblings: Sequence[Case]
    along: Collection[CaseId]
    effect: Effect | None
    asks_need: bool
    need: Need | None
    reason: str | None
    because: SoftReason | None
    stays: bool
    stay_percent: int | None
    note: str
    metadata: str
    policy: Policy


def reallocate_form(picture: Picture) -> View:
    """The whole form."""
    verb = "Allocate" if picture.holder is None else "Reallocate"
    parts = [
        *_now(picture),
        *_siblings(picture),
        *team_field(f"{REDRAW}:team", picture.teams, picture.team),
        *suggested_blocks(picture.suggestions),
        *_need(picture),
        _worker(picture),
        *_effect(picture),
        *_leaves(picture),
        blocks.context(trial_note(picture.policy)),
    ]
    title = f"{verb} {picture.case.reference}"
    return blocks.modal("reallocate", title, parts, submit=verb, metadata=picture.metadata, close="Cancel")


def _now(picture: Picture) -> list[Block]:
    case = picture.case
    day = case.led_since
    since = f" since {day.day} {day:%B %Y}" if day else ""
    holder = f"with {escape(picture.holder)}{since}" if picture.holder else "waiting for a worker"
    parts = [blocks.section(f"*{case.reference}*, {kind_text(case)}, {holder}.")]
    if picture.note:
        parts.insert(0, blocks.section(f"*{picture.note}*"))
    return parts


def _siblings(picture: Picture) -> list[Block]:
    if not picture.siblings:
        return []
    options = [
        blocks.option(f"{each.reference}, {kind_text(each)}", str(each.id)) for each in picture.siblings
    ]
    ticked = [str(id_) for id_ in picture.along]
    boxes = blocks.checkboxes(f"{REDRAW}:siblings", options, ticked)
    with_ = f"with {escape(picture.holder)} as well" if picture.holder else "waiting as well"
    hint = f"Of the same family, {with_}. Those ticked move along."
    return [blocks.field("siblings", "Siblings", boxes, optional=True, hint=hint, redraws=True)]


def _need(picture: Picture) -> list[Block]:
    if not picture.asks_need:
        return []
    element = need_select(f"{REDRAW}:need", picture.need)
    hint = "A support worker may lead a child in need when the need is lower."
    if picture.siblings:
        hint += " Said of every child in need here whose need isn't known yet."
    return [blocks.field("need", "Need", element, optional=True, hint=hint, redraws=True)]


def _worker(picture: Picture) -> Block:
    options = worker_options(picture.suggestions, picture.staff)
    options = options or [blocks.option("Nobody else is in this team yet", "0")]
    chosen = str(picture.worker) if picture.worker is not None else None
    element = blocks.select(f"{REDRAW}:worker", options, chosen, "Who leads the case from now on")
    return blocks.field(worker_field(picture.case.team, picture.team), "Worker", element, redraws=True)


def worker_field(home: TeamId, team: TeamId) -> str:
    """The block id of the worker's field; `home` is the case's own team.

    Another team's people have a field of their own, since Slack keeps a choice under the same block id.
    """
    return "worker" if team == home else f"worker_{team}"


def _effect(picture: Picture) -> list[Block]:
    effect = picture.effect
    if effect is None:
        return []
    lines = load_lines(picture.holder, effect)
    parts = [blocks.section("\n".join([*lines, *points_lines(effect)]))]
    if effect.said:
        parts.append(blocks.section("\n".join(rule_lines(effect.said))))
    if effect.asks_reason:
        parts.append(because_field(picture.because, "Why this worker is right all the same"))
    return parts


def points_lines(effect: Effect) -> list[str]:
    """The points of what moves, each with its reference where several cases do."""
    several = len(effect.points) > 1
    return [
        f"{reference}: {explain_points(points)}" if several else explain_points(points)
        for reference, points in effect.points
    ]


def load_lines(holder: str | None, effect: Effect) -> list[str]:
    """Both workers' loads before → after, as far as the viewer may see them."""
    return change_lines([(effect.name, effect.change), (holder or "", effect.earlier)])


def _leaves(picture: Picture) -> list[Block]:
    """Why the earlier worker's lead ends, and whether they stay on."""
    if picture.holder is None:
        return []
    parts = [reason_field(picture.reason)]
    if picture.stay_percent is not None:
        stays = stays_field(f"{REDRAW}:stays", picture.holder, picture.stay_percent, picture.stays)
        parts.append(stays)
    return parts
