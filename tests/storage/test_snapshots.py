"""Each London day's end is kept once, and stays what it was."""

from datetime import date, timedelta

from scoring.case import Kind
from scoring.readings import SubjectKind
from scoring.snapshots import Snapshot
from storage.database import Database
from storage.snapshots import (
    add_snapshots,
    list_capacity_days,
    list_day_ends,
    list_snapshots,
    sum_day_ends,
)
from tests.handlers.council import Council, a_council
from tests.scoring.london import MONDAY

SUNDAY = MONDAY - timedelta(days=1)


def keep(council: Council, day: date) -> bool:
    with council.database.writing() as session:
        return add_snapshots(session, day)


def snapshots_of(council: Council, kind: SubjectKind, id_: int) -> list[Snapshot]:
    with council.database.reading() as session:
        return list_snapshots(session, kind, [id_], SUNDAY, MONDAY).get(id_, [])


def test_a_days_end_holds_every_workers_and_teams_load(database: Database) -> None:
    council = a_council(database)
    council.lead("sam", 2)
    council.wait(council.north)
    assert keep(council, SUNDAY)
    [sam] = snapshots_of(council, SubjectKind.WORKER, council.people["sam"])
    [north] = snapshots_of(council, SubjectKind.TEAM, council.north)
    assert (sam.children, sam.points, sam.promise, sam.bandwidth) == (2, 230, 15, 1000)
    assert (north.children, north.points, north.promise, north.bandwidth) == (3, 420, 27, 1900)
    assert sam.policy == north.policy == council.policy.version


def test_without_a_bandwidth_the_points_are_those_of_the_cases_alone(database: Database) -> None:
    council = a_council(database)
    council.lead("ann", 1, Kind.CP)
    keep(council, SUNDAY)
    [ann] = snapshots_of(council, SubjectKind.WORKER, council.people["ann"])
    assert (ann.children, ann.points, ann.bandwidth) == (1, 80, 0)


def test_a_day_is_kept_once_and_stays_as_it_was(database: Database) -> None:
    council = a_council(database)
    keep(council, SUNDAY)
    council.lead("sam", 3)
    assert not keep(council, SUNDAY)
    assert [each.children for each in snapshots_of(council, SubjectKind.WORKER, council.people["sam"])] == [0]


def test_days_come_the_earliest_first_and_both_ends_count(database: Database) -> None:
    council = a_council(database)
    for number in range(-1, 2):
        keep(council, MONDAY + timedelta(days=number))
    found = snapshots_of(council, SubjectKind.TEAM, council.north)
    assert [each.day for each in found] == [SUNDAY, MONDAY]


def test_the_days_that_count_are_those_with_something_to_keep(database: Database) -> None:
    council = a_council(database)
    council.join("gone", "Gail Gone", council.north, ends_on=SUNDAY)
    council.rescore()
    keep(council, MONDAY)
    with database.reading() as session:
        for key, days in (("sam", [MONDAY]), ("gone", [])):
            found = list_capacity_days(session, SubjectKind.WORKER, council.people[key], SUNDAY, MONDAY)
            assert found == days
        assert list_capacity_days(session, SubjectKind.TEAM, council.north, SUNDAY, MONDAY) == [MONDAY]


def test_single_days_are_found_and_teams_are_added_up(database: Database) -> None:
    council = a_council(database)
    council.lead("sam", 2)
    council.lead("ade", 3)
    for day in (SUNDAY, MONDAY):
        keep(council, day)
    with council.database.reading() as session:
        ends = list_day_ends(session, SubjectKind.TEAM, [council.north], [MONDAY, MONDAY + timedelta(days=7)])
        [both] = sum_day_ends(session, None, [MONDAY])
        north = sum_day_ends(session, [council.north], [SUNDAY, MONDAY])
        assert sum_day_ends(session, [], [MONDAY]) == []
    assert [each.day for each in ends[council.north]] == [MONDAY]
    assert (both.children, both.promise, both.policy) == (5, 42, council.policy.version)
    assert [(each.day, each.children) for each in north] == [(SUNDAY, 2), (MONDAY, 2)]
