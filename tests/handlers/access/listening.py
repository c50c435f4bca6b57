"""Concerns and supervision: a worker is heard, and walks into supervision with the same sheet."""

from handlers.messages import Click, Command, Submission
from scoring.errors import NotFound
from tests.handlers.access.row import ALL, BOTH, MANAGERS, WORKER, Row

ROWS: tuple[Row, ...] = (
    # a concern: one's own for everybody above whom somebody stands; Sam's for whom it has gone to
    Row(Command, "/caseload concern", ALL - {"head"}, lambda at: at.command(), NotFound),
    Row(Click, "concern", ALL - {"head"}, lambda at: at.click(), NotFound),
    Row(
        Submission,
        "concern",
        ALL - {"head"},
        lambda at: at.submission({}, topics=["CASES"], suits="WEEK", text=""),
        NotFound,
    ),
    Row(Click, "concern_withdraw", WORKER, lambda at: at.click(at.of("concern")), NotFound),
    Row(Click, "concern_answer", BOTH - WORKER, lambda at: at.click(at.of("concern"))),
    Row(Click, "concern_close", BOTH - WORKER, lambda at: at.click(at.of("concern"))),
    Row(
        Submission,
        "concern_close",
        BOTH - WORKER,
        lambda at: at.submission({"concern": at.ids["concern"]}, outcome="PAUSE", text=""),
    ),
    # supervision: the team's for its managers, the worker's own sheet for the worker too
    Row(Command, "/caseload supervision", MANAGERS, lambda at: at.command("North")),
    Row(Command, "/caseload supervision", MANAGERS | WORKER, lambda at: at.command('"Sam Okafor"')),
    Row(Command, "/caseload supervision", MANAGERS, lambda at: at.command("record North")),
    Row(Click, "supervision_record", MANAGERS, lambda at: at.click(at.subject)),
    Row(
        Submission,
        "supervision_record",
        MANAGERS,
        lambda at: at.submission(
            {"team": at.ids["North"]}, worker=str(at.ids["sam"]), held_on="2026-11-25", minutes="60"
        ),
    ),
    Row(Click, "supervision_take_back", MANAGERS, lambda at: at.click(at.of("supervision"))),
)
