"""Who joins, changes and leaves: services, teams, people, and what changes their capacity, roles and cover.

Every write leaves an audit row, and marks the workers it touches: now, and at 00:00 London on each future
day on which a post or a reduction starts or has ended. Audit rows name the fields that changed, never why
somebody is absent.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, insert, select, update

from scoring.errors import BadInput
from scoring.ids import ChannelId, ServiceId, TeamId, WorkerId
from scoring.people import Extra, Reduction, Role
from scoring.working_time import start_of_day
from storage.audit import record_audit
from storage.change import Change
from storage.database import first_come
from storage.details import (
    PersonDetails,
    TeamDetails,
    changed_fields,
    check_person,
    check_team,
    load_person_details,
    load_team_details,
    person_values,
    reduction_values,
    team_values,
)  # fmt: skip
from storage.due import mark_due
from storage.names import name_key
from storage.outbox import redirect_recipes
from storage.people import list_team_workers
from storage.responsible import find_responsible
from storage.rows import reduction_of
from storage.session import Session
from storage.tables.cases import CASES
from storage.tables.people import (
    COVERS,
    EXTRAS,
    REDUCTIONS,
    ROLES,
    SERVICES,
    TEAMS,
    WORKER_HISTORY,
    WORKERS,
)
from storage.upsert import put_rows


def add_service(session: Session, change: Change, name: str) -> ServiceId:
    """Record a service; one that is known under this name, whatever its capitals, is that one."""
    query = select(SERVICES.c.id).where(SERVICES.c.name_key == name_key(name))
    known = session.execute(query).scalar()
    if known is not None:
        return ServiceId(known)
    id_ = _insert(session, SERVICES, {"name": name, "name_key": name_key(name)})
    record_audit(session, change, "service_added", "service", id_)
    return ServiceId(id_)


def add_team(session: Session, change: Change, details: TeamDetails) -> TeamId:
    """Record a team that wasn't known. BadInput for details that can't be kept."""
    check_team(details)
    id_ = _insert(session, TEAMS, team_values(details))
    record_audit(session, change, "team_added", "team", id_)
    mark_due(session, "team", [id_], change.at)
    return TeamId(id_)


def change_team(session: Session, change: Change, team: TeamId, **changes: Any) -> None:
    """Record other details of a team; `changes` are fields of `TeamDetails`."""
    before = load_team_details(session, team)
    after = replace(before, **changes)
    if before == after:
        return
    check_team(after)
    session.execute(update(TEAMS).where(TEAMS.c.id == team).values(team_values(after)))
    if before.channel is not None and before.channel != after.channel:
        _redirect(session, change, team, before.channel, after.channel)
    record_audit(session, change, "team_changed", "team", team, fields=changed_fields(before, after))
    mark_due(session, "team", [team], change.at)
    if before.name != after.name:  # a policy may promise something of its own to a team of this name
        mark_due(session, "worker", list_team_workers(session, team), change.at)


def add_worker(session: Session, change: Change, details: PersonDetails) -> WorkerId:
    """Record somebody who wasn't known. BadInput when the e-mail is taken, or the days are in no order."""
    check_person(details)
    if session.execute(select(WORKERS.c.id).where(WORKERS.c.email == details.email.lower())).first():
        raise BadInput("Somebody with this e-mail is known already.", "email")
    with first_come("Somebody else has just added this person. Look at the list again."):
        worker = WorkerId(_insert(session, WORKERS, person_values(details)))
    _put_history(session, change, worker, details)
    record_audit(session, change, "person_added", "worker", worker)
    _mark_person(session, change, worker, [details])
    return worker


def change_worker(
    session: Session, change: Change, worker: WorkerId, *, since: datetime | None = None, **changes: Any
) -> None:
    """Record other details of a person; `changes` are fields of `PersonDetails`.

    `since` is from when their history has it, if that isn't now; never from before its newest row.
    """
    before = load_person_details(session, worker)
    after = replace(before, **changes)
    if before == after:
        return
    check_person(after)
    session.execute(update(WORKERS).where(WORKERS.c.id == worker).values(person_values(after)))
    _put_history(session, change, worker, after, since)
    record_audit(session, change, "person_changed", "worker", worker, fields=changed_fields(before, after))
    _mark_person(session, change, worker, [before, after])
    if before.grade is not after.grade:
        _mark_led_cases(session, change, worker)


