"""Plain words: a message is guarded, read, and becomes the command that answers it. Nothing typed is kept."""

import json
import re
from collections.abc import Iterable
from functools import partial

from handlers.access import has_role, is_manager
from handlers.desk import Desk
from handlers.messages import Click, Command, Question, Reply, ThreadOpened
from handlers.questions.answering import Table, answer_query, options_of
from handlers.questions.carrying import recall_query, unpack
from handlers.questions.directory import load_asker, load_directory, staff_emails
from handlers.reception.privacy import check_identifiers
from handlers.reception.serving import OLDER_VERSION, Route
from handlers.views.questions import answers as view
from handlers.views.questions.greeting import greeting_prompts
from handlers.views.questions.sentences import GUARDED, OFFERS
from scoring.errors import BadInput, PersonalData
from scoring.people import Role
from scoring.questions import grammar
from scoring.questions.model import Asked, Lost, Query, Reading, Said, Which
from scoring.questions.reading import read_question
from storage.sheets.references import allows_only_tens

MOST_OFFERED = 3
MARKS = re.compile(r"<[@#!][^>]*>")

FOR_MANAGERS = (Query(grammar.ROOM), Query(grammar.TEAM), Query(grammar.BREACHES))
FOR_WORKERS = (Query(grammar.LOAD), Query(grammar.TEAM), Query(grammar.CONCERN))


def ask(table: Table, question: Question, desk: Desk) -> Reply:
    """The answer to a message. The privacy guard comes first, and no word of it is repeated."""
    _guard(question.text, desk)
    last = recall_query(desk, question.origin)
    reading = read_question(
        question.text,
        load_directory(desk, question.text),
        load_asker(desk),
        desk.policy.reference_pattern,
        last,
    )
    return _answer(reading, table, question, desk, last)


def press(table: Table, click: Click, desk: Desk) -> Reply:
    """A question behind a button: asked anew, with what its presser may see now."""
    try:
        query = unpack(json.loads(click.value), desk)
    except (LookupError, ValueError):
        raise BadInput(OLDER_VERSION) from None
    return answer_query(Asked(query), table, click.origin, desk)


def greet(_opened: ThreadOpened, desk: Desk) -> Reply:
    """What Slack's assistant says when it is opened."""
    return greeting_prompts(desk.viewer.name, is_manager(desk.viewer))


def _guard(text: str, desk: Desk) -> None:
    """Raises PersonalData for what looks like somebody's data; our staff's e-mail addresses are fine."""
    plain = MARKS.sub(" ", text)
    for email in staff_emails(desk, plain):
        plain = plain.replace(email, " ")
    try:
        check_identifiers(plain, allows_tens=allows_only_tens(desk.policy))
    except PersonalData as problem:
        raise PersonalData(f"{problem} {GUARDED}") from None


def _answer(reading: Reading, table: Table, question: Question, desk: Desk, last: Query | None) -> Reply:
    if isinstance(reading, Asked):
        repeats = reading.query == last
        return answer_query(reading, table, question.origin, desk, repeats)
    if isinstance(reading, Said):
        offered = reading.also or (_usual(desk) if reading.why in OFFERS else ())
        return view.said_message(reading.why, options_of(offered, desk))
    if isinstance(reading, Which):
        return view.which_message(options_of(reading.options, desk, tells_team=True))
    assert isinstance(reading, Lost)
    nearest = [each for each in reading.nearest if each.route in table][:MOST_OFFERED]
    return view.lost_message(options_of(nearest, desk))


def _usual(desk: Desk) -> tuple[Query, ...]:
    """The questions offered to somebody who hasn't asked one."""
    looks_after = is_manager(desk.viewer) or has_role(desk.viewer, Role.ADMIN)
    return FOR_MANAGERS if looks_after else FOR_WORKERS


def question_routes(routes: Iterable[Route]) -> tuple[Route, ...]:
    """Asking in words over these routes: they are asked for by name, and never called from here."""
    table = {route.name: route for route in routes if route.entry is Command}
    return (
        Route(Question, "", partial(ask, table)),
        Route(Click, "ask", partial(press, table)),
        Route(ThreadOpened, "", greet),
    )
