"""The whole bot behind its HTTP door, in this process: signed requests go in, and everything is watched."""

import asyncio
import contextlib
import hashlib
import hmac
import logging
import re
import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from slack_bolt.async_app import AsyncApp
from sqlalchemy import select

from bot.addresses import answering_only
from bot.arriving import Arrivals
from bot.bank_holidays import calendar_of
from bot.channels import SharedChannels
from bot.clock import monotonic
from bot.directory import SlackDirectory
from bot.readiness import Probe
from bot.slack_client import open_session, slack_client
from bot.web import web_app
from handlers.messages import Click, FieldErrors, Message, Question, Reply, Request
from handlers.reception.dispatch import Dispatch
from handlers.reception.inbox import Inbox
from handlers.reception.listeners import listen
from handlers.reception.serving import Server
from handlers.routes import ROUTE_TABLE
from scoring.errors import CaseloadError
from storage.database import Database
from storage.session import Session
from storage.tables import METADATA
from tests.handlers.views_council import Council, accepted
from tests.odd.slack import StrictSlack, strict_slack
from tests.office import HOME

SECRET = "0123456789abcdef0123456789abcdef"
REFERENCE = re.compile(r"AB-\d{4}")


class Counted(Database):
    """A database that counts what it has committed."""

    commits = 0

    @contextlib.contextmanager
    def writing(self) -> Iterator[Session]:
        with super().writing() as session:
            yield session
        self.commits += 1


@dataclass(frozen=True)
class Watching(Server):
    """The server, with a note of how each request ended before errors became words."""

    ended: "list[Ending]" = field(default_factory=list)

    def _try(self, request: Request) -> Reply:
        assert isinstance(self.database, Counted)
        before = self.database.commits
        ending = Ending(request)
        self.ended.append(ending)
        try:
            ending.reply = super()._try(request)
            return ending.reply
        except Exception as error:
            ending.error = error
            raise
        finally:
            ending.written = self.database.commits - before


@dataclass
class Ending:
    """How one request ended: with a reply or an error, and after how many commits."""

    request: Request
    reply: Reply | None = None
    error: Exception | None = None
    written: int = 0

    @property
    def is_refused(self) -> bool:
        return self.error is not None or isinstance(self.reply, FieldErrors)


class Overheard(logging.Handler):
    """What was logged: every error, and every line that names a child's reference."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        if record.exc_info or record.levelno >= logging.ERROR or REFERENCE.search(line):
            self.lines.append(line)


@dataclass
class Door:
    """Where requests come in. `knock` sends one; `faults` says what was wrong with what came of it."""

    council: Council
    client: httpx.AsyncClient
    dispatch: Dispatch
    server: Watching
    slack: StrictSlack
    heard: Overheard

    async def knock(self, body: bytes, headers: dict[str, str], *, signed: bool = True) -> httpx.Response:
        """Send one request, and wait until everything that followed from it is over."""
        if signed:
            stamp = str(int(time.time()))
            digest = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256)
            signature = f"v0={digest.hexdigest()}"
            headers = {**headers, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}
        answer = await self.client.post("/slack/events", content=body, headers=headers)
        await self.dispatch.finish()
        return answer

    def faults(self, answer: httpx.Response) -> list[str]:
        """What is wrong with this answer and with all that it left behind."""
        found = [f"status {answer.status_code}: {answer.text[:200]}"] if answer.status_code >= 500 else []
        found += [f"logged: {line[-3000:]}" for line in self.heard.lines]
        found += [f"Slack refuses: {line}" for line in self.slack.broken]
        for ending in self.server.ended:
            found += _faults_of(ending)
        self.heard.lines.clear()
        self.slack.broken.clear()
        return found

    def endings(self) -> list[Ending]:
        """How the requests since the last time ended."""
        ended = list(self.server.ended)
        self.server.ended.clear()
        return ended

    def settle(self) -> list[str]:
        """Rescore what was marked, and draw what must be posted; what is wrong with it."""
        try:
            self.council.rescore()
            for _, post in self.council.deliver():
                if post is not None and post.delete_ts is None:
                    accepted(post.message)
        except Exception as problem:
            logging.getLogger(__name__).exception("settling failed")
            return [f"settling: {type(problem).__name__} {problem}"]
        return []


def _is_question(request: Request) -> bool:
    """Whether words were asked, also by a button: what was asked is kept for an hour, refused or not."""
    return isinstance(request, Question) or (isinstance(request, Click) and request.action == "ask")


def _faults_of(ending: Ending) -> list[str]:
    found = []
    if ending.is_refused and ending.written and not _is_question(ending.request):
        found.append(f"refused ({ending.error!r}), and yet {ending.written} times something was stored")
    if isinstance(ending.error, CaseloadError) and len(str(ending.error)) < 8:
        found.append(f"no sentence: {ending.error!r}")
    if isinstance(ending.reply, Message) and not ending.reply.text.strip():
        found.append("an empty message")
    return found


def table_digest(database: Database, leave_out: tuple[str, ...] = ("inbox", "last_query")) -> str:
    """One number for all that is stored."""
    digest = hashlib.blake2b()
    with database.reading() as session:
        for table in METADATA.sorted_tables:
            if table.name not in leave_out:
                rows = session.execute(select(table).order_by(*table.primary_key)).all()
                digest.update(repr((table.name, rows)).encode())
    return digest.hexdigest()


@contextlib.asynccontextmanager
async def open_door(council: Council) -> AsyncIterator[Door]:
    """The bot as `caseload run` puts it together over HTTP, with one thread and a watching server."""
    database = Counted(council.database.engine)
    council.database = database
    loop, heard = asyncio.get_running_loop(), Overheard()
    logging.getLogger().addHandler(heard)
    threads = ThreadPoolExecutor(1)
    async with strict_slack() as slack, open_session() as session:
        client = slack_client("xoxb-odd", slack.api_url, session)
        server = Watching(
            database,
            ROUTE_TABLE,
            lambda: council.now,
            calendar_of,
            lambda: "n1",
            SlackDirectory(client, loop),
        )
        inbox = Inbox(Database(database.engine), lambda: council.now, _counting(), "here")
        dispatch = Dispatch(server.serve, inbox, threads, client, lambda: None, patience=30.0)
        app = AsyncApp(
            client=client, process_before_response=True, request_verification_enabled=False,
            logger=logging.getLogger("slack_bolt"),
        )  # fmt: skip
        listen(
            app, dispatch, HOME, SharedChannels(client, monotonic).is_shared, answering_only(slack.api_url)
        )
        probe = Probe(database, lambda: council.now, bool, lambda: None, bool, bool, council.now)
        transport = httpx.ASGITransport(
            web_app(probe, app, Arrivals(SECRET, monotonic)), raise_app_exceptions=False
        )
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
            yield Door(council, http, dispatch, server, slack, heard)
        inbox.close()
    threads.shutdown()
    logging.getLogger().removeHandler(heard)


def _counting() -> Callable[[], str]:
    numbers = iter(range(10**9))
    return lambda: str(next(numbers))


@dataclass
class Kept:
    """An SQLite file as it was, to be put back."""

    database: Database
    copy: Path

    @classmethod
    def of(cls, database: Database, folder: Path) -> "Kept":
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database.engine.dispose()
        return cls(database, Path(shutil.copy(_file(database), folder / "kept.db")))

    def put_back(self) -> None:
        self.database.engine.dispose()
        path = _file(self.database)
        for ending in ("-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)
        shutil.copy(self.copy, path)


def _file(database: Database) -> Path:
    return Path(str(database.engine.url.database))
