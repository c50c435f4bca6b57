"""The Home of each role: what is in it, what isn't, and what it costs."""

from datetime import timedelta
from typing import Any

from handlers.messages import Message
from scoring.case import Kind
from scoring.people import Grade, Role
from scoring.working_time import london_day
from storage.change import Change
from storage.details import PersonDetails, TeamDetails
from storage.joining import add_role, add_service, add_team, add_worker, change_team, end_role
from storage.snapshots import add_snapshots
from tests.handlers.home.reading import blocks, charts, headers, labels, table, value_of, words
from tests.handlers.views_council import Council
from tests.statements import noted


def remember(council: Council, weeks: int = 3) -> None:
    """Keep what is carried now as the ends of the last weeks."""
    with council.database.writing() as session:
        for week in range(weeks):
            add_snapshots(session, london_day(council.now) - timedelta(days=1 + 7 * week))


def test_a_worker_sees_their_own_load_why_and_their_cases_by_the_page(council: Council) -> None:
    council.holds("sam", 12)
    remember(council)
    home = council.home("sam")
    said = words(home)
    assert "We are keeping our promise to you: 12 of 15 children, 63 of 100 points." in said
    assert "Points: 63 = cases 48 + stable element 15 (supervision, team, training)." in said
    assert "AB-1009: 4.0 = child in need 4" in said
    assert "AB-1010" not in said.partition("Your cases, the heaviest first")[2]
    [chart] = charts(home)
    assert [series["name"] for series in chart["chart"]["series"]] == [
        "Children, %",
        "Points, %",
        "Our promise",
    ]
    page = council.press("sam", *value_of(home, "Lighter ones"))
    assert "AB-1010: 4.0 = child in need 4" in words(page)
    assert "11 to 12 of 12 cases." in words(page)
    assert "Heavier ones" in labels(page)
    assert council.audited("load_read") == []


def test_a_page_that_isnt_there_any_more_is_the_last_one(council: Council) -> None:
    council.holds("sam", 12)
    assert "11 to 12 of 12 cases." in words(council.home("sam", "99"))
    assert "1 to 10 of 12 cases." in words(council.home("sam", "nonsense"))


def test_a_supervisor_sees_everybody_by_name_and_it_is_audited(council: Council) -> None:
    council.holds("sam", 3)
    home = council.home("ann")
    assert headers(home) == ["Thursday 26 November", "What needs you", "North"]
    assert table(home)[0] == ["Worker", "Children", "Points", "Stands"]
    assert [row[0] for row in table(home)[1:]] == ["Jo Price", "Lee Marsh", "Max Field", "Sam Okafor"]
    [(who, team, detail)] = council.audited("load_read")
    assert (who, team) == ("ann", council.teams["North"])
    assert council.workers["sam"] in detail["workers"]


def test_the_buttons_of_a_team_do_what_the_commands_do(council: Council) -> None:
    council.holds("sam", 3)
    home = council.home("ann")
    room = council.press("ann", *value_of(home, "Who has room"))
    assert isinstance(room, Message)
    assert "people in North have room" in room.text
    moved = council.press("ann", *value_of(home, "How it has moved"))
    assert isinstance(moved, Message)
    assert "not yet two weeks to compare" in moved.text


def test_a_button_of_a_home_that_somebody_else_may_not_use_is_refused_at_the_click(council: Council) -> None:
    council.holds("sam", 3)
    action, value = value_of(council.home("sam"), "Open")
    answer = council.press("kit", action, value)
    assert isinstance(answer, Message)
    assert "That case is with somebody else" in answer.text


def test_a_service_manager_sees_their_teams_in_shares_by_name_and_nobodys_own_load(council: Council) -> None:
    council.holds("sam", 15)
    council.holds("kit", 16, start=2000, team="South")
    home = council.home("mel")
    assert [row[:2] for row in table(home)[1:]] == [["North", "room"], ["South", "over"]]
    assert [row[2] for row in table(home)[1:]] == ["30 %", "107 %"]
    [chart] = charts(home)
    assert chart["chart"]["axis_config"]["categories"] == ["North", "South"]
    assert "Sam Okafor" not in words(home)
    assert "Kit Novak" not in words(home)
    assert council.audited("load_read") == []


def test_a_head_of_service_sees_services_and_how_they_have_moved(council: Council) -> None:
    council.holds("kit", 16, start=2000, team="South")
    remember(council)
    home = council.home("hal")
    assert table(home)[1][:2] == ["Safeguarding", "1 of 2"]
    assert table(home)[1][-1] == "2 (2 without a plan)"
    assert "16 children against 65 that we promised: 24 %. 1 of 2 teams over." in words(home)
    assert "Children: 16 against 65 on 25 November" in words(home)
    assert "Kit Novak" not in words(home)


