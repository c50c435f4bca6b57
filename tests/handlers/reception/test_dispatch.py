"""How people are answered: at once, later, in a form; with Bolt and a local Slack on real sockets."""

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from sqlalchemy import select as select_rows

from bot.clock import Clock, new_id
from bot.config import is_loopback
from bot.manifest import manifest
from bot.sandbox import Channel, LocalSlack, Outcome, Person
from bot.slack_client import open_session, slack_client
from handlers.messages import (
    Click,
    Command,
    Done,
    FieldErrors,
    Form,
    Home,
    HomeOpened,
    Message,
    Nothing,
    Origin,
    PersonChanged,
    Prompts,
    Question,
    Redraw,
    Replace,
    Reply,
    Request,
    ThreadOpened,
)
from handlers.reception.answers import WORKING
from handlers.reception.dispatch import Dispatch
from handlers.reception.inbox import Inbox, Undone
from handlers.reception.listeners import listen
from handlers.reception.replies import Way
from handlers.views.blocks import actions, button, home_tab, modal, option, section, select, text_input
from handlers.views.blocks import field as form_field
from scoring.ids import ChannelId, SlackUserId
from storage.database import Database, open_database, read_url
from storage.session import Session
from storage.tables.post import INBOX


def small_form(chosen: str = "") -> Form:
    options = [option("One", "1"), option("Two", "2")]
    parts = [
        form_field("first", "First", select("pick", options), redraws=True),
        form_field("words", "Words", text_input("words"), optional=True),
    ]
    if chosen:
        parts.append({"type": "section", "text": {"type": "mrkdwn", "text": f"chosen {chosen}"}})
    return Form(modal("small", "Small form", parts, submit="Send"))


@dataclass
class Stage:
    """A dispatch whose features are replies by name; `gates` hold a thread until they are opened."""

    slack: LocalSlack
    database: Database
    person: Person
    channel: Channel
    dispatch: Dispatch
    inbox: Inbox
    gates: dict[str, threading.Event] = field(default_factory=dict)
    served: list[Request] = field(default_factory=list)
    replies: dict[str, Callable[[Request], Reply]] = field(default_factory=dict)

    def serve(self, request: Request) -> Reply:
        self.served.append(request)
        name = request.text if isinstance(request, Command) else type(request).__name__
        if isinstance(request, Click):
            name = request.value
            self.replies.setdefault(name, lambda _: Nothing())  # a choice in a form that redraws nothing
        if name in self.gates:
            assert self.gates[name].wait(5)
        return self.replies[name](request)

    async def type(self, text: str) -> Outcome:
        return await self.slack.type_command(self.person, self.channel, f"/caseload {text}")


@pytest.fixture
async def stage(sqlite_url: str) -> AsyncIterator[Stage]:
    database = open_database(read_url(sqlite_url))
    threads = ThreadPoolExecutor(4)
    async with contextlib.AsyncExitStack() as stack:
        slack = await stack.enter_async_context(LocalSlack(manifest(), is_paced=False))
        session = await stack.enter_async_context(open_session())
        client = slack_client(slack.bot_token, slack.api_url, session)
        person = slack.add_person("Ann Abbott", "ann@council.example", "ann")
        ready: list[Stage] = []
        inbox = Inbox(database, Clock().now, new_id, "here")
        dispatch = Dispatch(
            lambda request: ready[0].serve(request),
            inbox,
            threads,
            client,
            lambda: None,
            patience=0.2,
        )
        ready.append(Stage(slack, database, person, slack.add_channel("north", [person]), dispatch, inbox))
        app = AsyncApp(client=client, signing_secret="", process_before_response=True)

        async def never_shared(_channel: object) -> bool:
            return False

        listen(app, dispatch, "T", never_shared, is_loopback)
        handler = AsyncSocketModeHandler(app, slack.app_token, web_client=client)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        await slack.wait_connected()
        yield ready[0]
        await dispatch.finish()
        await handler.close_async()  # type: ignore[no-untyped-call]
    threads.shutdown()
    database.close()


def seen(stage: Stage) -> list[str]:
    return [m.text for m in stage.slack.messages(stage.channel, seen_by=stage.person)]


def list_undone(session: Session) -> list[tuple[str, str, dict[str, Any], datetime]]:
    """Key, kind, body and moment of everything that was received and isn't done, the oldest first."""
    query = select_rows(INBOX).where(INBOX.c.done_at.is_(None)).order_by(INBOX.c.received_at)
    return [(row.key, row.kind, json.loads(row.body), row.received_at) for row in session.execute(query)]


