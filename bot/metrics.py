"""Counts and durations for Prometheus, at /metrics: routes, Slack's methods, states; no person and no team.

What is in the database is asked when somebody scrapes, so that it is right in every process.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import monotonic
from handlers.messages import PersonChanged, Reply, Request
from handlers.reception.serving import Route, find_route
from scoring.errors import CaseloadError
from storage.database import Database
from storage.health import count_due, count_unsettled, find_oldest_due
from storage.letters import find_oldest_waiting

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
STATES = ("queued", "sending", "unknown", "dead")
UNKNOWN = "unknown"

Serve = Callable[[Request], Reply]
Routes = Mapping[tuple[type, str], Route]


class Metrics:
    """Everything one process counts."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._served = Histogram(
            "caseload_request_seconds",
            "Time to serve a request, by what was asked and the kind of answer",
            ["route", "answer"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self._called = Histogram(
            "caseload_slack_call_seconds",
            "Time of a call to Slack, by method and outcome",
            ["method", "outcome"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self._ticks = Counter("caseload_ticks", "Ticks, by outcome", ["outcome"], registry=self.registry)
        self._logged = Counter(
            "caseload_log_records", "Warnings and errors logged", ["level"], registry=self.registry
        )
        for outcome in ("done", "failed"):
            self._ticks.labels(outcome)
        for level in ("warning", "error"):
            self._logged.labels(level)
        ProcessCollector(registry=self.registry)

    def observed(self, serve: Serve, routes: Routes) -> Serve:
        """The same server, counted."""

        def observe(request: Request) -> Reply:
            started = monotonic()
            reply = serve(request)
            route, answer = route_name(request, routes), type(reply).__name__.lower()
            self._served.labels(route, answer).observe(monotonic() - started)
            return reply

        return observe

    def called(self, method: str, outcome: str, seconds: float) -> None:
        """A call to Slack: `outcome` is ok, Slack's name for the error, or the kind of failure."""
        self._called.labels(method, outcome).observe(seconds)

    def ticked(self, outcome: str) -> None:
        """A tick is over: "done" or "failed"; both are there from the start."""
        self._ticks.labels(outcome).inc()

    def watch(self, now: "Now") -> None:
        """Have the database, readiness and the requests under way asked at every scrape."""
        self.registry.register(now)

    def log_handler(self) -> logging.Handler:
        """Counts what is logged."""
        return _Counting(self._logged)

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self.registry)


def route_name(request: Request, routes: Routes) -> str:
    """What was asked, as the table of routes names it: never as somebody typed it."""
    kind = type(request).__name__.lower()
    if isinstance(request, PersonChanged):
        return kind
    try:
        route, _ = find_route(routes, request)
    except (CaseloadError, LookupError, ValueError, TypeError):
        return f"{kind} {UNKNOWN}"
    return f"{kind} {route.name}".strip()


class Now(Collector):
    """What is in the database now, whether this process is ready, and how many requests it is serving."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        is_ready: Callable[[], bool],
        under_way: Callable[[], int],
    ) -> None:
        self._database, self._clock, self._is_ready, self._under_way = database, clock, is_ready, under_way

    def collect(self) -> Iterable[Metric]:
        yield _gauge("caseload_ready", "Whether this process is ready (1) or not (0)", self._is_ready())
        yield _gauge("caseload_requests_under_way", "Requests being served", self._under_way())
        now = self._clock()
        try:
            with self._database.reading() as session:
                states = count_unsettled(session)
                waiting, due = find_oldest_waiting(session, now), find_oldest_due(session, now)
                number = count_due(session, now)
        except SQLAlchemyError:
            yield _gauge("caseload_database_up", "Whether the database answers", False)
            return
        yield _gauge("caseload_database_up", "Whether the database answers", True)
        outbox = GaugeMetricFamily(
            "caseload_outbox_messages", "Messages that aren't settled", labels=["state"]
        )
        for state in STATES:
            outbox.add_metric([state], states.get(state, 0))
        yield outbox
        oldest = "How long the oldest message that could be sent has waited"
        yield _gauge("caseload_outbox_oldest_seconds", oldest, _age(waiting, now))
        yield _gauge("caseload_due_marks", "Loads that wait to be counted again", number)
        oldest = "How long the first of the loads that are due has waited"
        yield _gauge("caseload_due_oldest_seconds", oldest, _age(due, now))

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand: registering must not ask the database."""
        return ()


class _Counting(logging.Handler):
    def __init__(self, counter: Counter) -> None:
        super().__init__(logging.WARNING)
        self._counter = counter

    def emit(self, record: logging.LogRecord) -> None:
        self._counter.labels(record.levelname.lower()).inc()


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, words, value=float(value))


def _age(moment: datetime | None, now: datetime) -> float:
    return 0.0 if moment is None else max((now - moment).total_seconds(), 0.0)
