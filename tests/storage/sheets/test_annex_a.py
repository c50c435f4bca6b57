"""The traps of Annex A, each of them seen in councils' files; as values, without a database."""

from datetime import date, datetime
from typing import Any

import pytest

from scoring.case import Factor, Kind
from scoring.errors import BadFile
from storage.sheets.annex_a import read_annex_a, statuses_of
from storage.sheets.annex_lists import is_annex_a
from storage.sheets.listed import ListedCase, Listing
from storage.sheets.workbook import open_sheets
from tests.builders import a_policy
from tests.storage.sheets.files import (
    FILE_DAY,
    HEADINGS,
    SAMPLE,
    a_csv,
    a_workbook,
    annex_a,
    list_rows,
)


def listing(data: bytes, as_at: date = FILE_DAY, **policy: Any) -> Listing:
    """What is kept of an Annex A file."""
    return read_annex_a(open_sheets(data), a_policy(**policy), as_at)


def only(data: bytes, as_at: date = FILE_DAY) -> ListedCase:
    """The one child of a file."""
    (case,) = listing(data, as_at).cases
    return case


def test_the_sample_gives_each_open_child_once() -> None:
    found = listing(SAMPLE.read_bytes())
    cases = list(found.cases)
    kinds = sorted(case.kind for case in cases)
    assert kinds == ["cin"] * 5 + ["cla"] * 4 + ["cp"] * 2
    assert {case.worker for case in cases if case.kind == "cin"} == {""}
    assert found.lists == {"List 6", "List 7", "List 8"}


def test_a_child_in_lists_6_7_and_8_at_once_is_one_child_with_the_highest_base() -> None:
    case = only(annex_a([{"id": 100001}], [{"id": 100001}], [{"id": 100001}]))
    assert case.kind is Kind.CP
    assert case.lists == {"List 6", "List 7", "List 8"}


def test_which_kind_is_highest_is_the_policys_to_say() -> None:
    policy = a_policy()
    kinds = dict(policy.kinds)
    kinds[Kind.CLA] = kinds[Kind.CP]
    kinds[Kind.CP] = kinds[Kind.CIN]
    data = annex_a([], [{"id": 100001}], [{"id": 100001}])
    assert next(iter(listing(data, kinds=kinds).cases)).kind is Kind.CLA


def test_closed_rows_that_stay_in_the_file_for_six_months_are_dropped() -> None:
    ended = datetime(2026, 3, 1)
    data = annex_a(
        [{"id": 100001, "end": ended}, {"id": 100002, "end": "01/03/2026"}, {"id": 100003}],
        [{"id": 100004, "end": ended}],
        [{"id": 100005, "end": ended}],
    )
    assert [case.reference for case in listing(data).cases] == ["100003"]


@pytest.mark.parametrize(
    "status", ["e) Closed episode", "Closed", "Care leaver", "Closed - stepdown", "Closed Referral"]
)
def test_a_status_that_says_closed_closes_the_row_without_a_date(status: str) -> None:
    data = annex_a([{"id": 100001, "status": status}, {"id": 100002}])
    assert [case.reference for case in listing(data).cases] == ["100002"]


def test_an_end_date_to_come_is_still_open_and_1900_is_no_date() -> None:
    data = annex_a([{"id": 100001, "end": datetime(2026, 7, 1)}, {"id": 100002, "end": "1900-01-01"}])
    assert len(list(listing(data).cases)) == 2


def test_an_end_date_that_cannot_be_read_refuses_the_row_and_keeps_the_case_from_closing() -> None:
    found = listing(annex_a([{"id": 100001, "end": "last week"}, {"id": 100002}]))
    assert [str(refusal.place) for refusal in found.refused] == ["List 6, row 2"]
    assert "100001" in found.named
    assert "last week" not in found.refused[0].reason


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        ("a) Looked after child", {"cla"}), ("CLA", {"cla"}), ("LAC", {"cla"}), ("CLA&CPP", {"cla", "cp"}),
        ("CP/CLA", {"cla", "cp"}), ("b) Child Protection plan", {"cp"}), ("CP Ext", {"cp"}), ("CPP", {"cp"}),
        ("c) Child in need plan", {"cin"}), ("CiN Plan", {"cin"}), ("d) Open assessment", {"assessment"}),
        ("Open asmt", {"assessment"}), ("CF Assessment in progress", {"assessment"}), ("d", {"assessment"}),
        (None, {"cin"}), ("something else", {"cin"}),
    ],
)  # fmt: skip
def test_case_statuses_go_by_many_names(status: str | None, kinds: set[str]) -> None:
    assert set(statuses_of(status) or ()) == kinds


def test_a_protection_status_in_list_6_means_nothing_more_than_need_where_list_7_says_otherwise() -> None:
    found = listing(annex_a([{"id": 100001, "status": "CPP"}], [{"id": 100009}]))
    assert {case.reference: case.kind for case in found.cases} == {"100001": "cin", "100009": "cp"}
    assert any("no open row in List 7 or 8" in note for note in found.notes)


def test_a_protection_status_in_list_6_counts_where_there_is_no_list_7() -> None:
    data = a_workbook({"List 6": list_rows(6, [{"id": 100001, "status": "CLA&CP"}])})
    found = listing(data)
    assert next(iter(found.cases)).kind is Kind.CP
    assert any("no List 7" in note for note in found.notes)


def test_several_rows_of_a_child_are_one_and_the_worker_is_of_the_row_that_began_last() -> None:
    rows = [
        {"id": 100001, "start": datetime(2026, 1, 1), "worker": "Priya Nair"},
        {"id": 100001, "start": datetime(2026, 5, 1), "worker": "Sam Okafor"},
    ]
    assert only(annex_a(rows)).worker == only(annex_a(reversed(rows))).worker == "Sam Okafor"


