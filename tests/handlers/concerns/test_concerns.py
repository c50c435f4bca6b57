"""A worker says that they need to talk: whom it goes to, what they read, what is refused, taking it back."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from handlers.messages import Done, Form, Message, Replace
from scoring.breaches import Level
from scoring.people import Role
from storage.accounts import change_account
from storage.joining import change_worker, end_role
from storage.tables.people import ACCOUNTS
from tests.handlers.concerns.raising import (
    SAID,
    errors,
    open_one,
    raise_concern,
    raised,
    stored,
    told,
)
from tests.handlers.interleaving import at_once, meet_after
from tests.handlers.views_council import Council, buttons, said
from tests.office import user_of


def test_it_goes_to_the_supervisor_alone_and_the_worker_reads_to_whom_and_by_when(council: Council) -> None:
    council.holds("sam", 12)
    reply = raise_concern(council, "sam", topics=["CASES", "SAFETY"], text="the long way home")
    assert said(reply) == (
        "Thank you for saying so. Ann Abbott has been told, and nobody else. They are asked to answer by "
        "Monday 30 November at 17:00; if they haven't, it goes one level up, and I tell you. /caseload "
        "concern shows how it stands; there you can also withdraw it."
    )
    assert told(council) == {
        "ann": [
            "Sam Okafor would like to talk about their caseload.\n"
            "It is about: too many cases; unsafe travel or hours (“the long way home”).\n"
            "It suits them: this week.\n"
            "Their load today: 12 of 15 children · 63 of 100 points. Numbers can be wrong; what they say "
            "stands.\n"
            "Please answer by Monday 30 November at 17:00; after that it goes one level up. It is private to "
            "those who are asked."
        ]
    }


def test_at_night_it_is_kept_for_the_morning_and_the_worker_reads_when(council: Council) -> None:
    council.now += timedelta(days=1, hours=9)
    assert "Ann Abbott will be told on Monday 30 November at 08:00" in said(raise_concern(council, "sam"))
    assert told(council) == {}
    council.now += timedelta(days=2, hours=14)
    assert list(told(council)) == ["ann"]


def test_the_cover_is_asked_exactly_as_the_supervisor(council: Council) -> None:
    council.covers("kit", "North", council.now, council.now)
    assert "Kit Novak has been told, and nobody else." in said(raise_concern(council, "sam"))
    assert list(told(council)) == ["kit"]


def test_the_cover_of_the_day_on_which_it_is_told_is_asked(council: Council) -> None:
    council.now += timedelta(hours=9)
    tomorrow = council.now + timedelta(days=1)
    council.covers("kit", "North", tomorrow, tomorrow)
    assert "Kit Novak will be told on Friday 27 November at 08:00" in said(raise_concern(council, "sam"))


@pytest.mark.parametrize(
    ("who", "whom", "sentence"),
    [
        (
            "ann",
            "mel",
            "You look after the team yourself, so it goes one up, to the service manager: Mel Hart",
        ),
        ("mel", "hal", "it goes to the head of service: Hal Grey has been told"),
        ("ada", "hal", "it goes to the head of service: Hal Grey has been told"),
    ],
)
def test_those_who_look_after_a_team_or_are_in_none_go_one_up(
    council: Council, who: str, whom: str, sentence: str
) -> None:
    reply = said(raise_concern(council, who))
    assert sentence in reply
    assert list(told(council)) == [whom]


def test_who_covers_a_team_has_their_own_go_one_up(council: Council) -> None:
    council.covers("sam", "North", council.now, council.now)
    assert "so it goes one up, to the service manager: Mel Hart" in said(raise_concern(council, "sam"))


def test_without_a_supervisor_it_goes_to_the_service_manager_and_says_so(council: Council) -> None:
    with council.database.writing() as session:
        end_role(
            session, council.change(), council.workers["ann"], Role.SUPERVISOR, team=council.teams["North"]
        )
    reply = said(raise_concern(council, "sam"))
    assert "I know of no supervisor of yours whom I can write to, so it goes to the service manager" in reply
    [text] = told(council)["mel"]
    assert "so it comes to you as the service manager." in text


def test_a_supervisor_without_a_slack_account_is_passed_over(council: Council) -> None:
    with council.database.writing() as session:
        session.execute(
            update(ACCOUNTS).where(ACCOUNTS.c.worker_id == council.workers["ann"]).values(confirmed_at=None)
        )
    raise_concern(council, "sam")
    assert list(told(council)) == ["mel"]


def test_the_head_has_nobody_above_and_is_told_so_before_filling_anything_in(council: Council) -> None:
    assert "I know of nobody above you whom I could tell" in council.says("hal", "/caseload concern")
    assert "I know of nobody above you" in said(council.submit("hal", "concern", SAID))


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"topics": []}, "topics", "Tick at least one thing that it is about."),
        ({"topics": None, "suits": None, "text": None}, "topics", "Tick at least one thing"),
        ({"suits": None}, "suits", "Choose when it would suit you."),
        ({"text": "x" * 201}, "text", "That is 201 characters; 200 is the most I keep."),
        ({"text": "Ring me on 01522 123456"}, "text", "That looks like a telephone number"),
        ({"text": "Kayleigh Smithson is too much"}, "text", "the name of somebody who isn't on our staff"),
        ({"text": "born 3/4/2015"}, "text", "a date of birth"),
        ({"text": "943 476 5919"}, "text", "an NHS number"),
    ],
)
def test_what_is_missing_or_may_not_be_kept_is_said_beside_its_field(
    council: Council, typed: dict[str, object], field: str, sentence: str
) -> None:
    found = errors(raise_concern(council, "sam", **typed))
    assert list(found) == [field]
    assert sentence in found[field]
    assert told(council) == {}


def test_names_of_colleagues_and_no_words_at_all_are_fine(council: Council) -> None:
    assert isinstance(raise_concern(council, "sam", text="Jo Price and I never get home"), Done)
    assert isinstance(raise_concern(council, "jo", topics=["OTHER"], text=None), Done)


def test_what_is_typed_after_the_command_stands_in_the_form(council: Council) -> None:
    form = council.command("sam", "/caseload concern nights & <weekends>")
    assert isinstance(form, Form)
    [words] = [block["element"] for block in form.view["blocks"] if block.get("block_id") == "text"]
    assert words["initial_value"] == "nights & <weekends>"


def test_an_open_concern_is_shown_and_what_is_added_asks_again(council: Council) -> None:
    value = raised(council, "sam")
    told(council)
    shown = council.command("sam", "/caseload concern")
    assert said(shown) == (
        "You asked to talk about your caseload on Thursday 26 November at 10:00.\n"
        "It is about: too many cases.\nIt suits you: this week.\n"
        "It is with Ann Abbott, the team's supervisor, who is asked to answer by Monday 30 November at 17:00."
    )
    assert set(buttons(shown)) == {"Add to it", "Withdraw it"}
    form = council.press("sam", "concern")
    assert isinstance(form, Form)
    filled = {block["block_id"]: block["element"] for block in form.view["blocks"] if "element" in block}
    assert [each["value"] for each in filled["topics"]["initial_options"]] == ["CASES"]
    assert filled["suits"]["initial_option"]["value"] == "WEEK"
    council.now += timedelta(days=1)
    reply = raise_concern(council, "sam", topics=["CASES", "POINTS"])
    assert said(reply).startswith("This is part of your open concern now, and Ann Abbott is asked again.")
    assert "Monday 30 November at 17:00" in said(reply)
    assert open_one(council, "sam").concern.id == int(value)
    [text] = told(council)["ann"]
    assert "too many cases; too many points" in text


def test_just_the_same_again_is_not_sent_twice(council: Council) -> None:
    raised(council, "sam")
    told(council)
    assert "has just this from you already" in said(raise_concern(council, "sam"))
    assert told(council) == {}


def test_adding_to_one_that_was_answered_asks_once_more_with_the_whole_time(council: Council) -> None:
    value = raised(council, "sam")
    council.press("ann", "concern_answer", value)
    assert "Ann Abbott said on Thursday 26 November at 10:00 that they will talk with you." in said(
        council.command("sam", "/caseload concern")
    )
    council.now += timedelta(days=7)
    reply = raise_concern(council, "sam")
    assert "Monday 7 December at 17:00" in said(reply)
    assert stored(council, value).concern.answered_at is None


def test_two_forms_sent_at_once_make_one_concern(council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    forms = [council.press("sam", "concern") for _ in range(2)]
    meet_after(monkeypatch, "handlers.concerns.concerns", "find_open_concern")

    def send(form: object, topic: str) -> object:
        assert isinstance(form, Form)
        return council.submit("sam", "concern", SAID | {"topics": [topic]})

    first, second = at_once(lambda: send(forms[0], "CASES"), lambda: send(forms[1], "POINTS"))
    assert isinstance(first, Done)
    assert isinstance(second, Done)
    texts = sorted(each.message.text for each in (first, second))
    assert [text.split(".")[0] for text in texts] == [
        "Thank you for saying so",
        "This is part of your open concern now, and Ann Abbott is asked again",
    ]
    assert [audit[0] for audit in council.audited("concern_raised")] == ["sam"]


def test_the_worker_withdraws_it_and_whoever_was_asked_sees_that(council: Council) -> None:
    value = raised(council, "sam")
    told(council)
    reply = council.press("sam", "concern_withdraw", value)
    assert isinstance(reply, Replace)
    assert "You have withdrawn it, and Ann Abbott can see that." in said(reply)
    [(entry, post)] = council.deliver()
    assert post is not None
    assert post.update_ts is not None
    assert entry.worker == council.workers["ann"]
    assert "has withdrawn it" in post.message.text
    assert "concern_answer" not in str(post.message.blocks)
    assert "closed already" in said(council.press("sam", "concern_withdraw", value))
    assert isinstance(council.command("sam", "/caseload concern"), Form)


def test_withdrawn_before_it_was_told_nobody_hears_of_it(council: Council) -> None:
    council.now += timedelta(hours=9)
    council.press("sam", "concern_withdraw", raised(council, "sam"))
    council.now += timedelta(hours=14)
    assert told(council) == {}


@pytest.mark.parametrize("who", ["jo", "ann", "mel", "hal", "ada", "kit", "sue"])
def test_nobody_else_withdraws_it_or_learns_whose_it_is(council: Council, who: str) -> None:
    value = raised(council, "sam")
    reply = council.press(who, "concern_withdraw", value)
    assert isinstance(reply, Message)
    assert reply.text == "That isn't a concern of yours. /caseload concern shows yours."
    assert stored(council, value).concern.closed_at is None


@pytest.mark.parametrize("action", ["concern_withdraw", "concern_answer", "concern_close"])
@pytest.mark.parametrize("value", ["", "x", "999", "1e3"])
def test_a_button_that_names_nothing_has_a_sentence(council: Council, action: str, value: str) -> None:
    assert isinstance(council.press("ann", action, value), Message)


def test_an_unconfirmed_account_and_somebody_deactivated_raise_nothing(council: Council) -> None:
    with council.database.writing() as session:
        session.execute(
            update(ACCOUNTS).where(ACCOUNTS.c.worker_id == council.workers["sam"]).values(confirmed_at=None)
        )
        change_account(session, user_of("jo"), is_deactivated=True, is_guest=False)
    assert "I don't know you yet" in council.says("sam", "/caseload concern")
    assert "Your access has ended" in council.says("jo", "/caseload concern")
    reply = council.submit("sam", "concern", SAID)
    assert isinstance(reply, Message)
    assert "I don't know you yet" in reply.text


def test_names_and_words_with_markup_are_shown_as_they_were_written(council: Council) -> None:
    with council.database.writing() as session:
        change_worker(session, council.change(), council.workers["sam"], name="Sam <b>&co 🙂")
        change_worker(session, council.change(), council.workers["ann"], name="Ann <!channel> & Son")
    reply = raise_concern(council, "sam", text="a <!here> & 🙂")
    assert "Ann &lt;!channel&gt; &amp; Son has been told" in said(reply)
    [text] = told(council)["ann"]
    assert text.startswith("Sam &lt;b&gt;&amp;co 🙂 would like to talk")
    assert "(“a &lt;!here&gt; &amp; 🙂”)" in text


def test_it_never_reaches_a_channel_and_the_audit_says_nothing_of_its_content(council: Council) -> None:
    value = raised(council, "sam", text="I cannot sleep")
    council.press("ann", "concern_answer", value)
    assert {entry.channel for entry in council.outbox()} == {None}
    audit = [council.audited(action) for action in ("concern_raised", "concern_answered")]
    assert [(rows[0][0], rows[0][2]) for rows in audit] == [
        ("sam", {"concern": int(value), "asked": council.workers["ann"]}),
        ("ann", {"concern": int(value)}),
    ]
    assert "sleep" not in str(council.outbox())


def test_a_worker_who_moves_team_takes_their_concern_to_the_new_supervisor(council: Council) -> None:
    value = raised(council, "sam")
    with council.database.writing() as session:
        change_worker(session, council.change(), council.workers["sam"], team=council.teams["South"])
    assert "private to whoever looks after that worker" in said(council.press("ann", "concern_answer", value))
    assert isinstance(council.press("sue", "concern_answer", value), Replace)
    assert stored(council, value).concern.levels == {Level.SUPERVISOR}


def test_ones_own_caseload_has_the_button_and_nobody_elses_has(council: Council) -> None:
    council.holds("sam", 2)
    button = buttons(council.command("sam", "/caseload me"))["I need to talk about my caseload"]
    assert isinstance(council.press("sam", button["action_id"]), Form)
    assert buttons(council.command("ann", "/caseload @sam")) == {}