def test_a_head_named_for_one_service_sees_that_one(council: Council) -> None:
    with council.database.writing() as session:
        change = council.change()
        other = add_service(session, change, "Fostering")
        add_team(session, change, TeamDetails("West", other))
        add_role(session, change, council.workers["mel"], Role.HEAD, service=other)
    council.rescore()
    assert headers(council.home("mel"))[-1] == "Fostering"
    assert [row[0] for row in table(council.home("hal"))[1:]] == ["Fostering", "Safeguarding"]


def test_an_administrator_sees_no_child_and_nobodys_load(council: Council) -> None:
    council.holds("sam", 16)
    home = council.home("ada")
    assert headers(home)[-1] == "Administration"
    assert "nobody has agreed it" in words(home)
    assert "AB-1" not in words(home)
    assert "Okafor" not in words(home)


def test_somebody_with_several_roles_has_one_home_with_a_section_for_each(council: Council) -> None:
    with council.database.writing() as session:
        for role in (Role.HEAD, Role.ADMIN):
            add_role(session, council.change(), council.workers["ann"], role)
    council.holds("ann", 1)
    remember(council)
    home = council.home("ann")
    assert headers(home)[1:] == ["What needs you", "North", "Safeguarding", "Your caseload", "Administration"]
    assert len(charts(home)) == 2


def test_somebody_without_any_team_reads_what_they_can_ask(council: Council) -> None:
    assert "You look after no team and hold no cases here" not in words(council.home("hal"))
    with council.database.writing() as session:
        end_role(session, council.change(), council.workers["hal"], Role.HEAD)
    assert "You look after no team and hold no cases here" in words(council.home("hal"))


def test_a_button_that_names_no_command_says_that_it_is_old(council: Council) -> None:
    answer = council.press("ann", "typed:old", "/gone and forgotten")
    assert isinstance(answer, Message)
    assert "older version" in answer.text


def test_a_team_with_a_very_long_name_has_a_home_too(council: Council) -> None:
    with council.database.writing() as session:
        change_team(session, council.change(), council.teams["North"], name="Long " * 15 + "name")
    council.holds("sam", 3)
    for who in ("ann", "mel", "hal"):
        assert blocks(council.home(who))


def test_people_who_may_not_use_the_bot_read_why(council: Council) -> None:
    strangers: list[tuple[dict[str, Any], str]] = [
        ({"workspace": "T0OTHER"}, "I only work for people of this council's own Slack workspace."),
        ({"user": "U0NOBODY"}, "I don't know you yet."),
    ]
    for origin, sentence in strangers:
        answer = council.home("sam", **origin)
        assert isinstance(answer, Message)
        assert sentence in answer.text


def test_the_largest_home_is_one_that_slack_takes(council: Council) -> None:
    with council.database.writing() as session:
        change = council.change()
        for role in (Role.HEAD, Role.ADMIN):
            add_role(session, change, council.workers["ann"], role)
        for number in range(12):
            service = add_service(session, change, f"Service {number} with a name that goes on and on")
            add_role(session, change, council.workers["ann"], Role.SERVICE_MANAGER, service=service)
            for place in range(3):
                team = add_team(session, change, TeamDetails(f"Team {number}-{place} of many words", service))
                add_role(session, change, council.workers["ann"], Role.SUPERVISOR, team=team)
        for number in range(120):
            details = PersonDetails(
                f"Worker {number:03}", f"w{number}@council.example", council.teams["North"], Grade.EXPERIENCED
            )
            add_worker(session, change, details)
    council.holds("ann", 30)
    council.holds(None, 20, Kind.CP, start=5000)
    home = council.home("ann")
    assert len(blocks(home)) <= 100
    assert "and 26 more people, who don't fit into one table." in words(home)
    assert "You look after 34 more teams." in words(home)


def test_a_heads_home_asks_as_many_questions_of_two_teams_as_of_fifty(council: Council) -> None:
    few = statements(council, "hal")
    with council.database.writing() as session:
        change = Change(council.now, council.change().source)
        for number in range(10):
            service = add_service(session, change, f"Service {number}")
            for place in range(5):
                team = add_team(session, change, TeamDetails(f"Team {number}-{place}", service))
                details = PersonDetails(
                    "Ed Ward", f"e{number}{place}@council.example", team, Grade.EXPERIENCED
                )
                add_worker(session, change, details)
    council.rescore()
    assert len(table(council.home("hal"))) == 12
    assert statements(council, "hal") == few
    assert few <= 20


def statements(council: Council, who: str) -> int:
    """How often the database is asked for somebody's Home."""
    with noted(council.database) as asked:
        council.home(who)
    return len(asked)