def undone(stage: Stage) -> list[str]:
    with stage.database.reading() as session:
        return [kind for _, kind, _, _ in list_undone(session)]


async def test_a_ready_answer_comes_with_the_acknowledgement(stage: Stage) -> None:
    stage.replies["hello"] = lambda _: Message("Good morning.")
    outcome = await stage.type("hello")
    assert outcome.message is not None
    assert outcome.message.text == "Good morning."
    assert undone(stage) == []


async def test_a_slow_answer_is_promised_kept_and_follows(stage: Stage) -> None:
    stage.gates["slow"] = threading.Event()
    stage.replies["slow"] = lambda _: Message("Here it is.")
    outcome = await stage.type("slow")
    assert outcome.message is not None
    assert outcome.message.text == WORKING
    assert undone(stage) == ["Command"]
    stage.gates["slow"].set()
    await stage.slack.wait_for(lambda: "Here it is." in seen(stage))
    await stage.dispatch.finish()
    assert undone(stage) == []


async def test_a_slow_answer_follows_also_while_somebody_else_holds_the_database(stage: Stage) -> None:
    stage.gates["slow"] = threading.Event()
    stage.replies["slow"] = lambda _: Message("Here it is.")
    with stage.database.writing():
        outcome = await stage.type("slow")
        assert outcome.message is not None
        assert outcome.message.text == WORKING
    stage.gates["slow"].set()
    await stage.slack.wait_for(lambda: "Here it is." in seen(stage))
    await stage.dispatch.finish()
    assert undone(stage) == []


async def test_a_slow_answer_follows_also_when_the_database_is_away(stage: Stage) -> None:
    stage.gates["slow"] = threading.Event()
    stage.replies["slow"] = lambda _: Message("Here it is.")
    with away(stage):
        outcome = await stage.type("slow")
        assert outcome.message is not None
        assert outcome.message.text == WORKING
        stage.gates["slow"].set()
        await stage.slack.wait_for(lambda: "Here it is." in seen(stage))


async def test_what_is_done_while_the_database_is_away_is_struck_off_later_and_not_done_again(
    stage: Stage,
) -> None:
    stage.gates["slow"] = threading.Event()
    stage.replies["slow"] = lambda _: Message("Here it is.")
    await stage.type("slow")
    with away(stage):
        stage.gates["slow"].set()
        await stage.slack.wait_for(lambda: "Here it is." in seen(stage))
        await stage.dispatch.finish()
    assert undone(stage) == ["Command"]
    assert await stage.inbox.undone() == []
    assert undone(stage) == []


@contextlib.contextmanager
def away(stage: Stage) -> Iterator[None]:
    """Nobody can write to the inbox."""
    with stage.database.writing() as session:
        session.exec_driver_sql("ALTER TABLE inbox RENAME TO inbox_away")
    yield
    with stage.database.writing() as session:
        session.exec_driver_sql("ALTER TABLE inbox_away RENAME TO inbox")


async def test_what_a_killed_process_had_promised_is_done_and_told_by_direct_message(stage: Stage) -> None:
    stage.gates["slow"] = threading.Event()
    stage.replies["slow"] = lambda _: Message("Here it is.")
    await stage.type("slow")
    with stage.database.reading() as session:
        [(key, _, _, _)] = list_undone(session)
    stage.gates["slow"].set()
    await stage.dispatch.recover(Undone(key, stage.served[0], is_stale=False))
    assert "Here it is." in [m.text for m in stage.slack.direct_messages(stage.person)]


async def test_what_could_not_be_done_for_a_killed_process_is_let_go_of_for_the_next_look(
    stage: Stage,
) -> None:
    def fail(_: Request) -> Reply:
        raise RuntimeError("not yet")

    inbox = stage.dispatch._inbox
    user = SlackUserId(stage.person.id)
    request = PersonChanged(Origin(user, "T", "T"), user, is_deactivated=True, is_guest=False)
    await inbox.receive("Ev1", request)
    stage.replies["PersonChanged"] = fail
    with pytest.raises(RuntimeError):
        await stage.dispatch.recover(Undone("Ev1", request, is_stale=False))
    stage.replies["PersonChanged"] = lambda _: Nothing()
    for each in await inbox.undone():
        await stage.dispatch.recover(each)
    assert undone(stage) == []


