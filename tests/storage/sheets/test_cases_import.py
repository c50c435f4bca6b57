"""Importing cases, on both databases: what a plan says, what it does, and what the next file makes of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from scoring.case import Factor, Kind, Need
from scoring.errors import BadFile, Conflict, NotFound
from scoring.ids import FamilyKey
from storage.allocations import close_case
from storage.change import Change, Source
from storage.joining import change_worker
from storage.sheets.findings import Plan
from storage.sheets.plan_lines import plan_lines
from storage.tables.cases import ALLOCATIONS, COVERAGE
from storage.tables.ledger import DUE
from storage.tables.post import AUDIT, IMPORTS
from tests.builders import some_facts
from tests.recording import add_case, change_facts, change_family, change_lead
from tests.storage.sheets.council import NOW, Council
from tests.storage.sheets.files import FILE_DAY, SAMPLE, a_csv, a_workbook, annex_a, list_rows

NEXT_WEEK = FILE_DAY + timedelta(days=7)
NEXT_NOW = NOW + timedelta(days=7)
HEADINGS = "reference,kind,need,worker_email,team,family,allocated_on,last_seen,factors"


def case_list(*rows: str) -> bytes:
    return a_csv(HEADINGS, *rows)


def in_slack(council: Council, at: datetime) -> Change:
    return Change(at, Source.SLACK, council.workers["sam"])


def subjects(plan: Plan, name: str) -> list[str]:
    return [entry.subject for entry in getattr(plan, name)]


def test_a_new_file_gives_new_cases_with_their_holders(council: Council) -> None:
    plan = council.take(annex_a([{"id": 100001}], [{"id": 100002, "worker": "#N/A"}]))
    assert subjects(plan, "new") == ["100001", "100002"]
    assert subjects(plan, "waiting") == ["100002"]
    led, waiting = council.case("100001"), council.case("100002")
    assert (led.lead, led.team, led.facts.kind, led.led_since) == (
        council.workers["sam"],
        council.north,
        "cin",
        None,
    )
    assert (waiting.lead, waiting.team, waiting.facts.kind) == (None, council.north, "cp")


def test_planning_changes_nothing(council: Council) -> None:
    before = council.everything()
    council.plan(annex_a([{"id": 100001}]))
    assert council.everything() == before


def test_the_same_file_twice_plans_and_changes_nothing(council: Council) -> None:
    data = annex_a(
        [{"id": 100001, "seen": datetime(2026, 6, 1)}, {"id": 100002, "worker": "-1"}], [{"id": 100001}]
    )
    council.take(data)
    before = council.everything()
    again = council.take(data)
    assert again.changes_nothing
    assert again.unchanged == 2
    assert plan_lines(again)[-1] == "Nothing would change."
    assert council.everything() == before


def test_next_weeks_file_gives_new_closed_moved_and_changed(council: Council) -> None:
    council.take(annex_a([{"id": 100001}, {"id": 100002}, {"id": 100003}]))
    plan = council.take(
        annex_a([{"id": 100002, "worker": "Priya Nair"}, {"id": 100003}, {"id": 100004}], [{"id": 100003}]),
        NEXT_WEEK,
        NEXT_NOW,
    )
    assert subjects(plan, "new") == ["100004"]
    assert subjects(plan, "closed") == ["100001"]
    assert subjects(plan, "moved") == ["100002"]
    assert subjects(plan, "changed") == ["100003"]
    assert not council.is_open("100001")
    assert council.case("100002").lead == council.workers["priya"]
    assert council.case("100003").facts.kind is Kind.CP


def test_a_closed_case_that_is_in_the_file_again_is_open_again(council: Council) -> None:
    council.take(annex_a([{"id": 100001}, {"id": 100002}]))
    council.take(annex_a([{"id": 100002}]), NEXT_WEEK, NEXT_NOW)
    later = NEXT_WEEK + timedelta(days=7)
    plan = council.take(annex_a([{"id": 100001}, {"id": 100002}]), later, NEXT_NOW + timedelta(days=7))
    assert subjects(plan, "reopened") == ["100001"]
    assert council.case("100001").lead == council.workers["sam"]


def test_a_case_that_no_file_ever_named_is_not_closed_by_one_that_leaves_it_out(council: Council) -> None:
    with council.database.writing() as session:
        change = in_slack(council, NOW - timedelta(days=30))
        add_case(session, change, reference="900001", team=council.north, facts=some_facts())  # type: ignore[arg-type]
    council.take(annex_a([{"id": 100001}]))
    plan = council.take(annex_a([{"id": 100002}]), NEXT_WEEK, NEXT_NOW)
    assert subjects(plan, "closed") == ["100001"]
    assert council.is_open("900001")


def test_another_source_does_not_close_what_this_one_named(council: Council) -> None:
    council.take(annex_a([{"id": 100001}]), source="mosaic")
    plan = council.take(annex_a([{"id": 100002}]), source="eclipse")
    assert plan.closed == ()


def test_a_list_that_is_not_in_the_file_closes_nothing_it_named_before(council: Council) -> None:
    council.take(annex_a([{"id": 100001}], [{"id": 100002}], [{"id": 100003}]))
    only_6 = a_workbook({"List 6": list_rows(6, [{"id": 100009}])})
    plan = council.take(only_6, NEXT_WEEK, NEXT_NOW)
    assert subjects(plan, "closed") == ["100001"]
    assert council.is_open("100002")


def test_a_row_that_is_refused_this_week_does_not_close_its_case(council: Council) -> None:
    council.take(case_list("100001,cin,,sam@council.example,North,,,,", "100002,cin,,,North,,,,"))
    plan = council.take(
        case_list("100001,nonsense,,,North,,,,", "100002,cin,,,North,,,,"), NEXT_WEEK, NEXT_NOW
    )
    assert [str(entry.place) for entry in plan.refused] == ["row 2"]
    assert plan.closed == ()
    assert council.is_open("100001")


def test_a_change_made_in_slack_since_the_file_wins_and_is_listed(council: Council) -> None:
    council.take(annex_a([{"id": 100001}, {"id": 100002}]))
    case = council.case("100001")
    with council.database.writing() as session:
        change_lead(
            session, in_slack(council, NOW + timedelta(days=2)), case,
            lead=council.workers["priya"], team=council.north, reason="MANAGE",
        )  # fmt: skip
    file_from_the_day_before = FILE_DAY + timedelta(days=1)
    now = NOW + timedelta(days=3)
    plan = council.take(annex_a([{"id": 100001}, {"id": 100002}]), file_from_the_day_before, now)
    assert subjects(plan, "kept") == ["100001"]
    assert "Sam Okafor" in plan.kept[0].words
    assert council.case("100001").lead == council.workers["priya"]
    next_file = council.take(annex_a([{"id": 100001}, {"id": 100002}]), NEXT_WEEK, NEXT_NOW)
    assert subjects(next_file, "moved") == ["100001"]


def test_a_change_made_in_slack_on_the_files_own_day_stands(council: Council) -> None:
    council.take(annex_a([{"id": 100001}]))
    with council.database.writing() as session:
        change_facts(session, in_slack(council, NOW), council.case("100001"), some_facts(Kind.CP))
    assert subjects(council.plan(annex_a([{"id": 100001}])), "kept") == ["100001"]


def test_a_case_closed_in_slack_since_the_file_stays_closed(council: Council) -> None:
    council.take(annex_a([{"id": 100001}]))
    with council.database.writing() as session:
        close_case(session, in_slack(council, NOW + timedelta(hours=1)), council.case("100001"))
    plan = council.take(annex_a([{"id": 100001}]))
    assert subjects(plan, "kept") == ["100001"]
    assert not council.is_open("100001")


def test_a_case_changed_in_slack_since_is_not_closed_by_an_older_file(council: Council) -> None:
    council.take(annex_a([{"id": 100001}, {"id": 100002}]))
    with council.database.writing() as session:
        change = in_slack(council, NOW + timedelta(days=8))
        change_facts(session, change, council.case("100001"), some_facts(Kind.CP))
    plan = council.plan(annex_a([{"id": 100002}]), NEXT_WEEK, NEXT_NOW + timedelta(days=2))
    assert plan.closed == ()
    assert subjects(plan, "kept") == ["100001"]


def test_what_the_file_cannot_say_stays_as_it_is_known(council: Council) -> None:
    council.take(annex_a([{"id": 100001}]))
    facts = some_facts(Kind.CIN, Factor.COURT, Factor.DISABILITY, need=Need.LOWER, travel=60)
    with council.database.writing() as session:
        case = council.case("100001")
        change_facts(session, Change(NOW, Source.SHELL), case, facts)
        case = replace(case, facts=facts, version=case.version + 1)
        change_family(session, Change(NOW, Source.SHELL), case, FamilyKey("F1"))
    plan = council.take(annex_a([{"id": 100001, "disability": "b) No"}]), NEXT_WEEK, NEXT_NOW)
    assert subjects(plan, "changed") == ["100001"]
    after = council.case("100001")
    assert after.facts == replace(facts, factors=frozenset((Factor.COURT,)))
    assert after.family == "F1"


def test_a_section_47_enquiry_is_not_lowered_by_lists_that_cannot_say_it(council: Council) -> None:
    council.take(annex_a([{"id": 100001}]))
    with council.database.writing() as session:
        change_facts(session, Change(NOW, Source.SHELL), council.case("100001"), some_facts(Kind.S47))
    council.take(annex_a([{"id": 100001}]), NEXT_WEEK, NEXT_NOW)
    assert council.case("100001").facts.kind is Kind.S47
    council.take(
        annex_a([{"id": 100001}], [{"id": 100001}]),
        NEXT_WEEK + timedelta(days=7),
        NEXT_NOW + timedelta(days=7),
    )
    assert council.case("100001").facts.kind is Kind.CP


@pytest.mark.parametrize(
    "written",
    ["Sam Okafor", "OKAFOR, Sam", "sam  okafor", "Sam\xa0Okafor", "Okafor,Sam", "sam@council.example"],
)
def test_a_worker_is_known_however_the_name_is_written(council: Council, written: str) -> None:
    council.take(annex_a([{"id": 100001, "worker": written}]))
    assert council.case("100001").lead == council.workers["sam"]


def test_curly_quotes_in_a_name_are_straight_ones(council: Council) -> None:
    council.take(annex_a([{"id": 100001, "worker": "Dara O’Neill", "team": "South"}]))
    assert council.case("100001").lead == council.workers["dara"]


def test_of_two_people_of_one_name_the_allocated_team_says_which(council: Council) -> None:
    council.take(annex_a([{"id": 100001, "worker": "Jo Lee", "team": "South"}]))
    assert council.case("100001").lead == council.workers["jo.south"]


def test_of_two_people_of_one_name_the_one_still_in_post_is_meant(council: Council) -> None:
    with council.database.writing() as session:
        change_worker(
            session, Change(NOW, Source.SHELL), council.workers["jo.north"], ends_on=date(2026, 5, 1)
        )
    council.take(annex_a([{"id": 100001, "worker": "Jo Lee", "team": "Duty"}]))
    assert council.case("100001").lead == council.workers["jo.south"]


def test_two_people_whom_nothing_tells_apart_are_listed_and_the_child_waits(council: Council) -> None:
    plan = council.plan(annex_a([{"id": 100001, "worker": "Jo Lee", "team": "Duty"}]), waiting_team="North")
    assert subjects(plan, "ambiguous_workers") == ["Jo Lee"]
    assert "jo.north@council.example; jo.south@council.example" in plan.ambiguous_workers[0].words
    assert subjects(plan, "waiting") == ["100001"]


def test_an_ambiguous_name_keeps_the_one_of_them_who_leads_the_child_already(council: Council) -> None:
    council.take(annex_a([{"id": 100001, "worker": "Jo Lee", "team": "South"}]))
    plan = council.plan(annex_a([{"id": 100001, "worker": "Jo Lee", "team": "Duty"}]), NEXT_WEEK, NEXT_NOW)
    assert plan.ambiguous_workers == ()
    assert plan.unchanged == 1


def test_an_unknown_worker_is_listed_and_takes_no_child_from_who_leads_it(council: Council) -> None:
    council.take(annex_a([{"id": 100001}]))
    data = annex_a([{"id": 100001, "worker": "New Agency"}, {"id": 100002, "worker": "New Agency"}])
    plan = council.take(data, NEXT_WEEK, NEXT_NOW)
    assert [str(entry) for entry in plan.unknown_workers] == ["New Agency: 2 cases"]
    assert council.case("100001").lead == council.workers["sam"]
    assert council.case("100002").lead is None


@pytest.mark.parametrize(
    "written", ["", "#N/A", "-1", "Unallocated", "Duty Tray", "North", "Awaiting allocation"]
)
def test_a_row_with_only_a_team_waits_in_it(council: Council, written: str) -> None:
    plan = council.take(annex_a([{"id": 100001, "worker": written}]))
    assert plan.unknown_workers == ()
    assert (council.case("100001").lead, council.case("100001").team) == (None, council.north)


def test_an_unknown_team_is_listed_and_the_child_is_in_the_workers_team(council: Council) -> None:
    plan = council.take(annex_a([{"id": 100001, "team": "Nroth"}]))
    assert subjects(plan, "unknown_teams") == ["Nroth"]
    assert council.case("100001").team == council.north


def test_a_child_without_team_and_worker_is_listed_or_waits_where_one_says(council: Council) -> None:
    data = annex_a([{"id": 100001, "team": "#N/A", "worker": "#N/A"}])
    assert subjects(council.plan(data), "without_team") == ["100001"]
    council.take(data, waiting_team="south")
    assert council.case("100001").team == council.south
    with pytest.raises(NotFound, match="no team called"):
        council.plan(data, waiting_team="East")


def test_a_worker_who_left_still_holds_what_the_file_says_and_the_move_away_says_why(
    council: Council,
) -> None:
    council.take(annex_a([{"id": 100001}]))
    with council.database.writing() as session:
        change_worker(session, Change(NOW, Source.SHELL), council.workers["sam"], ends_on=date(2026, 6, 10))
    assert council.plan(annex_a([{"id": 100001}]), NEXT_WEEK, NEXT_NOW).unchanged == 1
    council.take(annex_a([{"id": 100001, "worker": "Priya Nair"}]), NEXT_WEEK, NEXT_NOW)
    with council.database.reading() as session:
        ended = session.execute(select(ALLOCATIONS.c.ended_reason).where(ALLOCATIONS.c.ended_at.is_not(None)))
        assert ended.scalars().all() == ["LEFTRL"]


def test_a_case_list_says_everything_of_a_case(council: Council) -> None:
    row = "0012345,CPP,,sam@council.example,North,FAM-1,01/06/2026,2026-06-05,court; travel=60"
    council.take(case_list(row, "0012346,cin,lower,Priya Nair,South,FAM-1,,,"))
    case = council.case("0012345")
    assert case.facts == some_facts(Kind.CP, Factor.COURT, travel=60)
    assert (case.led_since, case.family, case.lead) == (date(2026, 6, 1), "FAM-1", council.workers["sam"])
    assert council.case("0012346").facts.need is Need.LOWER
    assert council.case("0012346").team == council.south


def test_every_bad_row_is_refused_with_its_number_and_reason_and_the_others_are_used(
    council: Council,
) -> None:
    plan = council.take(
        case_list(
            "100001,cin,,sam@council.example,North,,,,",
            "943 476 5919,cin,,,North,,,,",
            ",cin,,,North,,,,",
            "100004,cinn,,,North,,,,",
            "100005,cin,,,North,Smith,,,",
            "100006,cin,,,North,,31/02/2026,,",
            "100007,cin,,,North,,01/01/2027,,",
            "100008,cin,,,North,,,,dad is violent",
        )
    )
    assert subjects(plan, "new") == ["100001"]
    assert [entry.place for entry in plan.refused] == [f"row {number}" for number in range(3, 10)]
    reasons = " ".join(entry.words for entry in plan.refused)
    for word in (
        "NHS number",
        "reference is missing",
        "Did you mean “cin”",
        "never a name",
        "date",
        "after the day",
    ):
        assert word in reasons
    assert not any(word in reasons for word in ("943", "Smith", "dad"))


def test_one_reference_on_two_rows_that_differ_is_refused_on_both(council: Council) -> None:
    rows = ("100001,cin,,sam@council.example,North,,,,", "100001,cin,,ade@council.example,South,,,,")
    plan = council.plan(case_list(*rows))
    assert [(entry.place, entry.words.split(" is on ")[1][:5]) for entry in plan.refused] == [
        ("row 2", "row 3"),
        ("row 3", "row 2"),
    ]
    assert plan.new == ()


def test_one_reference_with_two_statuses_has_the_highest(council: Council) -> None:
    council.take(case_list("100001,cin,,,North,,,,", "100001,cp,,,North,,,,", "100001,cla,,,North,,,,"))
    assert council.case("100001").facts.kind is Kind.CP


def test_a_case_list_without_workers_leaves_them_as_they_are(council: Council) -> None:
    council.take(case_list("100001,cin,,sam@council.example,North,,,,"))
    plan = council.take(a_csv("reference,kind,team", "100001,cp,North"), NEXT_WEEK, NEXT_NOW)
    assert plan.moved == ()
    assert council.case("100001").lead == council.workers["sam"]


def test_a_later_day_last_seen_is_kept_and_an_earlier_one_is_no_news(council: Council) -> None:
    council.take(annex_a([{"id": 100001, "seen": datetime(2026, 6, 1)}]))
    assert council.plan(annex_a([{"id": 100001, "seen": datetime(2026, 5, 1)}])).changes_nothing
    assert not council.plan(annex_a([{"id": 100001, "seen": datetime(2026, 6, 3)}])).changes_nothing


def test_families_not_known_says_how_high_points_may_be(council: Council) -> None:
    plan = council.plan(annex_a([], [{"id": 100001}, {"id": 100002}, {"id": 100003, "worker": "Ade Bello"}]))
    (note,) = plan.notes
    assert note.startswith("Families not known: points are high by up to 4 in all")
    with_keys = case_list(
        "100001,cp,,sam@council.example,North,F1,,,", "100002,cp,,sam@council.example,North,F2,,,"
    )
    assert council.plan(with_keys).notes == ()


def test_a_file_older_than_the_last_one_is_refused(council: Council) -> None:
    council.take(annex_a([{"id": 100001}]))
    with pytest.raises(BadFile, match="A newer file of “annex_a” was imported already"):
        council.plan(annex_a([{"id": 100001}]), FILE_DAY - timedelta(days=1))


def test_a_file_that_would_close_a_great_part_says_so(council: Council) -> None:
    council.take(annex_a([{"id": 100001 + number} for number in range(10)]))
    plan = council.plan(annex_a([{"id": 100001}]), NEXT_WEEK, NEXT_NOW)
    assert any("would close 9 of the 10 cases" in note for note in plan.notes)


def test_applying_a_plan_that_is_out_of_date_is_refused_and_leaves_nothing(council: Council) -> None:
    council.take(annex_a([{"id": 100001}]))
    plan = council.plan(
        annex_a([{"id": 100001, "worker": "Priya Nair"}, {"id": 100002}]), NEXT_WEEK, NEXT_NOW
    )
    with council.database.writing() as session:
        change_facts(session, Change(NOW, Source.SHELL), council.case("100001"), some_facts(Kind.CP))
    with pytest.raises(Conflict):
        council.apply(plan, NEXT_NOW)
    assert not council.is_open("100002")


def test_a_case_opened_again_since_the_plan_was_made_is_a_conflict(council: Council) -> None:
    council.take(annex_a([{"id": 100001}, {"id": 100002}]))
    council.take(annex_a([{"id": 100002}]), NEXT_WEEK, NEXT_NOW)
    both = annex_a([{"id": 100001}, {"id": 100002}])
    plan = council.plan(both, NEXT_WEEK, NEXT_NOW)
    council.take(both, NEXT_WEEK, NEXT_NOW)
    with pytest.raises(Conflict):
        council.apply(plan, NEXT_NOW)


def test_an_import_leaves_coverage_a_row_an_audit_row_and_due_marks(council: Council) -> None:
    council.take(annex_a([{"id": 100001}, {"id": 100002, "worker": "Nobody Known"}], [{"id": 100001}]))
    with council.database.reading() as session:
        covered = session.execute(select(COVERAGE.c.source, COVERAGE.c.list_name, COVERAGE.c.as_at)).all()
        (run,) = session.execute(select(IMPORTS)).all()
        audit = session.execute(select(AUDIT).where(AUDIT.c.action == "imported")).all()
        due = session.execute(select(DUE.c.subject_kind, DUE.c.subject_id, DUE.c.at)).all()
    assert sorted(row.list_name for row in covered) == ["List 6", "List 6", "List 7"]
    assert {(row.source, row.as_at) for row in covered} == {("annex_a", FILE_DAY)}
    assert (run.source, run.as_at) == ("annex_a", FILE_DAY)
    assert '"new": 2' in run.detail
    assert "Nobody" not in run.detail
    assert len(audit) == 1
    assert ("worker", council.workers["sam"], NOW) in {tuple(row) for row in due}


def test_an_imported_lead_is_marked_as_imported_so_that_pace_leaves_it_out(council: Council) -> None:
    council.take(annex_a([{"id": 100001}]))
    with council.database.reading() as session:
        assert session.execute(select(ALLOCATIONS.c.imported)).scalars().all() == [True]


def test_long_lists_are_cut_unless_everything_is_asked_for(council: Council) -> None:
    plan = council.plan(annex_a([{"id": 100001 + number} for number in range(24)]))
    assert "  … and 12 more" in plan_lines(plan)
    assert sum("100024" in line for line in plan_lines(plan)) == 0
    assert sum("100024" in line for line in plan_lines(plan, full=True)) == 1
    assert plan_lines(plan)[1].startswith("24 new")


def test_the_sample_workbook_is_planned_and_applied(council: Council) -> None:
    now = datetime(2024, 1, 31, 10, tzinfo=UTC)
    plan = council.take(SAMPLE.read_bytes(), date(2024, 1, 31), now, waiting_team="North")
    assert len(plan.new) == len(plan.waiting) == 11
    assert subjects(plan, "unknown_workers") == [
        "Eugene Swift",
        "Fatimah Davison",
        "Petra Wills",
        "Wyatt Hammond",
    ]
    assert subjects(plan, "unknown_teams")[0] == "Children in Care Team 1"
