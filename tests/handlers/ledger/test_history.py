"""The ledger's past: how well promises were kept in a period, each time they weren't, and for whose eyes."""

from datetime import UTC, datetime
from typing import Any

import pytest

from handlers.messages import Message, Replace
from scoring.case import Kind
from scoring.ids import TeamId
from scoring.working_time import london_day
from storage.database import Database
from storage.joining import change_team
from storage.snapshots import add_snapshots
from tests.handlers.views_council import Council, buttons, open_council, said

MONDAY = datetime(2026, 11, 30, 10, tzinfo=UTC)


@pytest.fixture
def council(database: Database) -> Council:
    return open_council(database)


def pass_days(council: Council, days: int) -> None:
    """Let days pass, each with its end kept as it was."""
    for _ in range(days):
        with council.database.writing() as session:
            add_snapshots(session, london_day(council.now))
        council.waits(days=1)


def close(council: Council, *references: str) -> None:
    for reference in references:
        council.press("ann", "case_close", str(council.case(reference).id))
    council.rescore()


def broken_for_three_days(council: Council) -> None:
    """Sam has one child too many from Thursday to Sunday; on Monday week it is over and told of."""
    council.holds("sam", 16)
    pass_days(council, 3)
    close(council, "AB-1000", "AB-1001")
    pass_days(council, 4)


def test_a_team_reads_each_time_with_its_duration_and_how_well_promises_were_kept(council: Council) -> None:
    broken_for_three_days(council)
    assert council.says("ann", "/caseload breaches North 4 weeks").splitlines()[:6] == [
        "North, Thursday 5 November to Wednesday 2 December.",
        "We kept our promise to each worker on 91 % of days.",
        "North as a team: kept all the time.",
        "Sam Okafor: kept on 57 % of days; not kept once, for 3 days in all.",
        "Those to 4 others were kept on every day.",
        "When a promise was not kept, the newest first",
    ]
    assert (
        "Sam Okafor, children: from Thursday 26 November at 10:00 to Sunday 29 November at 10:00, 3 days; "
        "16 at most against 15; no plan." in council.says("ann", "/caseload breaches 4 weeks")
    )


def test_what_is_not_kept_yet_says_so(council: Council) -> None:
    council.holds("sam", 16)
    pass_days(council, 2)
    text = council.says("ann", "/caseload breaches history")
    assert "from Thursday 26 November at 10:00, and not kept yet; 16 at most against 15; no plan." in text
    assert "Sam Okafor: kept on no day; not kept once, for 38 hours in all." in text


def test_a_worker_reads_their_own_and_nobody_elses(council: Council) -> None:
    broken_for_three_days(council)
    text = council.says("sam", "/caseload breaches 12 weeks")
    assert text.startswith("Our promise to you, Tuesday 27 October to Wednesday 2 December.")
    assert "All in all: kept on 57 % of days; not kept once, for 3 days in all." in text
    for other in ("@jo", "North", "service Safeguarding"):
        refused = council.says("sam", f"/caseload breaches {other} 12 weeks")
        assert "Sam" not in refused
        assert "to see" in refused or "Only North's supervisor" in refused


@pytest.mark.parametrize(
    ("who", "named", "sees"),
    [
        ("ann", "North", True),
        ("ann", "@sam", True),
        ("mel", "North", True),
        ("mel", "@sam", True),
        ("mel", "service Safeguarding", True),
        ("hal", "service Safeguarding", True),
        ("sue", "North", False),
        ("sue", "@sam", False),
        ("ann", "service Safeguarding", False),
        ("ada", "North", False),
        ("ada", "service Safeguarding", False),
        ("jo", "@sam", False),
    ],
)
def test_who_may_see_whose_history_by_command_and_by_click(
    council: Council, who: str, named: str, sees: bool
) -> None:
    broken_for_three_days(council)
    scopes = {"North": f"team:{council.teams['North']}", "@sam": f"worker:{council.workers['sam']}"}
    typed = council.says(who, f"/caseload breaches {named} 4 weeks")
    clicked = council.press(who, "history", f"{scopes.get(named, 'service:1')}:4:0")
    assert ("Thursday 5 November to Wednesday 2 December" in typed) == sees
    assert isinstance(clicked, Replace) == sees
    assert bool(council.audited("history_read")) == sees


