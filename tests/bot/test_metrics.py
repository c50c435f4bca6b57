"""What Prometheus scrapes: counts and durations, and nobody's name."""

from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import insert

from bot.manifest import manifest
from bot.metrics import Metrics, Now
from bot.sandbox import LocalSlack
from bot.slack_client import open_session, slack_client
from handlers.messages import Click, Command, Message, Reply, Request
from handlers.routes import ROUTE_TABLE
from scoring.readings import Subject, SubjectKind
from storage.due import mark_due
from storage.outbox import Recipe, add_recipes
from storage.tables.post import OUTBOX
from tests.office import Office

Values = dict[tuple[str, tuple[str, ...]], float]


def scraped(metrics: Metrics) -> Values:
    """Each sample by its name and the values of its labels."""
    families = text_string_to_metric_families(metrics.text().decode())
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


def test_requests_are_counted_by_route_and_never_by_what_was_typed(office: Office) -> None:
    metrics = Metrics()

    def serve(_request: Request) -> Reply:
        return Message("done")

    count = metrics.observed(serve, ROUTE_TABLE)
    origin = office.origin("ann")
    count(Command(origin, "/caseload", "team North"))
    count(Command(origin, "/case", "AB-1234"))
    count(Command(origin, "/secret", "AB-1234"))
    count(Click(origin, "typed:3", "/case AB-1234"))
    count(Click(origin, "nobody_knows:AB-1234", "AB-1234"))
    found = {labels for name, labels in scraped(metrics) if name == "caseload_request_seconds_count"}
    assert found == {
        ("message", "command /caseload team"),
        ("message", "command /case"),
        ("message", "command unknown"),
        ("message", "click /case"),
        ("message", "click unknown"),
    }
    assert b"AB-1234" not in metrics.text()


@pytest.fixture
def watched(office: Office) -> Metrics:
    metrics = Metrics()
    metrics.watch(Now(office.database, lambda: office.now, lambda: True, lambda: 2))
    return metrics


def test_the_outbox_and_what_is_due_are_asked_at_every_scrape(office: Office, watched: Metrics) -> None:
    subject = Subject(SubjectKind.TEAM, office.teams["North"])
    ago = office.now - timedelta(minutes=5)
    with office.database.writing() as session:
        session.execute(OUTBOX.delete())
        recipes = [Recipe("digest", subject, ago, worker=office.workers["ann"], key=f"{n}") for n in range(3)]
        add_recipes(session, ago, recipes)
        row = {
            "kind": "digest", "subject_kind": "team", "subject_id": 1, "to_channel_id": "C1",
            "created_at": ago, "not_before": ago, "state": "dead", "attempts": 1,
        }  # fmt: skip
        session.execute(insert(OUTBOX).values(row))
        mark_due(session, "worker", [office.workers["sam"]], ago - timedelta(minutes=5))
    found = scraped(watched)
    assert found["caseload_outbox_messages", ("queued",)] == 3
    assert found["caseload_outbox_messages", ("dead",)] == 1
    assert found["caseload_outbox_messages", ("sending",)] == 0
    assert found["caseload_outbox_oldest_seconds", ()] == 300
    assert found["caseload_due_marks", ()] == 1
    assert found["caseload_due_oldest_seconds", ()] == 600
    assert (found["caseload_ready", ()], found["caseload_requests_under_way", ()]) == (1, 2)
    text = watched.text().decode()
    assert [name for name in ("Ann", "North", "Abbott", "U0ANN") if name in text] == []


async def test_calls_to_slack_are_counted_by_method_and_outcome() -> None:
    metrics = Metrics()
    async with LocalSlack(manifest()) as slack, open_session() as session:
        client = slack_client(slack.bot_token, slack.api_url, session, metrics.called)
        await client.auth_test()
        with pytest.raises(Exception, match="channel_not_found"):
            await client.chat_postMessage(channel="C0NOWHERE", text="x")
    found = {labels for name, labels in scraped(metrics) if name == "caseload_slack_call_seconds_count"}
    assert found == {("auth.test", "ok"), ("chat.postMessage", "channel_not_found")}
