"""Dead letters: for whom and why in the administrator's Home, sent again from there; never what they say."""

from typing import Any

import pytest
from sqlalchemy import select, update

from handlers.messages import Message
from scoring.ids import ChannelId
from scoring.readings import Subject, SubjectKind
from storage.change import Change, Source
from storage.joining import change_team
from storage.letters import DeadLetter, count_states
from storage.outbox import Recipe, add_recipes
from storage.tables.post import OUTBOX
from tests.handlers.home.reading import words
from tests.handlers.views_council import Council

NORTH = ChannelId("C01NORTH")


def dead(council: Council, why: str, *, who: str | None = None, number: int = 1) -> None:
    """So many dead letters to somebody, or to North's channel."""
    worker = council.workers[who] if who else None
    channel = None if who else NORTH
    subject = Subject(SubjectKind.TEAM, council.teams["North"])
    recipe = Recipe("baseline", subject, council.now, worker, channel, fixed={"started": True})
    with council.database.writing() as session:
        before = list(session.execute(select(OUTBOX.c.id)).scalars())
        add_recipes(session, council.now, [recipe] * number)
        session.execute(
            update(OUTBOX).where(OUTBOX.c.id.not_in(before)).values(state="dead", error=why, attempts=3)
        )


def states(council: Council) -> dict[str, int]:
    with council.database.reading() as session:
        return count_states(session)


@pytest.mark.parametrize(
    ("why", "who", "said"),
    [
        ("is_archived", None, "for <#C01NORTH>, the first of Thursday 26 November: the channel is archived."),
        ("restricted_action", None, "only some people may post in the channel. Let me post there"),
        (
            "no Slack account",
            "sam",
            "for *Sam Okafor*, the first of Thursday 26 November: I know no open Slack",
        ),
        ("user_not_found", "sam", "Slack doesn't let me write to their account."),
        ("the answer was lost 3 times", "sam", "so what I said may stand there. Look whether it does"),
        ("it could not be drawn", None, "something went wrong while I drew it. The log says what"),
        ("msg_too_long", None, "Slack refused (msg_too_long). Send again"),
        ("", None, "Slack refused (it didn't say why). Send again"),
    ],
)
def test_the_administrator_reads_for_whom_why_and_what_mends_it(
    council: Council, why: str, who: str | None, said: str
) -> None:
    dead(council, why, who=who)
    home = words(council.home("ada"))
    assert "Messages I could not deliver" in home
    assert said in home


def test_those_for_one_channel_and_reason_stand_together_and_nobody_else_sees_them(council: Council) -> None:
    dead(council, "is_archived", number=3)
    dead(council, "no Slack account", who="sam")
    home = words(council.home("ada"))
    assert "*3 messages* for <#C01NORTH>" in home
    assert "*1 message* for *Sam Okafor*" in home
    assert "could not deliver" not in words(council.home("ann"))


def press(council: Council, who: str, value: str) -> str:
    reply = council.press(who, "letters_resend", value)
    assert isinstance(reply, Message)
    return reply.text


def test_the_administrator_has_them_sent_again_in_their_order_and_the_audit_says_so(council: Council) -> None:
    dead(council, "is_archived", number=2)
    dead(council, "no Slack account", who="sam")
    assert press(council, "ada", "channel:C01NORTH").startswith("2 messages will be sent again.")
    assert states(council) == {"queued": 2, "dead": 1}
    assert [entry.attempts for entry in council.outbox()] == [0, 0]
    assert "Nothing waits there" in press(council, "ada", "channel:C01NORTH")
    assert [(who, detail["number"]) for who, _, detail in council.audited("letters_resent")] == [("ada", 2)]


def test_what_an_archived_channel_refused_goes_to_the_channel_that_the_team_has_since(
    council: Council,
) -> None:
    dead(council, "is_archived")
    change = Change(council.now, Source.SLACK, council.workers["ada"])
    with council.database.writing() as session:
        change_team(session, change, council.teams["North"], channel=ChannelId("C01NEWNORTH"))
    home = words(council.home("ada"))
    assert "for <#C01NEWNORTH>" in home
    assert "the team has this one since. If this is still news" in home
    assert states(council) == {"dead": 1}, "it waits for somebody to say so"
    press(council, "ada", "channel:C01NEWNORTH")
    assert [(entry.channel, entry.state) for entry in council.outbox()] == [("C01NEWNORTH", "queued")]


def test_a_supervisor_and_a_button_that_names_no_line_are_refused(council: Council) -> None:
    dead(council, "is_archived")
    assert "Only an administrator" in press(council, "ann", "channel:C01NORTH")
    assert "older version" in press(council, "ada", "everything")
    assert "older version" in press(council, "ada", "worker:sam")
    assert states(council) == {"dead": 1}


def test_nothing_that_is_listed_holds_what_a_message_is_about(council: Council) -> None:
    council.holds("sam", 1)
    subject = Subject(SubjectKind.CASE, council.case("AB-1000").id)
    recipe = Recipe("allocated", subject, council.now, council.workers["sam"], fixed={"words": "AB-1000"})
    with council.database.writing() as session:
        add_recipes(session, council.now, [recipe])
        session.execute(update(OUTBOX).values(state="dead", error="no Slack account"))
    fields: Any = DeadLetter.__dataclass_fields__
    assert not {"subject", "fixed", "kind"} & set(fields)
    assert "AB-1000" not in words(council.home("ada"))
