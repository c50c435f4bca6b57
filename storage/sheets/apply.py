"""Applying a plan, all of it or nothing: people and teams step by step, in the plan's order; then cases."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from sqlalchemy import insert, select

from scoring.ids import ServiceId, TeamId, WorkerId
from scoring.people import Extra, Reduction
from storage import joining
from storage.audit import record_audit
from storage.change import Change, Source
from storage.details import TeamDetails
from storage.names import name_key
from storage.session import Session
from storage.sheets import steps
from storage.sheets.apply_cases import apply_cases
from storage.sheets.findings import Plan
from storage.sheets.people import new_details
from storage.sheets.progress import Told, tell_nobody
from storage.tables.people import REDUCTIONS, SERVICES, TEAMS, WORKERS
from storage.tables.post import IMPORTS


@dataclass(slots=True)
class _Names:
    """Who and what is found by name or e-mail, with those that this import has just added."""

    workers: dict[str, WorkerId] = field(default_factory=dict)
    teams: dict[str, TeamId] = field(default_factory=dict)
    services: dict[str, ServiceId] = field(default_factory=dict)


_Write = Callable[[Session, Change, Any, _Names], None]


def apply_plan(session: Session, change: Change, plan: Plan, told: Told = tell_nobody) -> None:
    """Write everything a plan says, with its coverage, its import row and its audit row; the caller commits.

    A plan that changes nothing writes nothing. Raises Conflict when something it changes has changed since
    the plan was made: make the plan again. What a file says never counts as changed in Slack.
    """
    if plan.changes_nothing:
        return
    change = replace(change, source=Source.IMPORT)
    names = _load_names(session)
    for step in plan.steps:
        if type(step) in _WRITES:
            _WRITES[type(step)](session, change, step, names)
    apply_cases(session, change, plan, told)
    _record_import(session, change, plan)


def _load_names(session: Session) -> _Names:
    def ids(key: Any, id_: Any) -> dict[Any, Any]:
        return {row[0]: row[1] for row in session.execute(select(key, id_))}

    return _Names(
        ids(WORKERS.c.email, WORKERS.c.id),
        ids(TEAMS.c.name_key, TEAMS.c.id),
        ids(SERVICES.c.name_key, SERVICES.c.id),
    )


def _service(session: Session, change: Change, name: str, names: _Names) -> ServiceId:
    key = name_key(name)
    if key not in names.services:
        names.services[key] = joining.add_service(session, change, name)
    return names.services[key]


def _add_team(session: Session, change: Change, step: steps.AddTeam, names: _Names) -> None:
    details = TeamDetails(step.name, _service(session, change, step.service, names), **step.values)
    names.teams[name_key(step.name)] = joining.add_team(session, change, details)


def _change_team(session: Session, change: Change, step: steps.ChangeTeam, names: _Names) -> None:
    changes = dict(step.values)
    if step.service is not None:
        changes["service"] = _service(session, change, step.service, names)
    joining.change_team(session, change, names.teams[name_key(step.name)], **changes)


def _add_worker(session: Session, change: Change, step: steps.AddWorker, names: _Names) -> None:
    team = names.teams[name_key(step.team)] if step.team else None
    details = replace(new_details(step.email, step.values), team=team)
    names.workers[step.email] = joining.add_worker(session, change, details)


def _change_worker(session: Session, change: Change, step: steps.ChangeWorker, names: _Names) -> None:
    changes = dict(step.values)
    if step.team is not None:
        changes["team"] = names.teams[name_key(step.team)]
    joining.change_worker(session, change, step.worker, **changes)


def _add_role(session: Session, change: Change, step: steps.AddRole, names: _Names) -> None:
    joining.add_role(
        session,
        change,
        names.workers[step.email],
        step.role,
        team=names.teams[name_key(step.team)] if step.team else None,
        service=names.services[name_key(step.service)] if step.service else None,
        is_first=step.is_first,
    )


def _add_cover(session: Session, change: Change, step: steps.AddCover, names: _Names) -> None:
    team, worker = names.teams[name_key(step.team)], names.workers[step.email]
    joining.add_cover(session, change, team, worker, step.starts_on, step.ends_on)


def _put_reduction(session: Session, change: Change, step: steps.PutReduction, _names: _Names) -> None:
    reduction = Reduction(step.reason, Fraction(step.share_thousandths, 1000), step.starts_on, step.ends_on)
    known = session.execute(
        select(REDUCTIONS.c.id).where(
            REDUCTIONS.c.worker_id == step.worker,
            REDUCTIONS.c.reason == step.reason.value,
            REDUCTIONS.c.starts_on == step.starts_on,
        )
    ).scalar()
    if known is None:
        joining.add_reduction(session, change, step.worker, reduction)
    else:
        joining.change_reduction(session, change, known, share=reduction.share, ends_on=reduction.ends_on)


def _put_extra(session: Session, change: Change, step: steps.PutExtra, _names: _Names) -> None:
    joining.add_extra(session, change, step.worker, Extra(step.responsibility, step.points))


_WRITES: Mapping[type, _Write] = {
    steps.AddTeam: _add_team,
    steps.ChangeTeam: _change_team,
    steps.AddWorker: _add_worker,
    steps.ChangeWorker: _change_worker,
    steps.AddRole: _add_role,
    steps.AddCover: _add_cover,
    steps.PutReduction: _put_reduction,
    steps.PutExtra: _put_extra,
}


_COUNTED = (
    "new", "moved", "changed", "closed", "reopened", "waiting", "kept", "without_team", "unknown_workers",
    "ambiguous_workers", "unknown_teams", "unknown_cases", "refused",
)  # fmt: skip


def _record_import(session: Session, change: Change, plan: Plan) -> None:
    """The import's own row and its audit row, with counts alone: names in a file are nobody's to keep."""
    counts = {name: len(getattr(plan, name)) for name in _COUNTED} | {"unchanged": plan.unchanged}
    row = {
        "source": plan.source,
        "as_at": plan.as_at,
        "applied_at": change.at,
        "detail": json.dumps({"kind": plan.kind, **counts}, sort_keys=True),
    }
    id_ = session.execute(insert(IMPORTS).returning(IMPORTS.c.id), row).scalar_one()
    record_audit(session, change, "imported", "import", id_, kind=plan.kind, source=plan.source, **counts)