async def test_a_stop_waits_for_what_is_being_done_for_a_killed_process(stage: Stage) -> None:
    begun, gate, loop = asyncio.Event(), threading.Event(), asyncio.get_running_loop()

    def work(_: Request) -> Reply:
        loop.call_soon_threadsafe(begun.set)
        assert gate.wait(5)
        return Message("Here it is.")

    stage.replies["slow"] = work
    inbox = stage.dispatch._inbox
    request = Command(Origin(SlackUserId(stage.person.id), "T", "T"), "/caseload", "slow")
    key = await inbox.promise(request)
    taking_over = asyncio.ensure_future(stage.dispatch.recover(Undone(key, request, is_stale=False)))
    await asyncio.wait_for(begun.wait(), 5)
    taking_over.cancel()
    gate.set()
    await stage.dispatch.finish()
    assert undone(stage) == []
    assert stage.slack.direct_messages(stage.person)[-1].text == "Here it is."


async def test_a_form_opens_and_is_drawn_again_for_the_newest_choice_only(stage: Stage) -> None:
    stage.replies["form"] = lambda _: small_form()
    stage.replies["1"] = lambda _: Redraw(small_form("1").view)
    stage.replies["2"] = lambda _: Redraw(small_form("2").view)
    stage.gates["1"] = threading.Event()
    await stage.type("form")
    [view] = stage.slack.open_views(stage.person)
    await stage.slack.fill(stage.person, view, {"words": "typed before"})
    await stage.slack.fill(stage.person, view, {"first": "1"})
    await stage.slack.fill(stage.person, view, {"first": "2"})
    await stage.slack.wait_for(lambda: "chosen 2" in stage.slack.show(view))
    stage.gates["1"].set()
    await stage.dispatch.finish()
    assert "chosen 2" in stage.slack.show(view)
    assert "typed before" in stage.slack.show(view)


async def test_a_mistake_stands_beside_its_field_and_a_sentence_above_the_form(stage: Stage) -> None:
    stage.replies["form"] = lambda _: small_form()
    stage.replies["Submission"] = lambda _: FieldErrors({"words": "Say it in words."})
    await stage.type("form")
    [view] = stage.slack.open_views(stage.person)
    outcome = await stage.slack.submit(stage.person, view, {"first": "1"})
    assert outcome.field_errors == {"words": "Say it in words."}
    stage.replies["Submission"] = lambda _: Message("Ann moved it at 10:05.")
    await stage.slack.submit(stage.person, view, {"first": "1"})
    below, above = stage.slack.open_views(stage.person)
    assert "Ann moved it at 10:05." in stage.slack.show(above)
    assert below is view


async def test_a_form_that_has_done_its_work_is_replaced_by_what_it_did(stage: Stage) -> None:
    stage.replies["form"] = lambda _: small_form()
    stage.replies["Submission"] = lambda _: Done(Message("It is recorded."))
    await stage.type("form")
    [view] = stage.slack.open_views(stage.person)
    await stage.slack.submit(stage.person, view, {"first": "1"})
    [shown] = stage.slack.open_views(stage.person)
    assert "It is recorded." in stage.slack.show(shown)


async def test_a_button_in_a_message_is_answered_to_its_presser_alone(stage: Stage) -> None:
    press = actions(button("Press", "press", "pressed"))
    stage.replies["menu"] = lambda _: Message("Press it.", (press,))
    stage.replies["pressed"] = lambda _: Message("Pressed.")
    outcome = await stage.type("menu")
    assert outcome.message is not None
    await stage.slack.click(stage.person, outcome.message, "press")
    await stage.dispatch.finish()
    assert stage.slack.messages(stage.channel, seen_by=stage.person)[-1].text == "Pressed."
    assert "Pressed." not in [m.text for m in stage.slack.messages(stage.channel)]


async def test_an_event_that_failed_stays_to_be_done_and_one_that_is_done_is_not_done_again(
    stage: Stage,
) -> None:
    def fail(_: Request) -> Reply:
        raise RuntimeError("not yet")

    async def acknowledge(**body: object) -> None:
        acknowledged.append(body)

    acknowledged: list[object] = []
    user = SlackUserId(stage.person.id)
    request = PersonChanged(Origin(user, "T", "T"), user, is_deactivated=True, is_guest=False)
    stage.replies["PersonChanged"] = fail
    with pytest.raises(RuntimeError):
        await stage.dispatch.event(request, "Ev1", Way(acknowledge))
    assert (undone(stage), acknowledged) == (["PersonChanged"], [])
    stage.replies["PersonChanged"] = lambda _: Nothing()
    for _ in range(3):
        await stage.dispatch.event(request, "Ev1", Way(acknowledge))
    assert len(stage.served) == 2
    assert len(acknowledged) == 3


