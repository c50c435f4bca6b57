"""A team's channel, supervisors, posts and digest, and its cover."""

from typing import Any

import pytest

from handlers.desk import ChannelFacts, NoDirectory
from handlers.messages import Done, FieldErrors, Form, Message, Redraw
from scoring.working_time import london_day
from storage.details import TeamDetails, load_team_details
from storage.joining import change_team
from storage.teams import list_covers, list_supervising
from tests.handlers.views_council import Council, said

SETTINGS: dict[str, object] = {"channel": "C01NORTH", "digest_day": "usual", "digest_time": ""}
ABOVE: dict[str, object] = {**SETTINGS, "supervisors": "ann@council.example", "established_fte": ""}


def opened(council: Council, by: str, form: str = "team_settings", team: str = "North") -> dict[str, Any]:
    reply = council.press(by, form, str(council.teams[team]))
    assert isinstance(reply, Form), reply
    return reply.view


def blocks(view: dict[str, Any]) -> set[str]:
    return {block["block_id"] for block in view["blocks"] if block["type"] == "input"}


def details(council: Council) -> TeamDetails:
    with council.database.reading() as session:
        return load_team_details(session, council.teams["North"])


def supervisors(council: Council) -> list[str]:
    names = {id_: who for who, id_ in council.workers.items()}
    with council.database.reading() as session:
        return [names[each] for each in list_supervising(session, council.teams["North"])]


def a_channel(**facts: bool) -> ChannelFacts:
    return ChannelFacts("new", **{"has_bot": True, "is_archived": False, "is_shared": False, **facts})


def test_a_supervisor_sets_channel_and_digest_and_only_those_above_the_rest(council: Council) -> None:
    view = opened(council, "ann")
    assert blocks(view) == {"channel", "digest_day", "digest_time"}
    assert blocks(opened(council, "mel")) == {*blocks(view), "supervisors", "established_fte"}
    council.slack.channels["C02NEW00"] = a_channel()
    state = {**SETTINGS, "channel": "C02NEW00", "digest_day": "1", "digest_time": "8.30 am"}
    assert said(council.sends("ann", view, state)) == (
        "Saved. North's messages go to <#C02NEW00>, and Ann Abbott hears first."
    )
    kept = details(council)
    assert (kept.channel, kept.digest_weekday, kept.digest_minute) == ("C02NEW00", 1, 510)
    [(who, _, detail)] = council.audited("team_changed")
    assert (who, detail["fields"]) == ("ann", ["channel", "digest_minute", "digest_weekday"])


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (None, "/invite @Caseload Promise"),
        (a_channel(has_bot=False), "/invite @Caseload Promise"),
        (a_channel(is_archived=True), "archived"),
        (a_channel(is_shared=True), "shared with another organisation"),
    ],
)
def test_a_channel_that_would_not_do_is_refused_with_what_to_do(
    council: Council, facts: ChannelFacts | None, sentence: str
) -> None:
    if facts is not None:
        council.slack.channels["C02NEW00"] = facts
    reply = council.sends("ann", opened(council, "ann"), {**SETTINGS, "channel": "C02NEW00"})
    assert isinstance(reply, FieldErrors)
    assert sentence in reply.errors["channel"]
    assert details(council).channel == "C01NORTH"


def test_another_teams_channel_is_refused(council: Council) -> None:
    council.slack.channels["C01SOUTH"] = a_channel()
    reply = council.sends("ann", opened(council, "ann"), {**SETTINGS, "channel": "C01SOUTH"})
    assert reply == FieldErrors({"channel": "That is South's channel; each team needs its own."})


def test_when_slack_does_not_answer_nothing_is_changed(council: Council) -> None:
    council.slack = NoDirectory()  # type: ignore[assignment]
    reply = council.sends("ann", opened(council, "ann"), {**SETTINGS, "channel": "C02NEW00"})
    assert isinstance(reply, Message)
    assert "Slack didn't answer" in reply.text
    assert details(council).channel == "C01NORTH"


