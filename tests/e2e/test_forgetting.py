"""Forgetting a case on the local Slack: the bot's own messages that name it are gone."""

from datetime import timedelta

from scoring.ids import Reference
from storage.cases import find_case
from storage.forgetting import forget_open_case
from tests.e2e.town import Town


async def test_forgetting_a_case_takes_its_messages_out_of_slack_and_leaves_the_others(place: Town) -> None:
    await place.type("ann", "/allocate AB-1234 cin lower @sam because=AGREED")
    await place.type("ann", "/allocate AB-1235 cin lower @sam because=AGREED")
    await place.settle()
    assert len(place.told("sam")) == 2
    with place.database.writing() as session:
        case = find_case(session, Reference("AB-1234"))
        assert case is not None
        assert forget_open_case(session, place.change, case) == 1
    await place.settle()
    [told] = place.told("sam")
    assert "AB-1235" in told
    assert place.slack.failures == []


async def test_a_message_that_is_on_its_way_when_its_case_is_forgotten_is_taken_back(place: Town) -> None:
    place.slack.faults.order("slow", methods=["chat.postMessage"], wait=0.5)
    await place.type("ann", "/allocate AB-1234 cin lower @sam because=AGREED")
    await place.slack.wait_for(lambda: place.slack.faults.struck["slow"] == 1)
    assert place.told("sam") == []
    with place.database.writing() as session:
        case = find_case(session, Reference("AB-1234"))
        assert case is not None
        assert forget_open_case(session, place.change, case) == 0
    await place.settle()
    assert [call.method for call in place.slack.calls if call.method.startswith("chat.")] == [
        "chat.postMessage",
        "chat.delete",
    ]
    assert place.told("sam") == []


async def test_a_message_whose_answer_was_lost_is_found_and_deleted_too(place: Town) -> None:
    place.slack.faults.order("lost_answer", methods=["chat.postMessage"])
    await place.type("ann", "/allocate AB-1234 cin lower @sam because=AGREED")
    await place.settle()
    [told] = place.told("sam")
    assert "AB-1234" in told
    with place.database.writing() as session:
        case = find_case(session, Reference("AB-1234"))
        assert case is not None
        forget_open_case(session, place.change, case)
    await place.turn(timedelta(minutes=2))
    await place.settle()
    assert place.told("sam") == []