async def test_a_slow_form_comes_back_with_all_that_was_typed_and_what_is_wrong(stage: Stage) -> None:
    stage.replies["form"] = lambda _: small_form()
    stage.replies["Submission"] = lambda _: FieldErrors({"words": "Say it in words."})
    stage.gates["Submission"] = threading.Event()
    await stage.type("form")
    [view] = stage.slack.open_views(stage.person)
    await stage.slack.submit(stage.person, view, {"first": "2", "words": "all of this"})
    assert WORKING in stage.slack.show(stage.slack.open_views(stage.person)[-1])
    stage.gates["Submission"].set()
    await stage.dispatch.finish()
    shown = stage.slack.show(stage.slack.open_views(stage.person)[-1])
    assert "Say it in words." in shown
    assert "all of this" in shown
    assert "[Two" in shown


async def test_a_slow_form_that_did_its_work_says_so_when_it_is_done(stage: Stage) -> None:
    stage.replies["form"] = lambda _: small_form()
    stage.replies["Submission"] = lambda _: Done(Message("It is recorded."))
    stage.gates["Submission"] = threading.Event()
    await stage.type("form")
    [view] = stage.slack.open_views(stage.person)
    await stage.slack.submit(stage.person, view, {"first": "2"})
    stage.gates["Submission"].set()
    await stage.dispatch.finish()
    assert "It is recorded." in stage.slack.show(stage.slack.open_views(stage.person)[-1])
    assert undone(stage) == []


async def test_what_was_asked_long_ago_is_not_done_unasked(stage: Stage) -> None:
    user = SlackUserId(stage.person.id)
    old = Command(Origin(user, "T", "T"), "/allocate", "AB-1001 cin @sam")
    await stage.dispatch.recover(Undone("promised 1", old, is_stale=True))
    assert stage.served == []
    [message] = stage.slack.direct_messages(stage.person)
    assert "interrupted" in message.text


def a_window(press: str) -> Form:
    return Form(modal("window", "A window", [section("Before."), actions(button("Press", "press", press))]))


async def test_what_is_done_in_a_window_is_said_in_its_place(stage: Stage) -> None:
    stage.replies["window"] = lambda _: a_window("close")
    stage.replies["close"] = lambda _: Replace(Message("It is closed."))
    await stage.type("window")
    [view] = stage.slack.open_views(stage.person)
    await stage.slack.click(stage.person, view, "press")
    await stage.dispatch.finish()
    [view] = stage.slack.open_views(stage.person)
    assert stage.slack.show(view) == "== Caseload Promise ==\nIt is closed.\n[Close]"


async def test_a_form_asked_for_in_a_window_lies_on_top_of_it(stage: Stage) -> None:
    stage.replies["window"] = lambda _: a_window("form")
    stage.replies["form"] = lambda _: small_form()
    await stage.type("window")
    [view] = stage.slack.open_views(stage.person)
    await stage.slack.click(stage.person, view, "press")
    await stage.dispatch.finish()
    below, above = stage.slack.open_views(stage.person)
    assert "Before." in stage.slack.show(below)
    assert "Small form" in stage.slack.show(above)


def a_home(words: str) -> Home:
    return Home(home_tab([section(words), actions(button("Press", "press", "pressed"))]))


async def test_of_two_homes_asked_for_the_newest_stays(stage: Stage) -> None:
    homes = iter(["older", "newer"])
    stage.replies["HomeOpened"] = lambda _: a_home(next(homes))
    gate = stage.gates["HomeOpened"] = threading.Event()
    for _ in range(2):
        stage.slack.open_home(stage.person)
        await stage.slack.settled()
    gate.set()
    await stage.dispatch.finish()
    assert len(stage.served) == 2
    published = [call for call in stage.slack.calls if call.method == "views.publish"]
    assert len(published) == 1


async def test_home_is_drawn_again_for_whoever_acted_from_it_on_the_page_they_had(stage: Stage) -> None:
    pages: list[str] = []

    def draw(request: Request) -> Reply:
        assert isinstance(request, HomeOpened)
        pages.append(request.page)
        return Home(home_tab([section("Home."), actions(button("Press", "press", "pressed"))], page="3"))

    stage.replies["HomeOpened"] = draw
    stage.replies["pressed"] = lambda _: Message("Done.")
    stage.slack.open_home(stage.person)
    await stage.slack.settled()
    await stage.dispatch.finish()
    home = stage.slack.home(stage.person)
    assert home is not None
    await stage.slack.click(stage.person, home, "press")
    await stage.dispatch.finish()
    assert pages == ["", "3"]
    assert "Done." in stage.slack.show(stage.slack.open_views(stage.person)[-1])


