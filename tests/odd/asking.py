"""The odd requests, one after the other, by a seeded random: whole ones, spoiled ones, and plain rubbish."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from handlers.messages import Command, Origin, PersonChanged, Question, ThreadOpened
from handlers.routes import ROUTES
from scoring.ids import ChannelId, SlackUserId
from tests.handlers.access.row import EVERYBODY, At
from tests.handlers.access.table import TABLE
from tests.odd.payloads import FORM, JSON, encode, payload_of
from tests.odd.spoil import TEXTS, spoil_text, spoil_tree
from tests.office import HOME, user_of

PEOPLE = (*EVERYBODY.values(), "stranger", "guest", "deactivated", "left", "proposed")
PHRASINGS = Path("tests/scoring/questions")
LINES = (
    "/allocate AB-5000 cin standard @sam court travel=60 co=@jo:25 family=F-1 because=AGREED",
    "/allocate AB-5001 cp @lee", "/allocate AB-5002 cla unsettled uasc disability",
    "/allocate AB-1000 s47 @jo",
    '/allocate AB-5003 cin lower "Lee Marsh" interpreter language=Polish skill=court',
    "/allocate AB-5004 carers @max", "/allocate AB-5005 cin lower co=@jo:25 co=@max:80 @sam",
    "/case AB-1000", "/case AB-1004", "/caseload me", '/caseload "Sam Okafor"', "/caseload team North",
    "/caseload room South", "/caseload trend North", "/caseload waiting North",
    "/caseload service Safeguarding", "/caseload compare North, South", "/caseload breaches North 12 weeks",
    "/caseload breaches @sam 52", "/caseload start South", "/caseload concern",
    "/caseload supervision record @jo", "/caseload people @sam", "/caseload policy compare",
    "/caseload audit @sam",
)  # fmt: skip
RUBBISH = (
    b"", b"payload", b"payload=", b"payload=%7B", b"payload=[]", b"payload=null", b"payload=1", b"{}",
    b"[]", b"null", b'"x"', b"\xff\xfe", b"command=%00", b"command=/caseload", b"a=b&a=c",
    b'{"type": "url_verification"}', b"=" * 9_000, b'{"type": "event_callback"}',
    b'{"type": "event_callback", "event": []}', b"ssl_check=1&token=x", b"[" * 9_000,
    b'{"type": "event_callback", "event": {"type": "message"}}', b'payload={"type": "block_actions"}',
    b"\x00" * 100, b'payload={"type": "view_closed"}', b'payload={"type": "shortcut"}', b"x" * 1_000_001,
)  # fmt: skip


@dataclass(frozen=True)
class Odd:
    """One request to send; `what` says what was done to it."""

    what: str
    body: bytes
    headers: dict[str, str]
    is_signed: bool = True


def odd_requests(random: Random, ids: dict[str, int], response_url: str) -> Iterator[Odd]:
    """Without end: nine in ten are spoiled requests of people, the rest is whole, unsigned or rubbish."""
    typed = [
        *LINES,
        *(f"{each.name} {each.usage}" for each in ROUTES if each.entry is Command),
        *_phrasings(),
    ]
    number = 0
    while True:
        number += 1
        chance = random.random()
        if chance < 0.02:
            yield Odd("rubbish", random.choice(RUBBISH), random.choice((FORM, JSON, {})))
            continue
        origin = _origin(random)
        request = _typed(random, origin, typed) if chance < 0.45 else _pressed(random, origin, ids)
        body = payload_of(request, response_url, number)
        if random.random() < 0.05:
            body["trigger_id"] = "old.1.2"
        is_spoiled = random.random() < (0.25 if isinstance(request, Command | Question) else 0.85)
        if is_spoiled:
            body = spoil_tree(body, random)
        name = getattr(request, "name", "") or getattr(request, "action", "")
        what = f"{type(request).__name__} {name} by {origin.user}{', spoiled' if is_spoiled else ''}"
        yield Odd(what, *encode(body), is_signed=random.random() > 0.01)


def _typed(random: Random, origin: Origin, typed: list[str]) -> Any:
    """A command or a question, with its words spoiled none to four times."""
    text = random.choice(typed)
    for who in ("ann", "sam", "jo", "lee", "max"):
        text = text.replace(f"@{who}", f"<@{user_of(who)}|{who}>")
    for _ in range(random.choice((0, 1, 1, 2, 4))):
        text = spoil_text(text, random)
    if random.random() < 0.03:
        text = random.choice(TEXTS)
    if text.startswith("/"):
        name, _, rest = text.partition(" ")
        return Command(origin, random.choice((name, name, name, "/caseload", "/allocate", "/case")), rest)
    if random.random() < 0.5:
        return Question(origin, text)
    return Command(origin, random.choice(("/caseload", "/caseload", "/case", "/allocate")), text)


def _pressed(random: Random, origin: Origin, ids: dict[str, int]) -> Any:
    """What the table of access has for some route, or an event."""
    chance = random.random()
    if chance < 0.02:
        return ThreadOpened(origin)
    if chance < 0.04:
        return PersonChanged(origin, origin.user, is_deactivated=False, is_guest=False)
    row = random.choice(TABLE)
    return row.request(At(origin, row.name, _misled(random, ids)))


def _misled(random: Random, ids: dict[str, int]) -> dict[str, int]:
    """The ids, with now and then one that means something else."""
    if random.random() < 0.8:
        return ids
    return {**ids, random.choice(list(ids)): random.choice((*ids.values(), 0, -1, 10**9, 2**63, 10**30))}


def _origin(random: Random) -> Origin:
    who = random.choice(PEOPLE) if random.random() < 0.5 else "ann"
    origin = Origin(user_of(who), HOME, HOME, ChannelId("C01NORTH"))
    chance = random.random()
    if chance < 0.02:
        return replace(origin, workspace="T0OTHER")
    if chance < 0.04:
        return replace(origin, user=SlackUserId("U0NOBODY"))
    return origin


def _phrasings() -> list[str]:
    """Every question of the tests of questions, as it stands there."""
    lines = (line for name in ("phrasings.txt", "unseen.txt") for line in _lines(PHRASINGS / name))
    return [line.partition(" => ")[0].strip() for line in lines if line.strip() and not line.startswith("#")]


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()
