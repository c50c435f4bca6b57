"""That supervision happened is recorded by whoever looks after the worker, corrected, and taken back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from handlers.messages import Done, FieldErrors, Form, Message, Replace, Reply
from scoring.working_time import london_day
from storage.joining import change_worker
from storage.supervision import list_supervisions
from storage.tables.people import ACCOUNTS
from tests.handlers.interleaving import at_once, meet_after
from tests.handlers.supervision.recording import had, record
from tests.handlers.views_council import Council, buttons, said

EVERYBODY = ("sam", "jo", "ann", "sue", "kit", "mel", "hal", "ada")
MAY = ("ann", "mel", "hal")


def kept(council: Council, who: str) -> list[tuple[date, int]]:
    with council.database.reading() as session:
        rows = list_supervisions(session, [council.workers[who]], date(2020, 1, 1))
    return [(each.held_on, each.minutes) for each in rows[council.workers[who]]]


def errors(reply: Reply) -> dict[str, str]:
    assert isinstance(reply, FieldErrors), reply
    return dict(reply.errors)


def test_it_is_recorded_with_its_day_and_minutes_and_nothing_else(council: Council) -> None:
    reply = record(council, "ann", "sam", held_on="2026-11-24", minutes="75")
    assert isinstance(reply, Done)
    assert said(reply) == "Recorded: Sam Okafor's supervision on Tuesday 24 November, 75 minutes."
    assert kept(council, "sam") == [(date(2026, 11, 24), 75)]
    [(by, subject, detail)] = council.audited("supervision_recorded")
    assert (by, subject) == ("ann", council.workers["sam"])
    assert detail == {"held_on": "2026-11-24", "minutes": 75}


def test_the_same_day_again_is_one_supervision_and_corrects_the_minutes(council: Council) -> None:
    record(council, "ann", "sam")
    assert "was recorded already" in said(record(council, "mel", "sam"))
    reply = record(council, "mel", "sam", minutes="90")
    assert said(reply) == (
        "Corrected: Sam Okafor's supervision on Thursday 26 November, 90 minutes; it said 60 minutes before."
    )
    assert kept(council, "sam") == [(london_day(council.now), 90)]
    assert [by for by, _, _ in council.audited("supervision_recorded")] == ["ann", "mel"]


def test_two_who_record_it_at_once_record_one(council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    meet_after(monkeypatch, "handlers.supervision.recording", "find_supervised")
    replies = at_once(*(lambda by=by: record(council, by, "sam") for by in ("ann", "mel")))
    assert sorted("already" in said(reply) for reply in replies) == [False, True]
    assert len(kept(council, "sam")) == 1


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"held_on": "2026-11-27"}, "held_on", "That day is still to come."),
        ({"held_on": None}, "held_on", "Choose the day on which it happened."),
        ({"held_on": "2026-10-31"}, "held_on", "They weren't in post on that day."),
        ({"minutes": "4"}, "minutes", "from 5 to 240, like 60"),
        ({"minutes": "241"}, "minutes", "from 5 to 240, like 60"),
        ({"minutes": "an hour"}, "minutes", "from 5 to 240, like 60"),
        ({"minutes": None}, "minutes", "from 5 to 240, like 60"),
        ({"worker": None}, "worker", "Choose whose supervision it was."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    council: Council, typed: dict[str, str | None], field: str, sentence: str
) -> None:
    with council.database.writing() as session:
        change_worker(session, council.change(), council.workers["jo"], starts_on=date(2026, 11, 1))
    found = errors(record(council, "ann", "jo", **typed))
    assert list(found) == [field]
    assert sentence in found[field]
    assert kept(council, "jo") == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_those_who_look_after_the_team_record_and_take_back(council: Council, who: str) -> None:
    had(council, "sam", 10)
    sam = f"worker:{council.workers['sam']}"
    form = council.press("ann", "supervision_record", sam)
    assert isinstance(form, Form)
    opened = council.press(who, "supervision_record", sam)
    state: dict[str, object] = {
        "worker": str(council.workers["sam"]), "held_on": "2026-11-20", "minutes": "60",
    }  # fmt: skip
    sent = council.sends(who, form.view, state)
    taken = council.press(who, "supervision_take_back", "1")
    assert isinstance(opened, Form) == (who in MAY)
    assert isinstance(sent, Done) == (who in MAY)
    assert isinstance(taken, Replace) == (who in MAY)
    if who not in MAY:
        for refused in (opened, sent, taken):
            assert "Only North's supervisor, its service manager and the head" in said(refused)
            assert "Sam" not in said(refused)


def test_the_cover_records_on_its_days(council: Council) -> None:
    council.covers("kit", "North", council.now, council.now)
    assert isinstance(record(council, "kit", "sam"), Done)
    council.now += timedelta(days=1)
    opened = council.press("kit", "supervision_record", f"worker:{council.workers['sam']}")
    assert "Only North's supervisor" in said(opened)


def test_nobody_records_their_own(council: Council) -> None:
    own = f"worker:{council.workers['ann']}"
    assert "recorded by whoever supervises you" in said(council.press("ann", "supervision_record", own))
    form = council.press("ann", "supervision_record", f"team:{council.teams['North']}")
    assert isinstance(form, Form)
    assert "Ann Abbott" not in str(form.view)
    state: dict[str, object] = {
        "worker": str(council.workers["ann"]), "held_on": "2026-11-20", "minutes": "60",
    }  # fmt: skip
    assert "recorded by whoever supervises you" in said(council.sends("ann", form.view, state))
    assert isinstance(record(council, "mel", "ann"), Done)


def test_a_worker_who_has_moved_team_since_the_form_was_opened_is_no_longer_theirs(council: Council) -> None:
    form = council.press("ann", "supervision_record", f"team:{council.teams['North']}")
    with council.database.writing() as session:
        change_worker(session, council.change(), council.workers["sam"], team=council.teams["South"])
    assert isinstance(form, Form)
    state: dict[str, object] = {
        "worker": str(council.workers["sam"]), "held_on": "2026-11-20", "minutes": "60",
    }  # fmt: skip
    assert "Only South's supervisor" in said(council.sends("ann", form.view, state))


def test_the_form_opens_by_the_command_for_the_team_or_for_somebody_named(council: Council) -> None:
    own = council.command("ann", "/caseload supervision record")
    named = council.command("ann", '/caseload supervision record "Sam Okafor"')
    other = council.command("mel", "/caseload supervision record South")
    for form, worker in ((own, None), (named, "Sam Okafor"), (other, None)):
        assert isinstance(form, Form)
        [whose] = [b["element"] for b in form.view["blocks"] if b.get("block_id") == "worker"]
        assert whose.get("initial_option", {}).get("text", {}).get("text") == worker
    assert "Only North's supervisor" in council.says("sam", "/caseload supervision record")


def test_a_mistake_is_taken_back_once_and_leaves_its_trace_in_the_audit(council: Council) -> None:
    record(council, "ann", "sam", held_on="2026-11-03")
    sheet = council.command("ann", "/caseload supervision @sam")
    button = buttons(sheet)["Take the last one back"]
    assert "Tuesday 3 November" in button["confirm"]["text"]["text"]
    reply = council.press("ann", button["action_id"], button["value"])
    assert "no supervision is recorded for Sam Okafor on Tuesday 3 November any more" in said(reply)
    assert kept(council, "sam") == []
    assert "taken back already" in said(council.press("ann", button["action_id"], button["value"]))
    [(by, _, detail)] = council.audited("supervision_taken_back")
    assert (by, detail) == ("ann", {"held_on": "2026-11-03", "minutes": 60})


def test_a_team_with_nobody_to_record_for_says_so(council: Council) -> None:
    for who in ("kit",):
        with council.database.writing() as session:
            change_worker(session, council.change(), council.workers[who], ends_on=date(2026, 11, 1))
    reply = council.press("sue", "supervision_record", f"team:{council.teams['South']}")
    assert "There is nobody in this team whose supervision you could record." in said(reply)


@pytest.mark.parametrize("value", ["", "x", "team:x", "worker:999", "team:999"])
def test_a_button_that_names_nothing_has_a_sentence(council: Council, value: str) -> None:
    assert isinstance(council.press("ann", "supervision_record", value), Message)
    assert isinstance(council.press("ann", "supervision_take_back", value), Message)


def test_an_unconfirmed_account_records_nothing(council: Council) -> None:
    with council.database.writing() as session:
        session.execute(
            update(ACCOUNTS).where(ACCOUNTS.c.worker_id == council.workers["ann"]).values(confirmed_at=None)
        )
    reply = council.press("ann", "supervision_record", f"team:{council.teams['North']}")
    assert "I don't know you yet" in said(reply)


def test_a_name_with_markup_is_shown_as_it_was_written(council: Council) -> None:
    with council.database.writing() as session:
        change_worker(session, council.change(), council.workers["sam"], name="Sam <b>&co 🙂")
    assert "Recorded: Sam &lt;b&gt;&amp;co 🙂's supervision" in said(record(council, "ann", "sam"))