@pytest.mark.parametrize(
    ("field", "typed", "part"),
    [
        ("digest_time", "01:30", "comes twice in October"),
        ("digest_time", "noon", "isn't a time such as 09:00"),
        ("established_fte", "lots", "isn't a number"),
        ("established_fte", "-2", "isn't a number of 0 or more"),
        ("established_fte", "99999", "from 0 to 1000"),
        ("supervisors", " , ", "Name at least one supervisor"),
        ("supervisors", "Zelda", "I don't know anybody of that name"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(council: Council, field: str, typed: str, part: str) -> None:
    reply = council.sends("mel", opened(council, "mel"), {**ABOVE, field: typed})
    assert isinstance(reply, FieldErrors)
    assert list(reply.errors) == [field]
    assert part in reply.errors[field]


def test_a_digest_on_a_weekend_cannot_be_sent_even_by_a_forged_form(council: Council) -> None:
    reply = council.sends("mel", opened(council, "mel"), {**ABOVE, "digest_day": "6"})
    assert reply == FieldErrors({"digest_day": "The digest comes on a day from Monday to Friday."})


def test_supervisors_are_named_the_first_first(council: Council) -> None:
    view = opened(council, "mel")
    done = council.sends("mel", view, {**ABOVE, "supervisors": "Max Field, ann@council.example"})
    assert "Max Field hears first" in said(done)
    assert supervisors(council) == ["max", "ann"]
    assert "North: 5 people" in council.says("max", "/caseload people")
    council.sends("mel", opened(council, "mel"), {**ABOVE, "supervisors": "max@council.example"})
    assert supervisors(council) == ["max"]
    assert "are kept by" in council.says("ann", "/caseload people")


def test_a_forged_field_makes_nobody_a_supervisor(council: Council) -> None:
    state = {**SETTINGS, "digest_day": "2", "supervisors": "sam@council.example", "established_fte": "9"}
    assert isinstance(council.sends("ann", opened(council, "ann"), state), Done)
    assert supervisors(council) == ["ann"]
    assert details(council).established_fte is None


def test_the_second_of_two_managers_is_told_what_the_first_changed(council: Council) -> None:
    view = opened(council, "mel")
    with council.database.writing() as session:
        change_team(session, council.change(), council.teams["North"], digest_weekday=3)
    reply = council.sends("mel", view, {**ABOVE, "digest_day": "1"})
    assert isinstance(reply, Redraw)
    assert "Somebody at the council's shell changed the digest's day" in str(reply.view)
    assert isinstance(council.sends("mel", reply.view, {**ABOVE, "digest_day": "1"}), Done)
    assert details(council).digest_weekday == 1


def test_cover_may_do_exactly_what_the_supervisor_may_until_it_is_taken_away(council: Council) -> None:
    view = opened(council, "ann", "team_cover")
    state: dict[str, object] = {"who": "Max Field", "cover_from": "2026-11-26", "cover_to": "2026-12-04"}
    assert said(council.sends("ann", view, state)) == (
        "Cover is recorded: Max Field, Thursday 26 November 2026 to Friday 4 December 2026."
    )
    assert "North: 5 people" in council.says("max", "/caseload people")
    with council.database.reading() as session:
        [cover] = list_covers(session, council.teams["North"], london_day(council.now))
    view = opened(council, "ann", "team_cover")
    assert said(council.sends("ann", view, {"ends": [cover.key]})).startswith("Taken away: Max Field")
    assert "are kept by" in council.says("max", "/caseload people")
    assert [who for who, _, _ in council.audited("cover_ended")] == ["ann"]


@pytest.mark.parametrize(
    ("state", "errors"),
    [
        ({}, {"who": "Say who covers, or tick what is no longer needed."}),
        ({"who": "Max Field"}, {"cover_from": "Choose the first day."}),
        (
            {"who": "Max Field", "cover_from": "2026-11-26", "cover_to": "2026-11-25"},
            {"cover_to": "The last day is over already, or before the first."},
        ),
    ],
)
def test_cover_that_cannot_be_is_said_beside_its_field(
    council: Council, state: dict[str, object], errors: dict[str, str]
) -> None:
    assert council.sends("ann", opened(council, "ann", "team_cover"), state) == FieldErrors(errors)
