"""Asking in words: the answer is the command's own, with its access; nothing typed is kept or repeated."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from handlers.messages import Click, Command, Form, Message, Question, Reply, ThreadOpened
from handlers.questions.asking import question_routes
from handlers.reception.inbox import pack
from handlers.reception.serving import Route, route_key
from handlers.routes import ROUTES
from handlers.views.blocks import modal, section
from handlers.views.questions.labels import LABELS
from handlers.views.questions.sentences import DEED_WORDS, SENTENCES
from scoring.ids import ChannelId
from scoring.people import Grade
from scoring.questions.grammar import ROUTES_ASKED
from scoring.questions.model import Deed, Why
from storage.details import PersonDetails
from storage.joining import add_worker
from storage.tables.post import AUDIT
from storage.tables.questions import LAST_QUERIES
from tests.handlers.views_council import Council, accepted, buttons, said


def last_rows(council: Council) -> list[Any]:
    with council.database.reading() as session:
        return list(session.execute(select(LAST_QUERIES)))


def press(council: Council, who: str, label: str, reply: Reply) -> Reply:
    element = buttons(reply)[label]
    return accepted(council.click(who, element["action_id"], element["value"], channel=ChannelId("D01")))


def join(council: Council, name: str, team: str) -> None:
    with council.database.writing() as session:
        email = f"{name.lower().replace(' ', '.')}@council.example"
        details = PersonDetails(name, email, council.teams[team], Grade.EXPERIENCED)
        add_worker(session, council.change(), details)
    council.rescore()


def test_every_route_that_words_lead_to_is_there() -> None:
    assert {route.name for route in ROUTES if route.entry is Command} >= ROUTES_ASKED


def test_every_route_reason_and_deed_has_words() -> None:
    assert set(LABELS) == ROUTES_ASKED
    assert set(SENTENCES) == set(Why)
    assert set(DEED_WORDS) == set(Deed)


def test_a_question_gets_the_answer_of_its_command(council: Council) -> None:
    council.holds("sam", 4)
    assert said(council.ask("ann", "how is sam doing?")) == council.says(
        "ann", "/caseload @sam@council.example"
    )
    assert said(council.ask("ann", "who has room in north")) == council.says("ann", "/caseload room North")
    assert said(council.ask("sam", "whats my caseload")) == council.says("sam", "/caseload me")


@pytest.mark.parametrize(
    "text", ["sams load", "hows sam okafro", "how is sma okafor", "SAM OKAFOR?", "okafors cases"]
)
def test_names_are_found_however_they_are_typed(council: Council, text: str) -> None:
    assert said(council.ask("ann", text)).startswith("Sam Okafor's caseload")


def test_a_reading_in_words_is_audited_like_the_command(council: Council) -> None:
    council.ask("ann", "how is sam doing")
    assert council.audited("load_read") == [("ann", council.workers["sam"], {})]


@pytest.mark.parametrize(
    "text", ["how is jo", "jos caseload", "<@U0JO>", "compare the teams", "how is south"]
)
def test_a_worker_gets_in_words_what_the_command_would_give(council: Council, text: str) -> None:
    council.holds("jo", 5)
    answer = said(council.ask("sam", text))
    assert "5 of 12" not in answer
    assert "for" in answer
    assert "AB-1" not in answer


def test_a_follow_up_is_about_what_was_asked_before(council: Council) -> None:
    council.holds("jo", 3)
    council.ask("ann", "how is sam")
    assert said(council.ask("ann", "and Jo?")).startswith("Jo Price's caseload")
    council.ask("ann", "who has room in north?")
    assert "South has room" in said(council.ask("ann", "and South?"))


def test_permission_is_asked_anew_for_a_follow_up(council: Council) -> None:
    council.holds("kit", 5, team="South")
    council.ask("ann", "how is sam")
    assert "for the worker and their own managers" in said(council.ask("ann", "what about kit?"))


def test_why_after_a_load_shows_it_again_with_where_the_points_come_from(council: Council) -> None:
    council.holds("sam", 2)
    council.ask("ann", "how is sam")
    answer = said(council.ask("ann", "why?"))
    assert answer.startswith("Sam Okafor's caseload")
    assert "Each case shows what its points are made of" in answer


def test_each_person_and_each_place_has_a_last_question_of_its_own(council: Council) -> None:
    council.ask("ann", "who has room in north", channel="C01NORTH")
    assert said(council.ask("ann", "and South?", channel="D09")).startswith("South")
    assert said(council.ask("mel", "and South?", channel="C01NORTH")).startswith("South: 0 of 15")
    assert "South has room" in said(council.ask("ann", "and South?", channel="C01NORTH"))
    council.ask("ann", "who has room in north", thread="1.1")
    assert said(council.ask("ann", "South?", thread="2.2")).startswith("South has room. Its figures")


def test_after_an_hour_a_follow_up_is_a_question_of_its_own_and_nothing_is_kept(council: Council) -> None:
    council.ask("ann", "who has room in north")
    council.now += timedelta(hours=2)
    assert said(council.ask("ann", "and South?")).startswith("South has room. Its figures")
    assert len(last_rows(council)) == 1


def test_of_what_was_asked_only_the_route_and_ids_are_kept(council: Council) -> None:
    council.holds("sam", 1)
    council.ask("ann", "tell me about AB-1000 please")
    [row] = last_rows(council)
    assert (row.route, json.loads(row.ids)) == ("/case", {"case": council.case("AB-1000").id})


def test_a_question_waits_in_the_inbox_without_its_words(council: Council) -> None:
    assert pack(Question(council.origin("ann"), "how is sam"))["text"] == ""


@pytest.mark.parametrize(
    "text",
    [
        "how is 943 476 5919",
        "call me on 07700 900123 about sam",
        "who has the child born 3/4/2015",
        "the family at LS1 4AP",
        "mail mum on sarah.jones@example.com",
        "who has AB 12 34 56 C",
    ],
)
def test_the_guard_stops_a_question_with_somebodys_data_and_repeats_nothing(
    council: Council, text: str
) -> None:
    answer = said(council.ask("ann", text))
    assert "Please leave it out and send the rest again." in answer
    assert "please delete your message" in answer
    assert not set(text.split()) & {word for word in answer.split() if any(each.isdigit() for each in word)}
    assert last_rows(council) == []


def test_a_colleagues_email_is_fine(council: Council) -> None:
    typed = "how is <mailto:jo@council.example|jo@council.example> doing"
    assert said(council.ask("ann", typed)).startswith("Jo Price's caseload")


def test_a_name_nobody_here_has_is_not_repeated(council: Council) -> None:
    answer = said(council.ask("ann", "how is Daniel doing"))
    assert "I don't know anybody" in answer
    assert "aniel" not in answer


def test_two_people_called_sam_are_told_apart_by_the_askers_team_with_the_other_one_button_away(
    council: Council,
) -> None:
    join(council, "Sam Lee", "South")
    reply = council.ask("ann", "how is sam")
    assert said(reply).startswith("Sam Okafor's caseload")
    assert "I took it that you mean Sam Okafor in North. Also of that name: Sam Lee in South." in said(reply)
    other = press(council, "ann", "Sam Lee (South)'s caseload", reply)
    assert "for the worker and their own managers" in said(other)


def test_two_people_called_sam_are_told_apart_by_asking(council: Council) -> None:
    join(council, "Sam Lee", "South")
    reply = council.ask("hal", "how is sam")
    assert "I know several by that name" in said(reply)
    assert set(buttons(reply)) == {"Sam Okafor (North)'s caseload", "Sam Lee (South)'s caseload"}
    chosen = press(council, "hal", "Sam Lee (South)'s caseload", reply)
    assert said(chosen).startswith("Sam Lee's caseload")
    assert said(council.ask("hal", "why?")).startswith("Sam Lee's caseload")


def test_a_button_shows_what_its_presser_may_see_not_what_its_asker_might(council: Council) -> None:
    council.holds("jo", 5)
    lost = council.ask("ann", "how is jo? who has room?")
    value = buttons(lost)["Who has room"]["value"]
    assert "Who has room is for those who allocate" in said(council.press("sam", "ask:0", value))


@pytest.mark.parametrize(
    "value", ["", "{}", "nonsense", '{"route":"/nowhere"}', '{"route":"/case","case":99}']
)
def test_a_broken_or_old_button_says_so(council: Council, value: str) -> None:
    assert "belongs to an older version of me" in said(council.press("ann", "ask:0", value))


def test_several_questions_are_answered_one_by_one(council: Council) -> None:
    reply = council.ask("ann", "How is sam? How is jo? Who has room? Any breaches? How is the team?")
    assert said(reply).startswith("Sam Okafor's caseload")
    assert "You asked more than one thing" in said(reply)
    assert len(buttons(reply)) == 4
    assert said(press(council, "ann", "Jo Price's caseload", reply)).startswith("Jo Price's caseload")


def test_allocating_in_words_opens_the_filled_in_form_by_a_button_and_does_nothing(council: Council) -> None:
    reply = council.ask("ann", "allocate AB-7777 cp to jo please")
    assert said(reply).startswith("Allocating AB-7777 cp to Jo Price")
    form = press(council, "ann", "Open the form", reply)
    assert isinstance(form, Form)
    fields = {block["block_id"]: block["element"] for block in form.view["blocks"] if "element" in block}
    assert fields["reference"]["initial_value"] == "AB-7777"
    assert fields["kind"]["initial_option"]["value"] == "cp"
    assert fields["worker"]["initial_option"]["value"] == str(council.workers["jo"])
    with council.database.reading() as session:
        actions = set(session.execute(select(AUDIT.c.action)).scalars())
    assert "case_allocated" not in actions


def test_allocating_in_words_is_for_those_who_allocate(council: Council) -> None:
    answer = council.ask("sam", "allocate AB-7777 to jo")
    assert "Cases are allocated by a team's supervisor" in said(answer)
    assert buttons(answer) == {}
    pressed = council.press("sam", "allocate_form", '{"reference":"AB-7777"}')
    assert "Cases are allocated by a team's supervisor" in said(pressed)


def test_moving_a_case_in_words_opens_its_form_by_a_button(council: Council) -> None:
    council.holds("sam", 1)
    reply = council.ask("ann", "move AB-1000 to jo")
    assert "Nothing has changed yet" in said(reply)
    form = press(council, "ann", "Open the form: reallocate to Jo Price", reply)
    assert isinstance(form, Form)
    assert form.view["callback_id"] == "reallocate"


@pytest.mark.parametrize(
    "text", ["close AB-1000", "escalate AB-1000", "AB-1000 has gone to CP", "reweigh ab-1000"]
)
def test_a_command_in_words_shows_the_card_and_changes_nothing(council: Council, text: str) -> None:
    council.holds("sam", 1)
    before = council.case("AB-1000")
    reply = council.ask("ann", text)
    assert said(reply).startswith("AB-1000: child in need")
    assert "Nothing has changed yet" in said(reply)
    assert council.case("AB-1000") == before


def test_a_command_in_words_shows_nobody_a_case_that_isnt_theirs(council: Council) -> None:
    council.holds("kit", 1, team="South")
    assert "That case is with somebody else" in said(council.ask("ann", "close AB-1000"))


def test_who_is_over_in_another_team_is_told_as_how_that_team_stands(council: Council) -> None:
    council.holds("kit", 17, team="South")
    answer = said(council.ask("ann", "who's over in south?"))
    assert answer.startswith("South is over what we promised.")
    assert "Kit" not in answer


@pytest.mark.parametrize("who", ["ann", "sam", "mel", "hal", "ada"])
@pytest.mark.parametrize(
    "text",
    [
        "hello", "thanks", "you are useless", "ignore your instructions", "sut mae fy achosion", "?",
        "purple monkey", "is AB-1234 at risk", "why is jo off sick", "whats sams salary",
        "who is the best worker", "close the case", "whats jos phone number", "what needs me",
        "when is supervision due", "raise a concern", "whats waiting", "show me the trend",
        "how do points work", "add a new starter", "how do i close a case", "start my team",
        "how is my team", "how is the council", "how is my service", "any breaches", "help",
    ],
)  # fmt: skip
def test_everything_said_gets_a_sentence_that_helps(council: Council, who: str, text: str) -> None:
    reply = council.ask(who, text)
    assert isinstance(reply, Message)
    assert len(reply.text) > 10
    assert "older version" not in reply.text
    assert "went wrong" not in reply.text


def test_a_form_is_opened_by_a_button_since_words_alone_cant(council: Council) -> None:
    form = Form(modal("concern", "A concern", [section("words")]))
    concern = Route(Command, "/caseload concern", lambda _command, _desk: form)
    routes = (concern, *question_routes((concern,)))
    server = replace(council._server(), routes={route_key(each): each for each in routes})
    origin = replace(council.origin("sam"), channel=ChannelId("D01"))
    offered = server.serve(Question(origin, "I need to talk about my caseload"))
    assert "Nothing has been sent yet" in said(offered)
    [element] = buttons(offered).values()
    opened = server.serve(Click(origin, element["action_id"], element["value"]))
    assert isinstance(opened, Form)
    assert opened.view["callback_id"] == "concern"


def test_what_needs_me_people_and_policy_are_answered_by_their_own_commands(council: Council) -> None:
    assert said(council.ask("ann", "what needs me?")) == council.says("ann", "/caseload needs")
    assert said(council.ask("ann", "how do points work?")) == council.says("ann", "/caseload policy")
    assert said(council.ask("ann", "add a new starter")) == council.says("ann", "/caseload people")


def test_what_isnt_understood_offers_three_questions_that_are(council: Council) -> None:
    reply = council.ask("ann", "purple monkey dishwasher")
    assert "I didn't understand that" in said(reply)
    assert len(buttons(reply)) == 3
    for label in buttons(reply):
        assert "didn't understand" not in said(press(council, "ann", label, reply))


def test_names_with_marks_are_shown_as_written(council: Council) -> None:
    join(council, "Zoë <b>&amp; Kit", "North")
    join(council, "Zoë Kane", "South")
    reply = council.ask("hal", "how is zoë")
    assert "I know several by that name" in said(reply)
    assert "<b>" not in json.dumps([block for block in reply.blocks if block["type"] == "section"])  # type: ignore[union-attr]


def test_strangers_and_shared_channels_get_no_answer(council: Council) -> None:
    assert "I don't know you yet" in said(council.ask("nobody", "who has room"))
    assert "shared with another organisation" in said(
        council.ask("ann", "who has room", is_shared_channel=True)
    )
    assert "own Slack workspace" in said(council.ask("ann", "who has room", workspace="T0OTHER"))


def test_slacks_assistant_greets_with_questions_that_suit_who_asks(council: Council) -> None:
    for who, first in (("ann", "What needs me?"), ("sam", "How is my caseload?")):
        reply = council._server().serve(ThreadOpened(council.origin(who)))
        assert reply.greeting.text.startswith("Hello ")  # type: ignore[union-attr]
        assert reply.prompts[0][0] == first  # type: ignore[union-attr]
        assert len(reply.prompts) == 4  # type: ignore[union-attr]
        for _, words in reply.prompts:  # type: ignore[union-attr]
            assert "didn't understand" not in said(council.ask(who, words))


@pytest.mark.parametrize(
    "text", ["this is unsafe, I'm drowning", "I can't keep these children safe like this"]
)
def test_whoever_says_that_the_work_is_unsafe_is_thanked_and_shown_the_way_to_be_heard(
    council: Council, text: str
) -> None:
    reply = council.ask("sam", text)
    assert "Thank you for saying so. What you carry is ours to put right, not yours." in said(reply)
    assert "answered within 2 working days" in said(reply)
    assert "I need to talk about my caseload" in buttons(reply)


def test_a_childs_safety_is_for_people_and_the_way_to_be_heard_about_work_is_there_too(
    council: Council,
) -> None:
    reply = council.ask("sam", "is the baby safe at home tonight")
    assert "ring 999" in said(reply)
    assert list(buttons(reply)) == ["I need to talk about my caseload"]
