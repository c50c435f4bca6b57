"""Loads, a team's and everybody's, how they compare and how they have moved."""

import json

from handlers.messages import Click, Command, HomeOpened, Question, ThreadOpened
from tests.handlers.access.row import ALL, IN_NORTH, MANAGERS, MANAGERS_ANYWHERE, WORKER, Row

ROWS: tuple[Row, ...] = (
    # a worker's load, a team's, who has room
    Row(Command, "/caseload", MANAGERS | WORKER | {"admin"}, lambda at: at.command('"Sam Okafor"')),
    Row(Command, "/caseload team", MANAGERS_ANYWHERE | IN_NORTH, lambda at: at.command("North")),
    Row(Command, "/caseload room", MANAGERS_ANYWHERE | IN_NORTH, lambda at: at.command("North")),
    Row(Command, "/caseload help", ALL, lambda at: at.command()),
    # teams side by side: for managers only, each as far as they see it
    Row(Command, "/caseload compare", MANAGERS_ANYWHERE, lambda at: at.command("North, South")),
    Row(Command, "/caseload service", MANAGERS_ANYWHERE, lambda at: at.command("Safeguarding")),
    Row(Command, "/caseload council", MANAGERS_ANYWHERE, lambda at: at.command()),
    # trends: a team's for the team itself and those who see it in full, a worker's for the worker alone
    Row(Command, "/caseload trend", MANAGERS | IN_NORTH, lambda at: at.command("North")),
    Row(Click, "year_picture", MANAGERS | IN_NORTH, lambda at: at.click(f"team:{at.ids['North']}")),
    Row(Click, "year_picture", WORKER, lambda at: at.click(at.subject)),
    # the digest: a team's for the team itself, which reads it in its channel, and for those who see it
    Row(Command, "/caseload digest", MANAGERS | IN_NORTH, lambda at: at.command("North")),
    # Home and plain words: everybody's own
    Row(HomeOpened, "home", ALL, lambda at: at.home()),
    Row(Command, "/caseload needs", ALL, lambda at: at.command()),
    Row(Click, "home_page", ALL, lambda at: at.click("1")),
    Row(ThreadOpened, "", ALL, lambda at: ThreadOpened(at.origin)),
    Row(Question, "", ALL, lambda at: at.question("what can you do?")),
    Row(Click, "ask", ALL, lambda at: at.click(json.dumps({"route": "/caseload help"}))),
    # what is asked about Sam is answered to whom the command answers it
    Row(Question, "", MANAGERS | WORKER | {"admin"}, lambda at: at.question("how is Sam Okafor doing?")),
    Row(
        Click,
        "ask",
        MANAGERS | WORKER | {"admin"},
        lambda at: at.click(json.dumps({"route": "/caseload", "worker": at.ids["sam"]})),
    ),
)
