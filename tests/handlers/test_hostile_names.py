"""People, teams and services whose names try to do something: every view shows them and does nothing else.

The requests are those of the access matrix, so that a new route is walked by itself; what is posted is drawn
too. Text that Slack reads as mrkdwn must be escaped, and once only; in plain text nothing acts.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Table, update

from handlers.messages import Done, Message, Replace
from scoring.errors import CaseloadError
from storage.tables.people import SERVICES, TEAMS, WORKERS
from tests.handlers.access.row import EVERYBODY, At
from tests.handlers.access.table import TABLE
from tests.handlers.test_access_matrix import a_server, ids_of, served, town  # noqa: F401  # town: a fixture
from tests.handlers.views_council import Council

NAMES: tuple[tuple[Table, str, str], ...] = (
    (WORKERS, "Sam Okafor", "Sam <!channel> & <@U0EVIL>"),
    (WORKERS, "Jo Price", "<https://evil.example|Jo> Price & Co"),
    (WORKERS, "Ann Abbott", "Ann <!here> & Abbott"),
    (WORKERS, "Kit Novak", "Kit <#C0EVIL> R&D"),
    (WORKERS, "Max Field", "<!everyone> & Max"),
    (WORKERS, "Sue Bright", "<!subteam^S0EVIL> & Sue"),
    (WORKERS, "Mel Hart", "<mailto:evil@evil.example|Mel> & Hart"),
    (TEAMS, "North", "North <!everyone> & <@U0EVIL>"),
    (TEAMS, "South", "South <#C0EVIL> & Co"),
    (SERVICES, "Safeguarding", "Safe <http://evil.example> & Sound"),
)
ACTING = re.compile(r"<[!@#hms](?:channel|here|everyone|subteam|U0EVIL|C0EVIL|ttps?:|ailto:)")
TWICE = re.compile(r"&amp;(?:amp|lt|gt);")


@pytest.fixture
def hostile(town: Council) -> Council:  # noqa: F811  # the fixture of the matrix
    """The council of the matrix with names as hostile as a people file can make them."""
    with town.database.writing() as session:
        for table, name, hostile in NAMES:
            session.execute(update(table).where(table.c.name == name).values(name=hostile))
    return town


def unsafe(part: Any) -> Iterator[str]:
    """Every text in a reply that would act, or that shows its escapes."""
    if is_dataclass(part) and not isinstance(part, type):
        if isinstance(part, Message) and (ACTING.search(part.text) or TWICE.search(part.text)):
            yield part.text
        part = [getattr(part, name) for name in part.__dataclass_fields__]
    if isinstance(part, dict):
        kind, text = part.get("type"), part.get("text")
        if isinstance(text, str):
            acts = kind in ("mrkdwn", "markdown") and ACTING.search(text)
            if acts or TWICE.search(text):
                yield f"{kind}: {text}"
        yield from (each for value in part.values() for each in unsafe(value))
    elif isinstance(part, list | tuple):
        yield from (each for value in part for each in unsafe(value))


@pytest.mark.parametrize("templates", ["sqlite"], indirect=True)  # escaping asks no database
def test_no_route_lets_a_name_act_for_anybody(hostile: Council) -> None:
    server, ids = a_server(hostile), ids_of(hostile)
    wrong, named = [], 0
    for row in TABLE:
        for role, who in EVERYBODY.items():
            try:
                reply = served(server, row, At(hostile.origin(who), row.name, ids))
            except CaseloadError as error:
                reply = Message(str(error))
            named += "U0EVIL" in repr(reply)
            wrong += [f"{row.name}, {role}: {text}" for text in unsafe(reply)]
    assert named > 100
    assert wrong == []


def test_nothing_that_is_posted_lets_a_name_act(hostile: Council) -> None:
    hostile.now += timedelta(days=4)
    posts = [post for _, post in hostile.deliver() if post is not None]
    assert "U0EVIL" in repr(posts)
    assert [text for post in posts for text in unsafe(asdict(post)["message"]["blocks"])] == []
    assert [post.message.text for post in posts if ACTING.search(post.message.text)] == []


@pytest.mark.parametrize(
    "reply", [Message("<!channel>"), Replace(Message("a &amp;lt; b")), Done(Message("<@U0EVIL>"))]
)
def test_the_walk_sees_what_acts(reply: object) -> None:
    assert list(unsafe(reply)) != []
