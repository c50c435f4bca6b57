"""Concerns and supervision with the real bot on the local Slack."""

from datetime import timedelta

from tests.e2e.test_main_job import said
from tests.e2e.town import Town


async def test_a_concern_goes_to_the_supervisor_climbs_and_is_closed_with_an_outcome(place: Town) -> None:
    slack, sam, ann, mel = place.slack, place.people["sam"], place.people["ann"], place.people["mel"]
    await place.type("sam", "/caseload concern")
    [form] = slack.open_views(sam)
    outcome = await slack.submit(sam, form, {"topics": ["CASES"], "suits": "WEEK"})
    assert not outcome.field_errors
    assert "Ann Abbott has been told, and nobody else." in slack.show(slack.open_views(sam)[-1])
    await place.settle()
    [asked] = slack.direct_messages(ann)
    assert asked.text.startswith("Sam Okafor would like to talk about their caseload.")
    await place.turn(timedelta(days=7))
    await place.settle()
    assert any("It has now gone to Mel Hart, the service manager" in text for text in place.told("sam"))
    message = next(each for each in slack.direct_messages(mel) if "would like to talk" in each.text)
    await slack.click(mel, message, "concern_answer:1")
    await place.settle()
    assert "Mel Hart said on" in asked.text
    await slack.click(mel, message, "concern_close:1")
    form = await slack.wait_for(lambda: next(iter(slack.open_views(mel)), None))
    await slack.submit(mel, form, {"outcome": "PAUSE"})
    await place.settle()
    assert "you have talked about your caseload: no new cases for now." in place.told("sam")[-1]
    assert "is closed" in asked.text
    assert not any("talk" in message.text or "Sam" in message.text for message in place.posted("north"))
    assert slack.failures == []


async def test_supervision_is_recorded_from_the_teams_list_and_stands_on_the_sheet(place: Town) -> None:
    slack, ann = place.slack, place.people["ann"]
    listed = await place.type("ann", "/caseload supervision")
    assert "Sam Okafor: none recorded" in said(listed)
    assert listed.message is not None
    await slack.click(ann, listed.message, f"supervision_record:team-{place.teams['north']}")
    form = await slack.wait_for(lambda: next(iter(slack.open_views(ann)), None))
    outcome = await slack.submit(ann, form, {"worker": str(place.workers["sam"]), "minutes": "an hour"})
    assert outcome.field_errors == {"minutes": "Write how many minutes it took, from 5 to 240, like 60."}
    await slack.submit(ann, form, {"minutes": "60"})
    assert "Recorded: Sam Okafor's supervision on" in slack.show(slack.open_views(ann)[-1])
    assert "(60 minutes); every 4 weeks" in said(await place.type("sam", "/caseload supervision"))
    assert slack.failures == []
