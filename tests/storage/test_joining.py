"""People and teams as they join, change and leave: history, audit, and what falls due."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from sqlalchemy import select

from scoring.errors import BadInput
from scoring.ids import TeamId, WorkerId
from scoring.people import Extra, Grade, Reduction, ReductionReason, Role
from storage.change import Change, Source
from storage.database import Database
from storage.details import PersonDetails, TeamDetails, load_team_details
from storage.joining import (
    add_cover,
    add_extra,
    add_reduction,
    add_role,
    add_service,
    add_team,
    add_worker,
    change_reduction,
    change_team,
    change_worker,
    end_extra,
    end_role,
)
from storage.people import load_workers
from storage.session import Session
from storage.tables.ledger import DUE
from storage.tables.people import COVERS, EXTRAS, ROLES, WORKER_HISTORY
from storage.tables.post import AUDIT

NOW = datetime(2026, 6, 8, 10, tzinfo=UTC)
CHANGE = Change(NOW, Source.SHELL)
LATER = Change(NOW + timedelta(days=1), Source.SLACK)


def a_team_of_one(session: Session) -> tuple[TeamId, WorkerId]:
    """North, and Sam in it."""
    team = add_team(session, CHANGE, TeamDetails("North", add_service(session, CHANGE, "Safeguarding")))
    details = PersonDetails("Sam Okafor", "Sam@Council.example", team, Grade.EXPERIENCED, Fraction(4, 5))
    return team, add_worker(session, CHANGE, details)


def due(session: Session, kind: str = "worker") -> set[tuple[int, datetime]]:
    rows = session.execute(select(DUE.c.subject_id, DUE.c.at).where(DUE.c.subject_kind == kind))
    return {(row.subject_id, row.at) for row in rows}


def london_midnight(day: date) -> datetime:
    """00:00 in summer time."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=1)


def test_somebody_who_joins_has_a_history_an_audit_row_and_is_due(database: Database) -> None:
    with database.writing() as session:
        team, sam = a_team_of_one(session)
        assert load_workers(session, [sam])[sam].fte == Fraction(4, 5)
        history = session.execute(select(WORKER_HISTORY)).one()
        assert (history.worker_id, history.from_at, history.team_id) == (sam, NOW, team)
        actions = session.execute(select(AUDIT.c.action).order_by(AUDIT.c.id)).scalars().all()
        assert actions == ["service_added", "team_added", "person_added"]
        assert (sam, NOW) in due(session)
        assert (team, NOW) in due(session, "team")


def test_a_service_of_the_same_name_is_the_same_service(database: Database) -> None:
    with database.writing() as session:
        first = add_service(session, CHANGE, "Safeguarding")
        assert add_service(session, CHANGE, " SAFEGUARDING ") == first


def test_who_is_in_a_team_of_another_name_is_looked_at_for_what_the_policy_promises_it(
    database: Database,
) -> None:
    later = replace(CHANGE, at=NOW + timedelta(days=1))
    with database.writing() as session:
        team, sam = a_team_of_one(session)
        change_team(session, later, team, digest_weekday=3)
        assert (sam, later.at) not in due(session)
        change_team(session, later, team, name="North West")
        assert (sam, later.at) in due(session)


def test_a_change_adds_history_and_names_only_its_fields_in_the_audit(database: Database) -> None:
    with database.writing() as session:
        _, sam = a_team_of_one(session)
        change_worker(session, LATER, sam, fte=Fraction(1, 2), ends_on=date(2026, 7, 31))
        rows = session.execute(select(WORKER_HISTORY).order_by(WORKER_HISTORY.c.from_at)).all()
        assert [row.fte_millionths for row in rows] == [800_000, 500_000]
        detail = session.execute(
            select(AUDIT.c.detail).where(AUDIT.c.action == "person_changed")
        ).scalar_one()
        assert detail == '{"fields": ["ends_on", "fte"]}'
        assert (sam, london_midnight(date(2026, 8, 1))) in due(session)


def test_a_change_that_changes_nothing_leaves_no_row(database: Database) -> None:
    with database.writing() as session:
        _, sam = a_team_of_one(session)
        change_worker(session, LATER, sam, fte=Fraction(4, 5))
        assert len(session.execute(select(WORKER_HISTORY)).all()) == 1


def test_moving_to_another_team_marks_both(database: Database) -> None:
    with database.writing() as session:
        north, sam = a_team_of_one(session)
        south = add_team(session, CHANGE, TeamDetails("South", add_service(session, CHANGE, "Safeguarding")))
        change_worker(session, LATER, sam, team=south)
        assert {(north, LATER.at), (south, LATER.at)} <= due(session, "team")


