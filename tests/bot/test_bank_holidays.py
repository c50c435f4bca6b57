"""Fetching the list of bank holidays from a real server: good, bad, empty, slow and absurd."""

import asyncio
import contextlib
import gzip
import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.bank_holidays import BankHolidays, bank_holidays
from bot.config import BadSettings, read_settings
from scoring.policy_file import read_policy
from storage.bank_holidays import list_bank_holidays
from storage.database import Database
from storage.policies import default_policy_text
from tests.bot.test_config import GOOD
from tests.office import THURSDAY
from tests.scoring.test_bank_holidays import OF_2026, as_json

POLICY = read_policy(default_policy_text())
PROCLAIMED = date(2026, 12, 4)
NEW = as_json(OF_2026 | {PROCLAIMED})
CHRISTMAS = date(2026, 12, 25)


@dataclass
class GovUk:
    """A web server that answers what a test tells it to, and counts who asks."""

    content: bytes = NEW
    status: int = 200
    encoding: str = ""
    hangs: threading.Event | None = None
    asked: int = 0
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bank-holidays.json"


@pytest.fixture
def gov_uk() -> Iterator[GovUk]:
    state = GovUk()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked += 1
            if state.hangs is not None:
                state.hangs.wait(10)
            self.send_response(state.status)
            if state.encoding:
                self.send_header("Content-Encoding", state.encoding)
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(state.content)

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield state
    if state.hangs is not None:
        state.hangs.set()
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Process:
    """One process's bank holidays, at a time turned by hand."""

    database: Database
    url: str | None
    threads: ThreadPoolExecutor
    now: datetime = THURSDAY
    longest_seconds: float = 5.0
    holidays: BankHolidays = field(init=False)

    def __post_init__(self) -> None:
        self.holidays = BankHolidays(
            self.database, self.threads, lambda: self.now, self.url, self.longest_seconds
        )

    def tick(self, **later: float) -> None:
        self.now += timedelta(**later)
        asyncio.run(self.holidays.refresh())

    def is_working_day(self, day: date) -> bool:
        return self.holidays.calendar_of(POLICY).is_working_day(day)


Start = Callable[..., Process]


@pytest.fixture
def start(database: Database) -> Iterator[Start]:
    with ThreadPoolExecutor(1) as threads:
        yield lambda url, **more: Process(database, url, threads, **more)


def test_a_day_proclaimed_this_week_is_closed_once_the_list_has_been_fetched(
    start: Start, gov_uk: GovUk
) -> None:
    process = start(gov_uk.url)
    assert process.is_working_day(PROCLAIMED)
    process.tick()
    assert not process.is_working_day(PROCLAIMED)
    assert not process.is_working_day(CHRISTMAS)


def test_it_is_fetched_once_a_week_however_often_the_timetable_looks(start: Start, gov_uk: GovUk) -> None:
    process = start(gov_uk.url)
    for _ in range(5):
        process.tick(hours=34)
    assert gov_uk.asked == 1
    process.tick(hours=34)
    assert gov_uk.asked == 2


def test_another_process_and_a_restart_have_it_without_asking(start: Start, gov_uk: GovUk) -> None:
    other = start(gov_uk.url)
    start(gov_uk.url).tick()
    other.tick()
    restarted = start(None)
    restarted.holidays.read()
    assert not other.is_working_day(PROCLAIMED)
    assert not restarted.is_working_day(PROCLAIMED)
    assert gov_uk.asked == 1


def _without_this_year(state: GovUk) -> None:
    state.content = as_json(frozenset(day.replace(year=2031) for day in OF_2026))


def _without_christmas(state: GovUk) -> None:
    state.content = as_json(OF_2026 - {CHRISTMAS} | {PROCLAIMED})


def _not_json(state: GovUk) -> None:
    state.content = b"<html>Sorry</html>"


def _empty(state: GovUk) -> None:
    state.content = b""


def _huge(state: GovUk) -> None:
    state.content = b" " * 2_000_000


def _packed(state: GovUk) -> None:
    state.content, state.encoding = gzip.compress(b" " * 50_000_000), "gzip"


def _failing(state: GovUk) -> None:
    state.status = 503


def _moved_away(state: GovUk) -> None:
    state.status = 302


def _every_day(state: GovUk) -> None:
    days = (date(2026, 1, 1) + timedelta(days=number) for number in range(365))
    state.content = as_json(frozenset(days))


@pytest.mark.parametrize(
    "spoil",
    [
        _without_this_year, _without_christmas, _not_json, _empty, _huge, _packed, _failing,
        _moved_away, _every_day,
    ],
)  # fmt: skip
def test_whatever_the_server_answers_christmas_is_closed_and_an_ordinary_day_is_not(
    start: Start, gov_uk: GovUk, spoil: Callable[[GovUk], None], caplog: pytest.LogCaptureFixture
) -> None:
    spoil(gov_uk)
    process = start(gov_uk.url)
    with caplog.at_level(logging.WARNING):
        process.tick()
    assert not process.is_working_day(CHRISTMAS)
    assert process.is_working_day(PROCLAIMED)
    assert len(caplog.messages) == 1
    assert "Traceback" not in caplog.text


def test_a_bad_list_does_not_take_the_place_of_a_good_one(start: Start, gov_uk: GovUk) -> None:
    process = start(gov_uk.url)
    process.tick()
    _not_json(gov_uk)
    process.tick(days=8)
    assert gov_uk.asked == 2
    assert not process.is_working_day(PROCLAIMED)
    with process.database.reading() as session:
        assert PROCLAIMED in list_bank_holidays(session)


def test_a_server_that_never_answers_is_given_up_after_a_while(
    start: Start, gov_uk: GovUk, caplog: pytest.LogCaptureFixture
) -> None:
    gov_uk.hangs = threading.Event()
    process = start(gov_uk.url, longest_seconds=0.05)
    process.tick()
    assert not process.is_working_day(CHRISTMAS)
    assert "TimeoutError" in caplog.text


def test_an_unreachable_server_is_logged_once_and_asked_a_few_times_a_day(
    start: Start, gov_uk: GovUk, caplog: pytest.LogCaptureFixture
) -> None:
    gov_uk.status = 500
    process = start(gov_uk.url)
    for _ in range(24 * 4):
        process.tick(minutes=15)
    assert gov_uk.asked == 4
    assert len(caplog.messages) == 1
    gov_uk.status = 200
    process.tick(hours=6)
    assert not process.is_working_day(PROCLAIMED)


def test_where_nothing_may_be_fetched_the_bundled_list_stands(start: Start) -> None:
    process = start(None)
    process.tick()
    assert process.holidays.calendar_of(POLICY).closed_days == bank_holidays()


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ({}, "https://www.gov.uk/bank-holidays.json"),
        ({"BANK_HOLIDAYS_URL": "off"}, None),
        ({"BANK_HOLIDAYS_URL": "https://intranet.example/days.json"}, "https://intranet.example/days.json"),
    ],
)
def test_the_setting_names_another_list_or_none(given: dict[str, str], url: str | None) -> None:
    assert read_settings({**GOOD, **given}).bank_holidays_url == url


@pytest.mark.parametrize("url", ["http://www.gov.uk/bank-holidays.json", "file:///etc/passwd", "gov.uk"])
def test_a_list_is_never_fetched_in_the_clear(url: str) -> None:
    with pytest.raises(BadSettings, match="BANK_HOLIDAYS_URL"):
        read_settings({**GOOD, "BANK_HOLIDAYS_URL": url})