def add_reduction(session: Session, change: Change, worker: WorkerId, reduction: Reduction) -> int:
    """Record a reduction of somebody's capacity; returns its id."""
    id_ = _insert(session, REDUCTIONS, {"worker_id": worker, **reduction_values(reduction)})
    record_audit(session, change, "reduction_added", "worker", worker, reduction=id_)
    _mark_reductions(session, change, worker, [reduction])
    return id_


def change_reduction(session: Session, change: Change, id_: int, **changes: Any) -> None:
    """Record another share, reason or day of a reduction; `changes` are fields of `Reduction`."""
    row = session.execute(select(REDUCTIONS).where(REDUCTIONS.c.id == id_)).one()
    before = reduction_of(row)
    after = replace(before, **changes)
    if before == after:
        return
    session.execute(update(REDUCTIONS).where(REDUCTIONS.c.id == id_).values(reduction_values(after)))
    record_audit(session, change, "reduction_changed", "worker", row.worker_id, reduction=id_)
    _mark_reductions(session, change, WorkerId(row.worker_id), [before, after])


def delete_reduction(session: Session, change: Change, id_: int) -> None:
    """Take a reduction away that was never true; one that was is ended instead."""
    row = session.execute(select(REDUCTIONS).where(REDUCTIONS.c.id == id_)).one()
    session.execute(delete(REDUCTIONS).where(REDUCTIONS.c.id == id_))
    record_audit(session, change, "reduction_deleted", "worker", row.worker_id, reduction=id_)
    mark_due(session, "worker", [row.worker_id], change.at)


def add_extra(session: Session, change: Change, worker: WorkerId, extra: Extra) -> None:
    """Record an extra responsibility from now on; one of the same name that is open ends now."""
    _end_extra(session, change, worker, extra.responsibility)
    values = {"responsibility": extra.responsibility, "points_tenths": extra.points, "from_at": change.at}
    _insert(session, EXTRAS, {"worker_id": worker, **values})
    record_audit(session, change, "extra_added", "worker", worker, points=extra.points)
    mark_due(session, "worker", [worker], change.at)


def end_extra(session: Session, change: Change, worker: WorkerId, responsibility: str) -> None:
    """Record that somebody no longer has an extra responsibility."""
    _end_extra(session, change, worker, responsibility)
    record_audit(session, change, "extra_ended", "worker", worker)
    mark_due(session, "worker", [worker], change.at)


def add_role(
    session: Session,
    change: Change,
    worker: WorkerId,
    role: Role,
    *,
    team: TeamId | None = None,
    service: ServiceId | None = None,
    is_first: bool = False,
) -> None:
    """Record a role for a team, a service or the council; a team's first supervisor gets its messages."""
    if is_first and team is not None:
        of_team = (ROLES.c.team_id == team, ROLES.c.role == role)
        session.execute(update(ROLES).where(*of_team).values(is_first=False))
    same = _same_role(worker, role, team, service)
    if session.execute(select(ROLES.c.id).where(*same)).first() is None:
        place = {"worker_id": worker, "role": role.value, "team_id": team, "service_id": service}
        _insert(session, ROLES, place | {"is_first": is_first})
    elif is_first:
        session.execute(update(ROLES).where(*same).values(is_first=True))
    detail = {"role": role, "team": team, "service": service}
    record_audit(session, change, "role_added", "worker", worker, **detail)


def end_role(
    session: Session,
    change: Change,
    worker: WorkerId,
    role: Role,
    *,
    team: TeamId | None = None,
    service: ServiceId | None = None,
) -> None:
    """Record that somebody no longer has a role there."""
    session.execute(delete(ROLES).where(*_same_role(worker, role, team, service)))
    detail = {"role": role, "team": team, "service": service}
    record_audit(session, change, "role_ended", "worker", worker, **detail)


