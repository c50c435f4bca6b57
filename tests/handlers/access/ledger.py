"""The promise ledger: breaches, plans, reviews, history."""

from handlers.messages import Click, Command, Submission
from tests.handlers.access.row import ALL, MANAGERS, WORKER, Row

ROWS: tuple[Row, ...] = (
    # the ledger
    Row(Command, "/caseload breaches", MANAGERS, lambda at: at.command("North")),
    Row(Command, "/caseload start", MANAGERS, lambda at: at.command("North")),
    Row(Click, "team_start", MANAGERS, lambda at: at.click(str(at.ids["North"]))),
    Row(Click, "plan", MANAGERS, lambda at: at.click(at.subject)),
    Row(
        Submission,
        "plan",
        MANAGERS,
        lambda at: at.submission(
            {"team": at.ids["North"]},
            code="MOVE",
            who=str(at.ids["ann"]),
            by_when="2026-12-03",
            lines=[str(at.ids["breach"])],
        ),
    ),
    Row(Click, "seen", MANAGERS, lambda at: at.click(at.subject)),
    Row(Click, "remind", MANAGERS, lambda at: at.click(f"{at.subject}:1")),
    Row(Click, "name_in_channel", ALL, lambda at: at.click("yes")),
    # reviewing a plan whose day has passed
    Row(Click, "review", MANAGERS, lambda at: at.click(at.of("plan"))),
    Row(Click, "review_outcome", MANAGERS, lambda at: at.click("", at.view(at.plan, outcome="done"))),
    Row(Submission, "review", MANAGERS, lambda at: at.submission(at.plan, outcome="done")),
    # the past: a worker's own is theirs as well
    Row(Click, "history", MANAGERS, lambda at: at.click(f"team:{at.ids['North']}:12:0")),
    Row(Click, "history", MANAGERS | WORKER, lambda at: at.click(f"{at.subject}:12:0")),
)
