"""/caseload: one's own, a worker's, a team's; and how much of each everybody may see."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from handlers.loads.loads import LATER, NOT_YET
from handlers.messages import Message
from scoring.case import Kind
from scoring.people import Extra, Grade, Reduction, ReductionReason
from storage.details import PersonDetails
from storage.joining import add_extra, add_reduction, add_worker, change_worker
from storage.snapshots import add_snapshots
from tests.handlers.views_council import Council
from tests.statements import noted


def reduce(council: Council, who: str, percent: int, reason: ReductionReason) -> None:
    with council.database.writing() as session:
        reduction = Reduction(reason, Fraction(percent, 100), date(2026, 11, 1), date(2026, 12, 31))
        add_reduction(session, council.change(), council.workers[who], reduction)
    council.rescore()


def cells(reply: object) -> list[list[str]]:
    """The rows of a message's table, without its head."""
    assert isinstance(reply, Message)
    [table] = [block for block in reply.blocks if block["type"] == "table"]
    return [[cell["text"] for cell in row] for row in table["rows"][1:]]


def test_a_worker_reads_both_lines_and_why_they_disagree(council: Council) -> None:
    council.holds("sam", 12, Kind.CP)
    text = council.says("sam", "/caseload")
    assert text.startswith("Your caseload on Thursday 26 November.")
    assert (
        "We are not keeping our promise to you: 12 children, within our promise; 111 of 100 points: "
        "twelve children on protection plans." in text
    )
    assert "Points: 111 = cases 96 + stable element 15 (supervision, team, training)." in text
    assert "No plan yet, due by Monday 30 November at 17:00." in text
    assert "• AB-1000: 8.0 = child protection 8" in text


def test_seventeen_children_where_fifteen_were_promised(council: Council) -> None:
    council.holds("sam", 17)
    assert "We are not keeping our promise to you: 17 children, we promised 15" in council.says(
        "sam", "/caseload"
    )


def test_a_kept_promise_says_how_much_room_there_is(council: Council) -> None:
    council.holds("sam", 14, Kind.CARE_LEAVER)
    assert "You have room for 1 more child." in council.says("sam", "/caseload")
    council.holds("max", 8, start=2000)
    text = council.says("max", "/caseload me")
    assert "You have enough for now: within our promise, with no room for another case." in text
    assert "Bandwidth is the points we plan for: under 35 there is room, over 50 is too much." in text


def test_a_long_list_is_shortened_honestly_the_heaviest_first(council: Council) -> None:
    council.holds("sam", 25)
    council.holds("sam", 2, Kind.CP, start=3000)
    lines = council.says("sam", "/caseload").splitlines()
    assert lines.index("• AB-3001: 8.0 = child protection 8") < lines.index(
        "• AB-1000: 4.0 = child in need 4"
    )
    assert lines[-1] == "and 7 more, 28 points together; /case and a reference opens any of them."


def test_shares_of_co_worked_cases_add_up(council: Council) -> None:
    council.says("ann", "/allocate AB-1234 cp @max because=AGREED co=@sam:25")
    assert (
        "• AB-1234: 2.3 of 9.0 = child protection 8 + first weeks with this worker 1, co-worked"
        in council.says("sam", "/caseload")
    )
    assert "• AB-1234: 6.7 of 9.0 = child protection 8 + first weeks with this worker 1, shared" in (
        council.says("max", "/caseload")
    )


def test_extras_and_reductions_explain_the_numbers(council: Council) -> None:
    reduce(council, "jo", 25, ReductionReason.NEW_STARTER)
    with council.database.writing() as session:
        add_extra(session, council.change(), council.workers["jo"], Extra("duty <one>", 50))
    text = council.says("jo", "/caseload")
    assert (
        "Promise 9 of 12 today, bandwidth 47.3 to 67.5 points: "
        "less 25 % for the first weeks in post until 31 December 2026." in text
    )
    assert "stable element 11.3 (supervision, team, training) + duty &lt;one&gt; 5." in text
    assert "0.5 of a full-time post" in council.says("max", "/caseload")


def test_somebody_away_is_never_nought_per_cent(council: Council) -> None:
    council.holds("sam", 2)
    reduce(council, "sam", 100, ReductionReason.SICKNESS)
    text = council.says("ann", "/caseload @sam")
    assert "no capacity for cases today, so nothing is promised that could be broken" in text
    assert "2 children need somebody there" in text