def test_a_service_reads_its_teams_by_name_and_no_worker(council: Council) -> None:
    broken_for_three_days(council)
    text = council.says("mel", "/caseload breaches 4 weeks")
    assert text.startswith("Safeguarding, Thursday 5 November to Wednesday 2 December.")
    assert text.index("North: kept on 91 % of days") < text.index("South: kept on every day")
    assert "Sam" not in text


def test_people_stand_in_the_order_of_their_names_whatever_their_numbers(council: Council) -> None:
    council.holds("jo", 13)
    council.holds("sam", 30, start=2000)
    council.holds("max", 9, start=4000)
    pass_days(council, 2)
    text = council.says("ann", "/caseload breaches 4 weeks")
    places = [text.index(f"\n{name}: ") for name in ("Jo Price", "Max Field", "Sam Okafor")]
    assert places == sorted(places)


def test_another_period_is_a_choice_under_the_list(council: Council) -> None:
    council.holds("sam", 16)
    pass_days(council, 1)
    reply = council.command("ann", "/caseload breaches")
    assert isinstance(reply, Message)
    [choice] = [each for block in reply.blocks for each in block.get("elements", []) if "options" in each]
    assert [each["text"]["text"] for each in choice["options"]] == [
        "the last 4 weeks",
        "the last 12 weeks",
        "the last 52 weeks",
    ]
    shown = council.press("ann", choice["action_id"], choice["options"][0]["value"])
    assert "North, Friday 30 October to Thursday 26 November" in said(shown)


def test_a_long_history_has_pages(council: Council) -> None:
    council.holds(None, 23, Kind.CIN)
    council.waits(days=6)
    first = council.press("ann", "history", f"team:{council.teams['North']}:4:0")
    assert "page 1 of 3" in said(first)
    assert set(buttons(first)) == {"Older"}
    second = council.press("ann", "history", buttons(first)["Older"]["value"])
    assert set(buttons(second)) == {"Older", "Newer"}
    assert "page 3 of 3" in said(council.press("ann", "history", f"team:{council.teams['North']}:4:99"))
    assert said(first) != said(second)


@pytest.mark.parametrize("line", ["North 12", "north 12wks", "12", "North 12 weeks"])
def test_a_number_after_a_teams_name_is_weeks(council: Council, line: str) -> None:
    broken_for_three_days(council)
    text = council.says("ann", f"/caseload breaches {line}")
    assert text.startswith("North, Tuesday 27 October to Wednesday 2 December")


def test_a_team_whose_name_ends_in_a_number_is_that_team(council: Council) -> None:
    with council.database.writing() as session:
        change_team(session, council.change(), TeamId(council.teams["South"]), name="Locality 12")
    assert council.says("hal", "/caseload breaches Locality 12").startswith("Locality 12: every promise")
    assert council.says("hal", "/caseload breaches Locality 12 12").startswith(
        "Locality 12, Tuesday 27 October"
    )


@pytest.mark.parametrize("line", ["North 5 weeks", "North 1000 weeks", "North 8"])
def test_only_the_periods_there_are(council: Council, line: str) -> None:
    assert "4, 12 or 52 weeks" in council.says("ann", f"/caseload breaches {line}")


def test_a_team_that_was_never_started_has_no_history(database: Database) -> None:
    council = open_council(database, started=False)
    assert "There is no history yet" in council.says("ann", "/caseload breaches North 4 weeks")


def test_with_nothing_broken_it_says_so_gladly(council: Council) -> None:
    pass_days(council, 2)
    text = council.says("ann", "/caseload breaches 4 weeks")
    assert "The promise to everybody was kept on every day." in text
    assert "Every promise was kept in this time." in text


@pytest.mark.parametrize("value", ["team:1:4", "council:1:4:0", "team:x:4:0", "team:99:4:0", "worker:99:4:0"])
def test_a_button_that_makes_no_sense_gets_a_sentence(council: Council, value: str) -> None:
    reply: Any = council.press("ann", "history", value)
    assert isinstance(reply, Message)
    assert reply.text
