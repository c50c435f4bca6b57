"""The office with everything this folder's tests ask for, and every answer held to Slack's own rules."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from bot.sandbox.surfaces import check_message_blocks, check_view
from handlers.messages import Done, Form, Home, Message, OpenView, Redraw, Replace, Reply
from scoring.case import Case, Facts, Kind
from scoring.ids import CaseId, FamilyKey, Reference, TeamId
from scoring.working_time import london_day
from storage.cases import find_case, load_case
from storage.joining import add_cover
from storage.tables.cases import CASES
from storage.tables.post import AUDIT
from tests.office import Office, open_office
from tests.recording import add_case


class Council(Office):
    """An office whose answers are checked as Slack would check them."""

    def command(self, who: str, line: str, **origin: Any) -> Reply:
        return accepted(super().command(who, line, **origin))

    def home(self, who: str, page: str = "", **origin: Any) -> Reply:
        return accepted(super().home(who, page, **origin))

    def ask(self, who: str, text: str, channel: str = "D01", **origin: Any) -> Reply:
        return accepted(super().ask(who, text, channel, **origin))

    def press(self, who: str, action: str, value: str = "") -> Reply:
        """Press a button that somebody has seen."""
        return accepted(self.click(who, action, value))

    def sends(self, who: str, form: Mapping[str, Any], state: dict[str, object]) -> Reply:
        """Send a form as it stands, with these fields filled in."""
        return accepted(self.submit(who, form["callback_id"], state, form["private_metadata"]))

    def opened(self, form: Mapping[str, Any], **state: object) -> OpenView:
        """A form as it stands open before somebody, with these fields filled in."""
        return OpenView("V1", "h", form["callback_id"], form.get("private_metadata", ""), state, form)

    def case(self, reference: str) -> Case:
        """The case with this reference, open or closed."""
        with self.database.reading() as session:
            id_ = session.execute(select(CASES.c.id).where(CASES.c.reference == reference)).scalar_one()
            return find_case(session, Reference(reference)) or load_case(session, CaseId(id_))

    def holds(
        self,
        who: str | None,
        number: int,
        kind: Kind = Kind.CIN,
        *,
        start: int = 1000,
        team: str = "North",
        family: str | None = None,
        at: datetime = datetime(2026, 9, 1, 9, tzinfo=UTC),
    ) -> None:
        """Give somebody children the bot knew long ago; None lets them wait in the team."""
        now, self.now = self.now, at
        with self.database.writing() as session:
            for place in range(number):
                add_case(
                    session,
                    self.change(),
                    reference=Reference(f"AB-{start + place}"),
                    team=self.teams[team],
                    facts=Facts(kind),
                    family=FamilyKey(family) if family else None,
                    lead=self.workers[who] if who else None,
                    led_since=london_day(at) if who else None,
                )
        self.now = now
        self.rescore()

    def covers(self, who: str, team: str, starts: datetime, ends: datetime) -> None:
        """Somebody stands in for a team's supervisor, both days included."""
        with self.database.writing() as session:
            days = (london_day(starts), london_day(ends))
            add_cover(session, self.change(), TeamId(self.teams[team]), self.workers[who], *days)

    def audited(self, action: str) -> list[tuple[str, int, dict[str, Any]]]:
        """Who did this to which subject, with the details."""
        names = {id_: who for who, id_ in self.workers.items()}
        query = select(AUDIT).where(AUDIT.c.action == action).order_by(AUDIT.c.id)
        with self.database.reading() as session:
            return [
                (names[row.actor_id], row.subject_id, json.loads(row.detail))
                for row in session.execute(query)
                if row.actor_id is not None
            ]


def open_council(database: Any, *, started: bool = True) -> Council:
    """The small council of `tests.office`."""
    office = open_office(database, started=started)
    return Council(office.database, office.now, office.workers, office.teams, office.numbers)


def accepted(reply: Reply) -> Reply:
    """The reply, once Slack's rules have accepted its blocks."""
    if isinstance(reply, Form | Redraw):
        check_view(reply.view, "modal")
    elif isinstance(reply, Home):
        check_view(reply.view, "home")
    else:
        message = reply.message if isinstance(reply, Replace | Done) else reply
        if isinstance(message, Message):
            check_message_blocks(list(message.blocks))
            assert len(message.text) <= 4_000
    return reply


def buttons(reply: Reply) -> dict[str, dict[str, Any]]:
    """Every button of a message by its label."""
    message = reply.message if isinstance(reply, Replace | Done) else reply
    assert isinstance(message, Message), reply
    elements = [element for block in message.blocks for element in block.get("elements", [])]
    elements += [block["accessory"] for block in message.blocks if "accessory" in block]
    return {each["text"]["text"]: each for each in elements if each.get("type") == "button"}


def said(reply: Reply) -> str:
    """The words of a message, wherever it appears."""
    message = reply.message if isinstance(reply, Replace | Done) else reply
    assert isinstance(message, Message), reply
    return message.text
