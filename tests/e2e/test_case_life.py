"""A case through its life on the local Slack: the forms and buttons as people press them."""

from tests.e2e.test_main_job import said
from tests.e2e.town import Town


async def test_a_worker_reweighs_and_the_supervisor_agrees_by_direct_message(place: Town) -> None:
    ann, sam = place.people["ann"], place.people["sam"]
    await place.type("ann", "/allocate AB-1234 cp @sam")
    await place.settle()
    card = await place.type("sam", "/case AB-1234")
    assert card.message is not None
    await place.slack.click(sam, card.message, "reweigh")
    form = await place.slack.wait_for(lambda: next(iter(place.slack.open_views(sam)), None))
    await place.slack.fill(sam, form, {"points": "2"})
    await place.settle()
    assert "+2 proposed, would make 26" in place.slack.show(form)
    outcome = await place.slack.submit(sam, form, {"reason": "VISITS"})
    assert not outcome.field_errors
    await place.settle()
    asked = place.slack.direct_messages(ann)[-1]
    assert asked.text.startswith("Sam Okafor proposes +2 points for AB-1234")
    await place.slack.click(ann, asked, "judgement_agree")
    await place.settle()
    assert place.told("ann")[-1].startswith("You and Sam Okafor have agreed: +2 points for AB-1234")
    assert place.told("sam")[-1].startswith("You and Ann Abbott have agreed: +2 points for AB-1234")
    assert "26 of 100 points" in said(await place.type("sam", "/caseload"))


async def test_an_escalation_gives_the_case_to_somebody_else_in_one_form(place: Town) -> None:
    ann = place.people["ann"]
    await place.type("ann", "/allocate AB-1234 cin lower @lee")
    await place.settle()
    card = await place.type("ann", "/case AB-1234")
    assert card.message is not None
    await place.slack.click(ann, card.message, "escalate")
    form = await place.slack.wait_for(lambda: next(iter(place.slack.open_views(ann)), None))
    await place.slack.fill(ann, form, {"kind": "cp"})
    await place.settle()
    assert "Lee Marsh is a support worker" in place.slack.show(form)
    await place.slack.fill(ann, form, {"worker": str(place.workers["sam"])})
    await place.settle()
    outcome = await place.slack.submit(ann, form)
    assert not outcome.field_errors
    assert "It is now with Sam Okafor." in place.slack.show(place.slack.open_views(ann)[-1])
    await place.settle()
    assert "You stay on as co-worker (20 %)" in place.told("lee")[-1]
    assert [(call.method, call.error) for call in place.slack.calls if not call.ok] == []