def test_somebody_who_left_is_said_to_have_left(council: Council) -> None:
    council.holds("sam", 3)
    council.holds("max", 1, start=2000)
    for who in ("sam", "max"):
        with council.database.writing() as session:
            change_worker(session, council.change(), council.workers[who], ends_on=date(2026, 11, 27))
    council.waits(days=2)
    assert "Sam Okafor left on Friday 27 November. 3 children still need somebody: please move them." in (
        council.says("ann", "/caseload @sam")
    )
    assert "1 child still needs somebody: please move them." in council.says("ann", "/caseload @max")


def test_an_average_of_one_is_one_child(council: Council) -> None:
    council.holds("sam", 1)
    assert "Average: 1 child for each full-time" in council.says("ann", "/caseload")


def test_the_kept_rate_counts_the_days_since_the_team_was_started(council: Council) -> None:
    with council.database.writing() as session:
        for days in range(1, 5):
            add_snapshots(session, council.now.date() - timedelta(days=days))
    assert "Since 27 October we have kept our promise to you on every day." in (
        council.says("sam", "/caseload")
    )


REASON = "sickness"


@pytest.mark.parametrize(
    ("who", "load", "reason"),
    [
        ("sam", True, True),
        ("ann", True, True),
        ("mel", True, True),
        ("hal", True, True),
        ("ada", False, True),
        ("max", False, False),
        ("sue", False, False),
        ("kit", False, False),
    ],
)
def test_who_sees_a_workers_load_and_the_reason_of_a_reduction(
    council: Council, who: str, load: bool, reason: bool
) -> None:
    council.holds("sam", 3)
    reduce(council, "sam", 50, ReductionReason.SICKNESS)
    text = council.says(who, "/caseload @sam")
    assert ("3 of 8 children" in text) == load
    assert (REASON in text) == reason
    assert ("AB-1000" in text) == load
    read = [each for each, _, _ in council.audited("load_read")]
    assert read == ([who] if load and who != "sam" else [])


def test_cover_sees_exactly_what_the_supervisor_sees(council: Council) -> None:
    council.holds("sam", 3)
    council.covers("kit", "North", council.now, council.now)
    assert council.says("kit", "/caseload team North") == council.says("ann", "/caseload team North")
    assert council.says("kit", "/caseload @sam") == council.says("ann", "/caseload @sam")
    council.now += timedelta(days=1)
    assert "for the worker and their own managers" in council.says("kit", "/caseload @sam")


@pytest.mark.parametrize("named", ["<@U0SAM>", '"Sam Okafor"', "“Sam Okafor”", "sam@council.example", "sam"])
def test_a_worker_is_named_in_any_way(council: Council, named: str) -> None:
    assert council.says("ann", f"/caseload {named}").startswith("Sam Okafor's caseload")


def test_a_managers_caseload_is_their_teams(council: Council) -> None:
    council.holds("sam", 17)
    council.holds("jo", 3, start=2000)
    council.holds(None, 2, start=3000)
    reply = council.command("ann", "/caseload")
    assert isinstance(reply, Message)
    assert reply.text.splitlines() == [
        "North: 22 of 50 children, within our promise.",
        "Points: 140.5 of 340.",
        "2 of these children wait for a worker.",
        "Average: 10 children for each full-time registered worker who leads any.",
        "3 promises are not being kept; /caseload breaches shows them with their plans.",
        "Jo Price: 3 of 12 children · 27 of 90 points, room.",
        "Lee Marsh: 0 of 15 children · 15 of 100 points, room.",
        "Max Field: 0 of 8 children · 7.5 of 50 points, room.",
        "Sam Okafor: 17 of 15 children · 83 of 100 points, over.",
    ]
    assert cells(reply)[-1] == ["Sam Okafor", "17 of 15", "83 of 100", "over"]
    assert council.says("ann", "/caseload me").startswith("Your caseload")


def test_a_team_over_its_promise_says_by_how_much_and_who_has_nobody_there(council: Council) -> None:
    council.holds("sam", 40)
    council.holds("max", 12, start=2000)
    reduce(council, "max", 100, ReductionReason.OTHER)
    text = council.says("ann", "/caseload")
    assert text.startswith("North is over our promise by 10: 52 children, we promised 42.")
    assert "12 children has nobody there today" not in text
    assert "12 children have nobody there today: please decide who is." in text
    assert "Max Field: 12 children · no capacity today." in text