def test_the_worker_is_of_the_row_that_decides_the_kind_unless_it_names_nobody() -> None:
    cin = {"id": 100001, "worker": "Priya Nair"}
    assert only(annex_a([cin], [{"id": 100001, "worker": "Sam Okafor"}])).worker == "Sam Okafor"
    assert only(annex_a([cin], [{"id": 100001, "worker": "#N/A"}])).worker == "Priya Nair"


def test_a_disability_and_an_unaccompanied_child_are_factors_and_unknown_says_nothing() -> None:
    case = only(annex_a([], [], [{"id": 100001, "uasc": "a) Yes", "disability": "b) No"}]))
    assert (set(case.on), set(case.off)) == ({Factor.UASC}, {Factor.DISABILITY})
    case = only(annex_a([{"id": 100001, "disability": "c) Unknown"}]))
    assert (case.on, case.off) == (frozenset(), frozenset())


def test_one_list_that_says_yes_goes_before_another_that_says_no() -> None:
    case = only(annex_a([{"id": 100001, "disability": "b) No"}], [{"id": 100001, "disability": "a) Yes"}]))
    assert case.on == {Factor.DISABILITY}


def test_the_day_last_seen_is_the_last_of_all_lists_and_never_one_to_come() -> None:
    data = annex_a(
        [{"id": 100001, "seen": datetime(2026, 5, 1)}], [{"id": 100001, "seen": "03/06/2026"}],
        [{"id": 100001, "seen": datetime(2026, 9, 1)}],
    )  # fmt: skip
    assert only(data).last_seen == date(2026, 6, 3)


def test_an_unborn_child_has_no_date_of_birth_and_is_a_child() -> None:
    assert only(annex_a([{"id": 100001, "dob": None, "age": None}])).kind is Kind.CIN


def test_an_age_may_be_anything_because_it_is_never_read() -> None:
    assert only(annex_a([{"id": 100001, "age": "=TODAY()-D2"}])).reference == "100001"


def test_hard_spaces_and_extra_spaces_in_a_workers_name_are_plain_spaces() -> None:
    assert only(annex_a([{"id": 100001, "worker": "Dustin\xa0Hazlett "}])).worker == "Dustin Hazlett"


def test_headings_are_matched_by_pattern_not_by_equality() -> None:
    changed = {
        "Child Unique ID": "Child id ",
        "CIN Closure Date": "CIN closure date",
        "Allocated Worker": " ALLOCATED  WORKER",
        "Age of Child (Years)": "Age",
        "Date Child Was Last Seen": "Date Child was last seen (if known))",
    }
    headings = [changed.get(name, name) for name in HEADINGS[6]]
    rows = list_rows(6, [{"id": 100001, "seen": datetime(2026, 5, 1)}], headings)
    case = only(a_workbook({"List 6 - CIN": rows}))
    assert (case.worker, case.last_seen) == ("Sam Okafor", date(2026, 5, 1))


@pytest.mark.parametrize("title", ["List 6", "List 06", "list 6 - CIN", "LIST_6", "Annex A List 6 "])
def test_a_sheet_is_found_by_the_number_of_its_list(title: str) -> None:
    assert only(a_workbook({title: list_rows(6, [{"id": 100001}])})).reference == "100001"


def test_list_16_and_list_60_are_not_list_6() -> None:
    rows = list_rows(6, [{"id": 100001}])
    with pytest.raises(BadFile, match="None of List 6"):
        listing(a_workbook({"List 16": rows, "List 60": rows}))


def test_a_sheet_by_another_name_is_used_when_only_one_can_be_the_list() -> None:
    found = listing(a_workbook({"CIN now": list_rows(6, [{"id": 100001}]), "Notes": [["Read me"]]}))
    assert len(list(found.cases)) == 1
    assert any("“CIN now” is read as List 6" in note for note in found.notes)


def test_two_sheets_that_could_be_the_same_list_are_refused() -> None:
    rows = list_rows(6, [{"id": 100001}])
    with pytest.raises(BadFile, match="could be any of the sheets “List 6”, “List 6 old”"):
        listing(a_workbook({"List 6": rows, "List 6 old": rows}))


def test_headings_that_decide_and_are_missing_are_all_named() -> None:
    headings = ["x" if name in ("CIN Closure Date", "Allocated Worker") else name for name in HEADINGS[6]]
    with pytest.raises(BadFile) as refused:
        listing(a_workbook({"List 6": list_rows(6, [{"id": 100001}], headings)}))
    assert "“CIN Closure Date”" in str(refused.value)
    assert "“Allocated Worker”" in str(refused.value)


def test_one_list_saved_as_csv_is_still_annex_a() -> None:
    data = a_csv(",".join(HEADINGS[6]), "0012345,,,,,,,,,,,c) Child in need plan,North,Sam Okafor")
    assert is_annex_a(open_sheets(data))
    assert only(data).reference == "0012345"


def test_an_nhs_number_or_a_pupil_number_in_place_of_a_reference_is_refused_unrepeated() -> None:
    found = listing(annex_a([{"id": 9434765919}, {"id": "A123456789012"}, {"id": 100001}]))
    assert [refusal.place for refusal in found.refused] == ["List 6, row 2", "List 6, row 3"]
    assert not any("9434765919" in refusal.reason or "A1234" in refusal.reason for refusal in found.refused)
    assert len(list(found.cases)) == 1


def test_a_workbook_without_an_open_row_is_refused_since_it_would_close_everything() -> None:
    with pytest.raises(BadFile, match="No list"):
        listing(annex_a())