def test_an_email_that_is_taken_and_days_out_of_order_are_refused(database: Database) -> None:
    with database.writing() as session:
        team, sam = a_team_of_one(session)
        with pytest.raises(BadInput, match="e-mail"):
            add_worker(session, CHANGE, PersonDetails("Other", "SAM@council.example", team, Grade.NONE))
        with pytest.raises(BadInput, match="last day"):
            change_worker(session, CHANGE, sam, starts_on=date(2026, 6, 2), ends_on=date(2026, 6, 1))


def test_a_reduction_falls_due_now_when_it_starts_and_the_day_after_it_ends(database: Database) -> None:
    with database.writing() as session:
        _, sam = a_team_of_one(session)
        starts_on, ends_on = date(2026, 7, 1), date(2026, 7, 14)
        reduction = Reduction(ReductionReason.SICKNESS, Fraction(1, 2), starts_on, ends_on)
        id_ = add_reduction(session, LATER, sam, reduction)
        moments = {LATER.at, london_midnight(starts_on), london_midnight(date(2026, 7, 15))}
        assert {(sam, at) for at in moments} <= due(session)
        change_reduction(session, LATER, id_, ends_on=date(2026, 7, 31))
        assert (sam, london_midnight(date(2026, 8, 1))) in due(session)
        assert load_workers(session, [sam])[sam].reductions[0].ends_on == date(2026, 7, 31)


def test_why_somebody_is_absent_is_never_in_the_audit(database: Database) -> None:
    with database.writing() as session:
        _, sam = a_team_of_one(session)
        add_reduction(session, LATER, sam, Reduction(ReductionReason.SICKNESS, Fraction(1), date(2026, 6, 1)))
        assert not any("sickness" in row for row in session.execute(select(AUDIT.c.detail)).scalars())


def test_a_reduction_that_ends_before_it_starts_is_refused(database: Database) -> None:
    with database.writing() as session:
        _, sam = a_team_of_one(session)
        backwards = Reduction(ReductionReason.UNION, Fraction(1, 5), date(2026, 6, 2), date(2026, 6, 1))
        with pytest.raises(BadInput, match="before it starts"):
            add_reduction(session, CHANGE, sam, backwards)


def test_an_extra_responsibility_is_replaced_and_ends(database: Database) -> None:
    with database.writing() as session:
        _, sam = a_team_of_one(session)
        add_extra(session, CHANGE, sam, Extra("Duty", 50))
        add_extra(session, LATER, sam, Extra("Duty", 80))
        assert load_workers(session, [sam])[sam].extras == (Extra("Duty", 80),)
        end_extra(session, LATER, sam, "Duty")
        assert load_workers(session, [sam])[sam].extras == ()
        assert len(session.execute(select(EXTRAS)).all()) == 2


def test_a_team_has_one_first_supervisor_and_a_role_stands_once(database: Database) -> None:
    with database.writing() as session:
        team, sam = a_team_of_one(session)
        other = add_worker(session, CHANGE, PersonDetails("Ana", "ana@c.example", team, Grade.TEAM_MANAGER))
        add_role(session, CHANGE, sam, Role.SUPERVISOR, team=team, is_first=True)
        add_role(session, CHANGE, other, Role.SUPERVISOR, team=team, is_first=True)
        add_role(session, CHANGE, sam, Role.SUPERVISOR, team=team)
        add_role(session, CHANGE, sam, Role.ADMIN)
        add_role(session, CHANGE, sam, Role.ADMIN)
        rows = {(row.worker_id, row.role, row.is_first) for row in session.execute(select(ROLES))}
        assert rows == {(sam, "supervisor", False), (other, "supervisor", True), (sam, "admin", False)}
        assert len(session.execute(select(ROLES)).all()) == 3
        end_role(session, CHANGE, sam, Role.ADMIN)
        assert len(session.execute(select(ROLES)).all()) == 2


def test_cover_with_the_same_first_day_gets_a_new_last_day(database: Database) -> None:
    with database.writing() as session:
        team, sam = a_team_of_one(session)
        add_cover(session, CHANGE, team, sam, date(2026, 7, 1), None)
        add_cover(session, CHANGE, team, sam, date(2026, 7, 1), date(2026, 7, 14))
        assert session.execute(select(COVERS.c.ends_on)).scalars().all() == [date(2026, 7, 14)]
        with pytest.raises(BadInput, match="before it starts"):
            add_cover(session, CHANGE, team, sam, date(2026, 7, 1), date(2026, 6, 1))


def test_a_teams_details_come_back_as_they_were_given(database: Database) -> None:
    with database.writing() as session:
        team, _ = a_team_of_one(session)
        change_team(
            session, LATER, team, established_fte=Fraction(15, 2), digest_weekday=1, digest_minute=510
        )
        details = load_team_details(session, team)
        assert (details.established_fte, details.digest_weekday, details.digest_minute) == (
            Fraction(15, 2),
            1,
            510,
        )
        assert (team, LATER.at) in due(session, "team")