def test_several_teams_stand_side_by_side(council: Council) -> None:
    council.holds("sam", 17)
    reply = council.command("hal", "/caseload")
    assert cells(reply) == [
        ["North", "17 of 50", "120.5 of 340", "room"],
        ["South", "0 of 15", "15 of 100", "room"],
    ]


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("ann", "full"),
        ("mel", "full"),
        ("hal", "full"),
        ("sam", "totals"),
        ("sue", "band"),
        ("kit", "nothing"),
        ("ada", "nothing"),
    ],
)
def test_how_much_of_a_team_everybody_sees(council: Council, who: str, sees: str) -> None:
    council.holds("max", 9)
    text = council.says(who, "/caseload team north")
    assert ("Max Field" in text) == (sees == "full")
    assert ("9 of 50 children" in text) == (sees in ("full", "totals"))
    assert ("North has room" in text) == (sees == "band")
    assert ("for its managers" in text) == (sees == "nothing")
    read = council.audited("load_read")
    assert [each for each, _, _ in read] == ([who] if sees == "full" else [])
    if read:
        assert council.workers["max"] in read[0][2]["workers"]


def test_a_team_that_is_not_known_offers_the_nearest(council: Council) -> None:
    assert "Did you mean North" in council.says("ann", "/caseload team Nroth")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("breachs", "Did you mean /caseload breaches?"),
        *((word, NOT_YET) for word in sorted(LATER)),
        ("Staffing next year", NOT_YET),
        ("gibberish", "/caseload help"),
        ("@smm", "Did you mean Sam Okafor?"),
        ("@okfaor", "Did you mean Sam Okafor?"),
    ],
)
def test_what_it_does_not_understand_gets_a_way_forward(council: Council, typed: str, sentence: str) -> None:
    assert sentence in council.says("ann", f"/caseload {typed}")


def test_who_is_in_no_team_has_no_caseload(council: Council) -> None:
    assert "You are in no team here" in council.says("ada", "/caseload")
    assert "there is no load of yours to follow" in council.says("ada", "/caseload trend")
    assert "Mel Hart is in no team" in council.says("ada", "/caseload mel")


def test_a_team_of_forty_fits_and_costs_no_more_statements_than_one_of_six(council: Council) -> None:
    before = statements_of(council, "/caseload team North")
    with council.database.writing() as session:
        for number in range(40):
            name = f"Worker {number} Of-A-Rather-Long-Surname & Sons"
            details = PersonDetails(
                name, f"w{number}@council.example", council.teams["North"], Grade.EXPERIENCED
            )
            council.workers[f"w{number}"] = add_worker(session, council.change(), details)
    council.rescore()
    council.holds("w1", 30)
    reply = council.command("ann", "/caseload team North")
    assert len(cells(reply)) == 44
    assert statements_of(council, "/caseload team North") == before
    assert not any("child_case" in each for each in before)


def statements_of(council: Council, line: str) -> list[str]:
    """The statements that answer a command."""
    with noted(council.database) as seen:
        council.command("ann", line)
    return seen


def test_trial_figures_are_said_everywhere(council: Council) -> None:
    for line in ("/caseload", "/caseload @sam", "/caseload team North"):
        reply = council.command("ann", line)
        assert isinstance(reply, Message)
        assert "Trial figures" in str(reply.blocks[-1])


def test_a_long_ago_case_has_no_first_weeks(council: Council) -> None:
    council.holds("sam", 1, at=datetime(2026, 11, 20, 9, tzinfo=UTC))
    assert "5.0 = child in need 4 + first weeks with this worker 1" in council.says("sam", "/caseload")


@pytest.mark.parametrize(
    "line",
    [
        "/caseload", "/caseload me", "/caseload room", "/caseload waiting", "/caseload council",
        "/caseload service", "/caseload compare", "/caseload trend", "/caseload trend North",
        "/caseload breaches", "/caseload supervision", "/caseload team North", "/caseload start North",
        "/allocate AB-1234 cin @sam", "/allocate", "/caseload breaches North",
    ],
)  # fmt: skip
def test_an_administrator_who_is_refused_is_led_to_what_is_theirs(council: Council, line: str) -> None:
    said = council.says("ada", line)
    assert said.endswith("what is yours is /caseload people, /caseload policy and /caseload needs."), said
    assert "what is yours is" not in council.says("sam", line)
