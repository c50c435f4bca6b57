"""Serving one request in a thread: who is asking, may they, run the feature, turn errors into words."""

import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePath
from typing import Any

from sqlalchemy.exc import DataError, DBAPIError, NoResultFound

from handlers.access import check_entry
from handlers.desk import Delivery, Desk, Directory, NoDirectory
from handlers.messages import (
    Asked,
    Click,
    Command,
    FieldErrors,
    Form,
    HomeOpened,
    Instead,
    Message,
    Nothing,
    PersonChanged,
    Question,
    Reply,
    Request,
    Submission,
    ThreadOpened,
)
from handlers.reception.cleaning import cleaned
from handlers.reception.numbers import NUMBER
from handlers.views.blocks import joined
from handlers.views.trial import marked_reply
from scoring.errors import BadInput, CaseloadError, Conflict
from scoring.policy import Policy
from scoring.working_time import Calendar, london_day
from storage.accounts import change_account, find_account
from storage.change import Source
from storage.database import Database, is_race
from storage.policies import load_policy
from storage.session import Session
from storage.troubles import sentence_of

log = logging.getLogger(__name__)

UNKNOWN_COMMAND = "I don't know that command. `/caseload help` lists what you can ask me."
OLDER_VERSION = "That button or form belongs to an older version of me. Please open it again."
UNREADABLE = (ValueError, LookupError, TypeError, OverflowError, DataError, NoResultFound)
"""What reading a button or form that isn't ours ends in, also for an id that no table holds or can."""

PERHAPS_SAVED = (
    "The database went away just then, and I can't tell whether this was saved. Please look in a minute, and "
    "do it again if it isn't there; nothing is done twice."
)
TYPED = "typed"
"""The action of a button that does what its value says, as if its presser had typed that command."""

HOME = "home"
"""The name of the one Home, which each person has of their own."""

ACTS = (Command, Click, Submission)
"""What somebody does on purpose, and what does something: the same bytes do it once."""

TRIES = 3
"""How often a feature runs again when somebody else wrote at the same moment."""


@dataclass(frozen=True, slots=True)
class Route:
    """One thing people can do: what comes in (its class and name), the function, and how help shows it."""

    entry: type[Asked]
    name: str
    run: Callable[[Any, Desk], Reply]
    usage: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Server:
    """Everything a request is served with; `serve` is called in a worker thread."""

    database: Database
    routes: Mapping[tuple[type, str], Route]
    clock: Callable[[], datetime]
    calendar: Callable[[Policy], Calendar]
    new_id: Callable[[], str]
    directory: Directory = field(default_factory=NoDirectory)

    def serve(self, request: Request) -> Reply:
        """The reply to one request. Errors come back as a reply too: a sentence that says what to do next."""
        try:
            return self._try(request)
        except CaseloadError as error:
            return error_reply(error, request)
        except UNREADABLE as problem:
            if isinstance(request, Command | Question | ThreadOpened):
                return self._fail(request)
            kind, where = type(problem).__name__, traceback.extract_tb(problem.__traceback__)[-1]
            name = PurePath(where.filename).name
            log.warning("a button or form could not be read: %s at %s:%s", kind, name, where.lineno)
            return Message(OLDER_VERSION)
        except DBAPIError as error:
            at_commit = error.connection_invalidated and error.statement is None
            return self._fail(request, sentence_of(error) or "", is_lost=at_commit)
        except Exception:
            return self._fail(request)

    def _fail(self, request: Request, why: str = "", *, is_lost: bool = False) -> Reply:
        number = NUMBER.get() or self.new_id()
        log.exception("request failed%s", f": {why}" if why else "", extra={"request": number})
        return _failed(request, number, is_lost=is_lost)

    def _try(self, request: Request) -> Reply:
        run = self.new_id() if isinstance(request, ACTS) and request.origin.delivery else ""
        for attempt in range(1, TRIES + 1):
            try:
                return self._run(request, run)
            except (Conflict, DBAPIError) as error:
                if attempt == TRIES or not is_race(error):
                    raise
        raise AssertionError("the loop returns or raises")

    def _run(self, request: Request, run: str) -> Reply:
        if isinstance(request, PersonChanged):
            return self._change_person(request)
        now = self.clock()
        with self.database.reading() as session:
            desk = self.desk(request, session, now, run)
            route, rest = find_route(self.routes, cleaned(request))
            reply = route.run(rest, desk)
            if isinstance(reply, Instead):
                reply = self._run_instead(reply, request, desk)
            return marked_reply(reply, desk.policy)

    def _run_instead(self, asked: Instead, request: Request, desk: Desk) -> Reply:
        """The reply to the command that somebody's words come to, with what is to be said of it."""
        route, rest = find_route(self.routes, asked.command)
        reply: Reply = route.run(rest, desk)
        if isinstance(reply, Form) and isinstance(request, Question):
            return asked.offer
        if isinstance(reply, Message) and asked.note is not None:
            return joined(reply, asked.note)
        return reply

    def desk(self, request: Request, session: Session, now: datetime, run: str = "") -> Desk:
        """The desk of the person who asks; raises NotAllowed if they may not ask at all.

        `run` is one serving of a signed request, however often it is tried; "" where nothing was signed.
        """
        today = london_day(now)
        origin = request.origin
        account = check_entry(
            find_account(session, origin.user, today),
            origin.workspace,
            origin.home,
            origin.is_shared_channel,
            today,
        )
        policy = load_policy(session, today)
        return Desk(
            self.database, session, now, policy, self.calendar(policy), Source.SLACK, account, self.directory,
            delivery=Delivery(origin.delivery, run) if run else None,
        )  # fmt: skip

    def _change_person(self, request: PersonChanged) -> Reply:
        with self.database.writing() as session:
            change_account(
                session, request.user, is_deactivated=request.is_deactivated, is_guest=request.is_guest
            )
        return Nothing()


