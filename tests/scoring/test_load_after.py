"""What a change of one case does to a load: the ordinary scoring, run again."""

from datetime import date, timedelta

from scoring.case import Case, Kind
from scoring.ids import TeamId, WorkerId
from scoring.load_after import LoadChange, load_after, load_after_all
from scoring.moves import lead_changed
from tests.builders import TODAY, a_case, a_policy, a_team, a_worker

EARLIER = TODAY - timedelta(days=90)


def led_by(case: Case, lead: int, since: date = TODAY) -> Case:
    return lead_changed(case, WorkerId(lead), TeamId(1), since)


def change(worker: int, changed: Case, *cases: Case) -> LoadChange:
    team = a_team()
    return load_after(a_worker(worker), {team.id: team}, cases, changed, a_policy(), TODAY)


def points(change: LoadChange) -> tuple[int, int]:
    return change.before.case_points, change.after.case_points


def children(change: LoadChange) -> tuple[int, int]:
    return change.before.children, change.after.children


def test_a_new_case_is_added_with_its_first_weeks() -> None:
    new = led_by(a_case(2, Kind.CP, lead=None), 1)
    added = change(1, new, a_case(1))
    assert points(added) == (40, 40 + 90)
    assert children(added) == (1, 2)


def test_a_changed_case_takes_the_place_of_its_earlier_self() -> None:
    assert points(change(1, a_case(1, Kind.CP), a_case(1), a_case(2))) == (80, 120)


def test_a_sibling_who_joins_moves_the_family_share() -> None:
    small = a_case(1, Kind.CIN, family="F")
    heavier = led_by(a_case(2, Kind.CP, lead=None, family="F"), 1)
    assert points(change(1, heavier, small)) == (40, 20 + 90)


def test_a_sibling_who_leaves_gives_the_other_its_full_base_back() -> None:
    family = [a_case(1, Kind.CP, family="F"), a_case(2, Kind.CIN, family="F")]
    moved = led_by(family[0], 2)
    left = change(1, moved, *family)
    assert points(left) == (100, 40)
    assert children(left) == (2, 1)


def test_a_co_worker_feels_that_their_leads_family_changes() -> None:
    shared = a_case(1, Kind.CIN, lead=2, family="F", co=[(1, 50)])
    sibling = a_case(2, Kind.CP, lead=3, family="F")
    joined = led_by(sibling, 2)
    assert points(change(1, joined, shared, sibling)) == (20, 10)


def test_a_co_worker_who_takes_the_lead_has_the_old_leads_share_and_their_own() -> None:
    case = a_case(1, Kind.CP, lead=1, co=[(2, 25), (3, 25)], led_since=EARLIER)
    moved = led_by(case, 2, EARLIER)
    assert [(co.worker, co.percent) for co in moved.co_workers] == [(3, 25)]
    assert points(change(2, moved, case)) == (20, 60)
    assert points(change(1, moved, case)) == (40, 0)


def test_the_cases_of_others_make_no_difference() -> None:
    others = [a_case(10 + number, Kind.CP, lead=7, family="F") for number in range(5)]
    assert change(1, a_case(1), *others) == change(1, a_case(1))


def test_siblings_that_move_together_keep_their_family_share() -> None:
    family = [a_case(1, Kind.CP, family="F"), a_case(2, family="F"), a_case(3)]
    moved = [led_by(each, 2) for each in family[:2]]
    team = a_team()
    gives = load_after_all(a_worker(1), {team.id: team}, family, moved, a_policy(), TODAY)
    takes = load_after_all(a_worker(2), {team.id: team}, family, moved, a_policy(), TODAY)
    assert points(gives) == (80 + 20 + 40, 40)
    assert points(takes) == (0, 80 + 10 + 20 + 10)