async def test_a_home_that_cannot_be_drawn_says_so_and_nothing_else(stage: Stage) -> None:
    stage.replies["HomeOpened"] = lambda _: Message("Something went wrong on my side.")
    stage.slack.open_home(stage.person)
    await stage.slack.settled()
    await stage.dispatch.finish()
    home = stage.slack.home(stage.person)
    assert home is not None
    assert stage.slack.show(home) == "Something went wrong on my side."


def asked(stage: Stage, text: str = "who has room?") -> Question:
    direct = ChannelId(stage.slack.direct_channel(stage.person).id)
    return Question(Origin(SlackUserId(stage.person.id), "T", "T", direct), text)


async def test_words_are_answered_before_they_are_acknowledged_and_wait_nowhere(stage: Stage) -> None:
    stage.replies["Question"] = lambda _: Message("Jo has room.")
    stage.slack.say(stage.person, None, "who has room?")
    await stage.slack.settled()
    assert [m.text for m in stage.slack.direct_messages(stage.person)][1:] == ["Jo has room."]
    assert undone(stage) == []


async def test_a_slow_answer_to_words_follows_its_acknowledgement(stage: Stage) -> None:
    stage.gates["Question"] = threading.Event()
    stage.replies["Question"] = lambda _: Message("Jo has room.")
    stage.slack.say(stage.person, None, "who has room?")
    await stage.slack.settled()
    assert stage.slack.events[-1].is_acked
    with stage.database.reading() as session:
        [(_, kind, body, _)] = list_undone(session)
    assert (kind, body["text"]) == ("Question", "")
    stage.gates["Question"].set()
    await stage.dispatch.finish()
    assert [m.text for m in stage.slack.direct_messages(stage.person)][1:] == ["Jo has room."]
    assert undone(stage) == []


async def test_words_that_come_again_while_they_are_answered_are_answered_once(stage: Stage) -> None:
    async def acknowledge(**body: object) -> None:
        acknowledged.append(body)

    acknowledged: list[object] = []
    stage.gates["Question"] = threading.Event()
    stage.replies["Question"] = lambda _: Message("Jo has room.")
    for _ in range(3):
        await stage.dispatch.question(asked(stage), "Ev1", Way(acknowledge))
    stage.gates["Question"].set()
    await stage.dispatch.finish()
    await stage.dispatch.question(asked(stage), "Ev1", Way(acknowledge))
    assert len(acknowledged) == 4
    assert len(stage.served) == 1


async def test_words_whose_answer_failed_are_not_acknowledged_so_that_they_come_again(stage: Stage) -> None:
    def fail(_: Request) -> Reply:
        raise RuntimeError("not yet")

    async def acknowledge(**body: object) -> None:
        acknowledged.append(body)

    acknowledged: list[object] = []
    stage.replies["Question"] = fail
    with pytest.raises(RuntimeError):
        await stage.dispatch.question(asked(stage), "Ev1", Way(acknowledge))
    assert (undone(stage), acknowledged) == (["Question"], [])
    stage.replies["Question"] = lambda _: Message("Jo has room.")
    await stage.dispatch.question(asked(stage), "Ev1", Way(acknowledge))
    assert len(acknowledged) == 1
    assert stage.slack.direct_messages(stage.person)[-1].text == "Jo has room."


async def test_whoever_asked_a_killed_process_is_told_to_ask_again_since_words_are_not_kept(
    stage: Stage,
) -> None:
    stage.replies["Question"] = lambda _: Message("Jo has room.")
    await stage.dispatch.recover(Undone("Ev1", asked(stage, ""), is_stale=False))
    assert stage.served == []
    assert "interrupted" in stage.slack.direct_messages(stage.person)[-1].text


async def test_the_assistant_shows_what_a_greeting_offers(stage: Stage) -> None:
    stage.replies["ThreadOpened"] = lambda _: Prompts(Message("Hello."), (("Room?", "Who has room?"),))
    thread = stage.slack.open_assistant(stage.person)
    await stage.slack.settled()
    assert stage.slack.assistant(thread)["prompts"] == [{"title": "Room?", "message": "Who has room?"}]
    assert isinstance(stage.served[-1], ThreadOpened)
