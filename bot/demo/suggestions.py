"""Eight things to try for somebody who has never seen it: in the README, and ready to type in the page."""

from bot.demo.council import Council
from bot.demo.north import LEAH, PRIYA, SAM
from bot.demo.scene import channel_name
from bot.sandbox import Suggestion
from scoring.people import Grade

NORTH = channel_name("North")
SAFE_NHS_NUMBER = "9990000018"
"""Valid, and from the range the NHS keeps for tests: nobody has it."""


def suggestions(council: Council) -> tuple[Suggestion, ...]:
    """The eight, with the people of this council; references are of cases it does not have yet."""
    priya, sam, leah = (council.person(name).handle for name in (PRIYA, SAM, LEAH))
    one_line = f"/allocate CH-31001 cin lower travel=40 @{leah}"
    too_many = f"/allocate CH-31003 cin standard @{sam}"
    refused = f"/allocate CH-31008 cp @{_support_worker(council)}"
    return (
        Suggestion(
            "Allocate in one line",
            f"As Priya in #{NORTH}: `{one_line}`. The answer explains the points and shows Leah's load "
            "before and after; Leah is told by direct message.",
            priya, NORTH, one_line,
        ),
        Suggestion(
            "Allocate by the form",
            "Type `/allocate` alone. Give a reference such as `CH-31002` and a kind: the form suggests who, "
            "each with the load before and after and the reasons. Choose one and press Allocate.",
            priya, NORTH, "/allocate",
        ),
        Suggestion(
            "A soft rule, and its reason",
            f"`{too_many}`: Sam is at the promise already, so it asks why. Press a reason; it is recorded.",
            priya, NORTH, too_many,
        ),
        Suggestion(
            "A promise not kept, a plan, and kept again",
            f"In a second or two #{NORTH} has a message about it (Sam hears first). Press Make a plan. Then "
            "`/case CH-31003`, Reallocate it to Leah, and turn the clock: Tomorrow 09:00, Next hour twice.",
            priya, NORTH, "/case CH-31003",
        ),
        Suggestion(
            "See your own load, and agree",
            "Switch to Leah (top left): her messages hold what came to her. Press Agree, then type "
            "`/caseload`: why it is that number, part by part.",
            leah, "", "/caseload",
        ),
        Suggestion(
            "Monday's digest",
            f"Turn the clock to next Monday 09:00: #{NORTH} has the team's week with its trend, and Priya's "
            "messages have each worker, for supervision.",
            priya, NORTH,
        ),
        Suggestion(
            "The team, and who has room",
            "As Priya: `/caseload team North`, then `/caseload room` for who can take the next child.",
            priya, NORTH, "/caseload team North",
        ),
        Suggestion(
            "A refusal, in words",
            f"`{refused}` (a support worker can't lead a child protection plan), and "
            f"`/allocate {SAFE_NHS_NUMBER} cin @{leah}` (that looks like an NHS number).",
            priya, NORTH, refused,
        ),
    )  # fmt: skip


def _support_worker(council: Council) -> str:
    """The handle of North's support worker."""
    team = council.staff.team("North").id
    found = (each for each in council.people if each.worker and each.worker.team == team)
    return next(each.handle for each in found if each.worker and each.worker.grade is Grade.SUPPORT_WORKER)
