"""Who is in a team, and one person's card: shown to those who keep the team's people, and audited."""

from datetime import timedelta

import pytest

from handlers.messages import Form, Message, Redraw
from scoring.people import Grade
from scoring.working_time import london_day
from storage.details import PersonDetails
from storage.joining import add_worker, change_worker
from tests.handlers.slack_rules import words_of
from tests.handlers.views_council import Council, buttons
from tests.office import text_of


def test_a_supervisor_sees_their_team_in_the_order_of_names_and_the_reading_is_audited(
    council: Council,
) -> None:
    said = council.says("ann", "/caseload people").splitlines()
    assert said[0] == "North: 5 people."
    assert [line.split(",")[0] for line in said[1:]] == [
        "Ann Abbott", "Jo Price", "Lee Marsh", "Max Field", "Sam Okafor",
    ]  # fmt: skip
    assert "Max Field, experienced social worker, 0.5 of full time (18.5 hours)" in said
    [(who, team, detail)] = council.audited("people_read")
    assert (who, team) == ("ann", council.teams["North"])
    assert council.workers["sam"] in detail["workers"]


@pytest.mark.parametrize("who", ["sam", "hal", "sue"])
def test_nobody_else_sees_who_is_away(council: Council, who: str) -> None:
    assert "are kept by" in council.says(who, "/caseload people North")


def test_an_administrator_chooses_among_all_teams_and_those_in_none(council: Council) -> None:
    said = council.says("ada", "/caseload people")
    assert said.splitlines() == [
        "Whose people?",
        "North: 5 people",
        "South: 2 people",
        "In no team: 3 people",
    ]
    assert "Mel Hart" in text_of(council.press("ada", "people_page", "0:0"))


def test_a_person_is_found_by_name(council: Council) -> None:
    said = council.says("ann", '/caseload people "Jo Price"')
    assert said.splitlines()[1].startswith("Jo Price, newly qualified")
    assert "Sam Okafor" not in said
    assert "There is no team of that name" in council.says("ann", "/caseload people Nrth")


def test_a_long_team_has_pages(council: Council) -> None:
    with council.database.writing() as session:
        for number in range(40):
            person = PersonDetails(
                f"Wil & <{number:02}> 🌻", f"w{number}@x.example", council.teams["North"], Grade.EXPERIENCED
            )
            add_worker(session, council.change(), person)
    first = council.command("ann", "/caseload people")
    assert "Show 15 more" in buttons(first)
    more = buttons(first)["Show 15 more"]
    second = council.press("ann", more["action_id"], more["value"])
    assert isinstance(second, Message)
    assert "Wil &amp; &lt;39&gt; 🌻" in second.text
    assert "Show" not in " ".join(buttons(second))


def test_those_who_left_are_only_named(council: Council) -> None:
    yesterday = london_day(council.now) - timedelta(days=1)
    with council.database.writing() as session:
        change_worker(session, council.change(), council.workers["lee"], ends_on=yesterday)
    reply = council.command("ann", "/caseload people")
    assert isinstance(reply, Message)
    assert "Lee Marsh" not in reply.text
    assert "Left, and no longer shown: Lee Marsh." in words_of(reply)


def test_the_card_shows_the_promise_and_what_can_be_done(council: Council) -> None:
    card = council.press("ann", "person", str(council.workers["max"]))
    assert isinstance(card, Form)
    assert "Our promise today: 8 children, 50 points." in str(card.view)
    assert "In Slack they are <@U0MAX>." in str(card.view)
    assert [who for who, _, _ in council.audited("people_read")] == ["ann"]


def test_a_form_opened_from_the_card_takes_its_place(council: Council) -> None:
    card = council.press("ann", "person", str(council.workers["max"]))
    assert isinstance(card, Form)
    view = council.opened(card.view)
    assert isinstance(council.click("ann", "person_change", str(council.workers["max"]), view), Redraw)


def test_one_person_who_is_asked_for_is_not_taken_for_the_whole_team(council: Council) -> None:
    assert council.says("ann", "/caseload people @sam").startswith("North: 1 of 5 people.")