def route_key(route: Route) -> tuple[type, str]:
    return (route.entry, route.name)


def find_route(routes: Mapping[tuple[type, str], Route], request: Asked) -> tuple[Route, Asked]:
    """The route of a request, and the request without the words that chose it.

    "/caseload team North" is the route "/caseload team" with the text "North". An action's name ends at ":",
    what follows makes it unique in its message. A button that is a typed command goes that command's way.
    """
    if isinstance(request, HomeOpened):
        return routes[HomeOpened, HOME], request
    if isinstance(request, Click) and request.action.partition(":")[0] == TYPED:
        command, _, text = request.value.partition(" ")
        if (Command, command) not in routes:
            raise BadInput(OLDER_VERSION)
        return find_route(routes, Command(request.origin, command, text))
    if isinstance(request, Command):
        first, _, rest = request.text.strip().partition(" ")
        longer = routes.get((Command, f"{request.name} {first.casefold()}"))
        if longer is not None:
            return longer, replace(request, text=rest.strip())
        route = routes.get((Command, request.name))
        if route is None:
            raise BadInput(UNKNOWN_COMMAND)
        return route, request
    if isinstance(request, Question | ThreadOpened):
        return routes[type(request), ""], request
    name = request.action if isinstance(request, Click) else request.view.name
    pressed = routes.get((type(request), name.partition(":")[0]))
    if pressed is None:
        raise BadInput(OLDER_VERSION)
    return pressed, request


def error_reply(error: CaseloadError, request: Request) -> Reply:
    """An error as the person sees it: beside the field it belongs to, or as a message."""
    if isinstance(request, Submission) and isinstance(error, BadInput) and error.field:
        return FieldErrors({error.field: str(error)})
    return Message(str(error))


def _failed(request: Request, number: str, *, is_lost: bool) -> Reply:
    """What is said of a failure; `is_lost`: the connection broke while it was saving."""
    if isinstance(request, PersonChanged):
        raise RuntimeError(f"the event could not be handled ({number})")
    if is_lost:
        return Message(PERHAPS_SAVED)
    return Message(
        "Something went wrong on my side, and nothing was changed. Please try again in a minute; "
        f"if it happens again, tell your caseload administrator the number {number}."
    )
