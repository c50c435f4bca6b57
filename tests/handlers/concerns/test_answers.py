"""Whoever is asked: what they can press, who may press it, two at once, and what the worker then reads."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from handlers.concerns.asked import list_concerns
from handlers.desk import Desk
from handlers.messages import Done, Form, Message, Replace
from scoring.concerns import Outcome
from scoring.people import Role
from scoring.working_time import london_day
from storage.accounts import find_account
from storage.change import Source
from storage.joining import add_role, change_worker, end_role
from storage.policies import load_policy
from storage.tables.people import ACCOUNTS
from tests.handlers.concerns.raising import close, errors, open_one, raised, stored, told
from tests.handlers.interleaving import at_once, meet_after
from tests.handlers.views_council import Council, buttons, said
from tests.office import user_of
from tests.scoring.london import ENGLAND

EVERYBODY = ("sam", "jo", "ann", "sue", "kit", "mel", "hal", "ada")


def waiting(council: Council, who: str) -> list[str]:
    """Whose concerns somebody is asked to see to."""
    with council.database.reading() as session:
        policy = load_policy(session, london_day(council.now))
        account = find_account(session, user_of(who), london_day(council.now))
        desk = Desk(council.database, session, council.now, policy, ENGLAND, Source.SLACK, account)
        return [record.name for record in list_concerns(desk)]


def test_i_will_talk_to_them_stops_the_climb_and_tells_the_worker(council: Council) -> None:
    value = raised(council, "sam")
    [(_, post)] = council.deliver()
    assert post is not None
    assert set(buttons(post.message)) == {"I'll talk to them", "We have talked"}
    reply = council.press("ann", "concern_answer", value)
    assert isinstance(reply, Replace)
    assert "Ann Abbott said on Thursday 26 November at 10:00 that they will talk with them." in said(reply)
    assert set(buttons(reply)) == {"We have talked"}
    assert told(council)["sam"] == [
        "Ann Abbott has read that you would like to talk about your caseload, and will talk with you. You "
        "said it suits you this week. If nothing comes of it, /caseload concern asks again."
    ]
    council.waits(days=14)
    assert told(council) == {}


def test_we_have_talked_closes_it_and_the_worker_reads_what_was_agreed(council: Council) -> None:
    value = raised(council, "sam")
    told(council)
    reply = close(council, "ann", value, "OTHER", "Jo Price takes the duty desk & the phone")
    assert isinstance(reply, Done)
    assert said(reply) == "Thank you for talking with Sam Okafor. They are told: something else."
    texts = told(council)
    assert texts["sam"] == [
        "Ann Abbott has noted that you have talked about your caseload: something else (“Jo Price takes the "
        "duty desk &amp; the phone”). If that isn't so, or isn't enough: /caseload concern."
    ]
    [redrawn] = texts["ann"]
    assert redrawn.startswith("Sam Okafor's concern about their caseload is closed.")
    assert stored(council, value).concern.outcome is Outcome.OTHER
    assert isinstance(council.command("sam", "/caseload concern"), Form)


def test_an_outcome_is_asked_for_and_its_words_are_guarded(council: Council) -> None:
    value = raised(council, "sam")
    assert errors(close(council, "ann", value, "")) == {"outcome": "Choose what was agreed."}
    assert list(errors(close(council, "ann", value, "WITHDRAWN"))) == ["outcome"]
    assert list(errors(close(council, "ann", value, "OTHER"))) == ["text"]
    assert "a postcode" in errors(close(council, "ann", value, text="meet at LN1 3BP"))["text"]
    assert stored(council, value).concern.closed_at is None


@pytest.mark.parametrize("who", EVERYBODY)
def test_before_it_has_climbed_only_the_supervisor_may_answer_or_know(council: Council, who: str) -> None:
    value = raised(council, "sam")
    assert waiting(council, who) == (["Sam Okafor"] if who == "ann" else [])
    for action in ("concern_answer", "concern_close"):
        reply = council.press(who, action, value)
        if who == "ann":
            assert not isinstance(reply, Message)
        else:
            assert "This is private to whoever looks after that worker today." in said(reply)
            assert "Sam" not in said(reply)
    reply = council.submit(who, "concern_close", {"outcome": "MOVE"}, f'{{"concern": {value}}}')
    assert isinstance(reply, Done) == (who == "ann")


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_supervisors_own_concern_is_for_those_above_and_no_colleague_of_theirs(
    council: Council, who: str
) -> None:
    with council.database.writing() as session:
        add_role(
            session, council.change(), council.workers["kit"], Role.SUPERVISOR, team=council.teams["North"]
        )
    value = raised(council, "ann")
    assert waiting(council, who) == (["Ann Abbott"] if who == "mel" else [])
    assert isinstance(council.press(who, "concern_answer", value), Replace) == (who == "mel")


def test_the_cover_may_answer_on_its_days_and_no_day_longer(council: Council) -> None:
    value = raised(council, "sam")
    council.covers("kit", "North", council.now, council.now)
    assert waiting(council, "kit") == ["Sam Okafor"]
    assert isinstance(council.press("kit", "concern_close", value), Form)
    council.now += timedelta(days=1)
    assert waiting(council, "kit") == []
    assert "private" in said(council.press("kit", "concern_answer", value))
    reply = council.submit("kit", "concern_close", {"outcome": "MOVE"}, f'{{"concern": {value}}}')
    assert isinstance(reply, Message)


def test_a_role_taken_away_takes_the_button_along(council: Council) -> None:
    value = raised(council, "sam")
    with council.database.writing() as session:
        end_role(
            session, council.change(), council.workers["ann"], Role.SUPERVISOR, team=council.teams["North"]
        )
    assert "private" in said(council.press("ann", "concern_answer", value))
    assert told(council) == {}


def test_an_unconfirmed_account_can_press_nothing(council: Council) -> None:
    value = raised(council, "sam")
    with council.database.writing() as session:
        session.execute(
            update(ACCOUNTS).where(ACCOUNTS.c.worker_id == council.workers["ann"]).values(confirmed_at=None)
        )
    assert "I don't know you yet" in said(council.press("ann", "concern_answer", value))


def test_old_buttons_show_how_it_stands_now(council: Council) -> None:
    value = raised(council, "sam")
    council.press("sam", "concern_withdraw", value)
    assert "has withdrawn it" in said(council.press("ann", "concern_answer", value))
    assert "has withdrawn it" in said(council.press("ann", "concern_close", value))
    other = raised(council, "jo")
    form = council.press("ann", "concern_close", other)
    close(council, "ann", other, "TALKED")
    assert isinstance(form, Form)
    reply = council.sends("ann", form.view, {"outcome": "MOVE", "text": ""})
    assert isinstance(reply, Done)
    assert "talking was enough for now" in said(reply)


def test_two_who_answer_at_once_are_one_answer(council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    with council.database.writing() as session:
        add_role(
            session, council.change(), council.workers["kit"], Role.SUPERVISOR, team=council.teams["North"]
        )
    value = raised(council, "sam")
    meet_after(monkeypatch, "handlers.concerns.answers", "find_concern")
    replies = at_once(
        *(lambda who=who: council.press(who, "concern_answer", value) for who in ("ann", "kit"))
    )
    assert len(council.audited("concern_answered")) == 1
    [[who, *_]] = council.audited("concern_answered")
    name = {"ann": "Ann Abbott", "kit": "Kit Novak"}[who]
    for reply in replies:
        assert f"{name} said on" in said(reply)


def test_two_who_close_at_once_close_it_once(council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    value = raised(council, "sam")
    forms = [council.press("ann", "concern_close", value) for _ in range(2)]
    meet_after(monkeypatch, "handlers.concerns.answers", "find_concern")

    def send(form: object, outcome: str) -> object:
        assert isinstance(form, Form)
        return council.sends("ann", form.view, {"outcome": outcome, "text": ""})

    at_once(lambda: send(forms[0], "MOVE"), lambda: send(forms[1], "PAUSE"))
    assert len(council.audited("concern_closed")) == 1
    assert len(council.outbox("concern_news")) == 1


def test_nobody_answers_for_somebody_who_has_left(council: Council) -> None:
    raised(council, "sam")
    with council.database.writing() as session:
        last = london_day(council.now)
        change_worker(session, council.change(), council.workers["sam"], ends_on=last)
    council.now += timedelta(days=1)
    assert waiting(council, "ann") == []
    council.waits(days=7)
    assert [entry.kind for entry in council.outbox("concern")] == ["concern"]


def test_a_load_that_looks_fine_is_told_with_its_doubt(council: Council) -> None:
    council.holds("jo", 1)
    raised(council, "jo")
    [text] = told(council)["ann"]
    assert "Their load today: 1 of 12 children" in text
    assert "Numbers can be wrong; what they say stands." in text
    assert open_one(council, "jo").concern.raised_at == datetime.fromisoformat("2026-11-26T10:00:00+00:00")


def test_whether_there_is_a_concern_is_told_to_nobody_else(council: Council) -> None:
    value = raised(council, "sam")
    assert said(council.press("kit", "concern_answer", value)) == said(
        council.press("kit", "concern_answer", "999")
    )