def add_cover(
    session: Session, change: Change, team: TeamId, worker: WorkerId, starts_on: date, ends_on: date | None
) -> None:
    """Record dated cover for a team's supervisor, both days included; the same start day gets a new end."""
    if ends_on is not None and ends_on < starts_on:
        raise BadInput("Cover can't end before it starts.", "cover_to")
    row = {"team_id": team, "worker_id": worker, "starts_on": starts_on, "ends_on": ends_on}
    put_rows(session, COVERS, [row])
    record_audit(session, change, "cover_added", "team", team, worker=worker, ends_on=ends_on)


def delete_cover(session: Session, change: Change, team: TeamId, worker: WorkerId, starts_on: date) -> None:
    """Take one cover of a team away; from now on it counts no more."""
    session.execute(
        delete(COVERS).where(
            COVERS.c.team_id == team, COVERS.c.worker_id == worker, COVERS.c.starts_on == starts_on
        )
    )
    record_audit(session, change, "cover_ended", "team", team, worker=worker)


def _insert(session: Session, table: Table, values: dict[str, Any]) -> int:
    return int(session.execute(insert(table).values(values).returning(table.c.id)).scalar_one())


def _put_history(
    session: Session,
    change: Change,
    worker: WorkerId,
    details: PersonDetails,
    since: datetime | None = None,
) -> None:
    values, from_at = person_values(details), change.at
    if since is not None and since < change.at:
        newest = select(func.max(WORKER_HISTORY.c.from_at)).where(WORKER_HISTORY.c.worker_id == worker)
        known = session.execute(newest).scalar()
        from_at = change.at if known is not None and known > since else since
    names = ("team_id", "grade", "fte_millionths", "promise", "starts_on", "ends_on")
    row = {"worker_id": worker, "from_at": from_at, **{name: values[name] for name in names}}
    put_rows(session, WORKER_HISTORY, [row])


def _end_extra(session: Session, change: Change, worker: WorkerId, responsibility: str) -> None:
    is_open = (
        EXTRAS.c.worker_id == worker,
        EXTRAS.c.responsibility == responsibility,
        EXTRAS.c.until_at.is_(None),
    )
    session.execute(update(EXTRAS).where(*is_open).values(until_at=change.at))


def _same_role(
    worker: WorkerId, role: Role, team: TeamId | None, service: ServiceId | None
) -> tuple[ColumnElement[bool], ...]:
    return (
        ROLES.c.worker_id == worker,
        ROLES.c.role == role.value,
        ROLES.c.team_id.is_(None) if team is None else ROLES.c.team_id == team,
        ROLES.c.service_id.is_(None) if service is None else ROLES.c.service_id == service,
    )


def _redirect(session: Session, change: Change, team: TeamId, old: ChannelId, new: ChannelId | None) -> None:
    """What waits for the channel the team had goes to its new one, or to who answers for the team."""
    worker = None if new is not None else find_responsible(session, team, change.today)
    if new is not None or worker is not None:
        redirect_recipes(session, old, new, worker)


def _mark_person(session: Session, change: Change, worker: WorkerId, states: Iterable[PersonDetails]) -> None:
    states = list(states)
    _mark_days(session, change, worker, ((state.starts_on, state.ends_on) for state in states))
    mark_due(session, "team", {state.team for state in states if state.team is not None}, change.at)


def _mark_led_cases(session: Session, change: Change, worker: WorkerId) -> None:
    """Another grade may lead other kinds of case: each case they lead is looked at again."""
    led = select(CASES.c.id).where(CASES.c.lead_id == worker, CASES.c.closed_at.is_(None))
    mark_due(session, "case", session.execute(led).scalars(), change.at)


def _mark_reductions(session: Session, change: Change, worker: WorkerId, states: Iterable[Reduction]) -> None:
    _mark_days(session, change, worker, ((state.starts_on, state.ends_on) for state in states))


def _mark_days(
    session: Session, change: Change, worker: WorkerId, spells: Iterable[tuple[date | None, date | None]]
) -> None:
    """Mark a worker now, on the first day of each spell to come, and on the day after its last."""
    mark_due(session, "worker", [worker], change.at)
    for starts_on, ends_on in spells:
        for day in (starts_on, ends_on + timedelta(days=1) if ends_on else None):
            if day is not None and start_of_day(day) > change.at:
                mark_due(session, "worker", [worker], start_of_day(day))
