"""Who may do what, a line for each route: the policy guide's §9 as the access matrix test walks it.

Every request is aimed at North: its worker Sam (who leads AB-1000 and AB-1001), its breach, its people. So
each of `EVERYBODY` stands for a role in the team itself or elsewhere. A new route needs a line in `TABLE`:

    Row(Click, "case_close", MANAGERS, lambda at: at.click(at.case)),

says that exactly Sam's managers are served, that everybody else is refused, and how the request looks.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.messages import Click, Command, OpenView, Origin, Submission
from scoring.errors import CaseloadError, NotAllowed, NotFound

EVERYBODY: Mapping[str, str] = {
    "worker": "sam",
    "colleague": "jo",
    "worker elsewhere": "kit",
    "supervisor": "ann",
    "cover": "max",
    "supervisor elsewhere": "sue",
    "service manager": "mel",
    "service manager elsewhere": "una",
    "head": "hal",
    "admin": "ada",
}
"""Every role, in North and elsewhere, and who has it. Max is a colleague who covers for Ann today."""

ALL = frozenset(EVERYBODY)
MANAGERS = frozenset({"supervisor", "cover", "service manager", "head"})
"""Those who see North in full."""
KEEPERS = frozenset({"supervisor", "cover", "service manager", "admin"})
"""Those who keep North's people and absence."""
MANAGERS_ANYWHERE = MANAGERS | {"supervisor elsewhere", "service manager elsewhere"}
WORKER = frozenset({"worker"})
IN_NORTH = frozenset({"worker", "colleague", "cover"})


@dataclass(frozen=True, slots=True)
class At:
    """What a request is aimed at: ids of North, of Sam and their case; and the route it asks for."""

    origin: Origin
    name: str
    ids: Mapping[str, int] = field(default_factory=dict)

    @property
    def case(self) -> str:
        return str(self.ids["case"])

    @property
    def subject(self) -> str:
        """Sam, as the ledger's buttons name them."""
        return f"worker:{self.ids['sam']}"

    def command(self, text: str = "") -> Command:
        name, _, more = self.name.partition(" ")
        return Command(self.origin, name, f"{more} {text}".strip())

    def click(self, value: str = "", view: OpenView | None = None) -> Click:
        return Click(self.origin, self.name, value, view)

    def submission(self, metadata: Mapping[str, Any], **state: object) -> Submission:
        return Submission(self.origin, self.view(metadata, **state))

    def view(self, metadata: Mapping[str, Any], **state: object) -> OpenView:
        return OpenView("V1", "h", self.name, json.dumps(metadata), state)

    @property
    def person(self) -> Mapping[str, Any]:
        """What a form about Sam carries."""
        return {"worker": self.ids["sam"], "known": self.ids["changes"], "shown": "", "reduction": 0}

    @property
    def settings(self) -> Mapping[str, Any]:
        """What a form about North carries."""
        return {"team": self.ids["North"], "known": self.ids["settled"], "supervisors": [self.ids["ann"]]}

    @property
    def reallocation(self) -> Mapping[str, Any]:
        """What the reallocate form of Sam's case carries."""
        north = self.ids["North"]
        return {
            "case": self.ids["case"],
            "version": 1,
            "known": self.ids["known"],
            "home": north,
            "team": north,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """One route: who is served (everybody else gets `otherwise`), and a request that is whole."""

    entry: type
    name: str
    may: frozenset[str]
    request: Callable[[At], Any]
    otherwise: type[CaseloadError] = NotAllowed


TABLE: tuple[Row, ...] = (
    # allocating: only for those who see the team in full; others' own teams have their own cases
    Row(Command, "/allocate", MANAGERS, lambda at: at.command("AB-1000 cin court")),
    Row(Click, "allocate_redraw", MANAGERS, lambda at: at.click("", at.view({"team": at.ids["North"]}))),
    Row(Click, "allocate_to", MANAGERS, lambda at: at.click(json.dumps({"line": "AB-1000 cin court"}))),
    Row(Click, "allocate_kind", MANAGERS, lambda at: at.click(json.dumps({"line": "AB-1000 cin court"}))),
    Row(Click, "allocate_because", MANAGERS, lambda at: at.click(json.dumps({"line": "AB-1000 cin court"}))),
    Row(
        Submission,
        "allocate",
        MANAGERS,
        lambda at: at.submission(
            {"team": at.ids["North"]},
            reference="AB-2000",
            kind="assessment",
            team=str(at.ids["North"]),
            worker=str(at.ids["jo"]),
        ),
    ),
    Row(Click, "allocation_agree", WORKER, lambda at: at.click(at.case), NotFound),
    Row(Click, "allocation_discuss", WORKER, lambda at: at.click(at.case), NotFound),
    # the case card: its worker reads it, managers change it
    Row(Command, "/case", MANAGERS | WORKER, lambda at: at.command("AB-1000")),
    Row(Click, "case_close", MANAGERS, lambda at: at.click(at.case)),
    Row(Click, "reallocate", MANAGERS, lambda at: at.click(json.dumps({"case": at.ids["case"]}))),
    Row(Click, "reallocate_redraw", MANAGERS, lambda at: at.click("", at.view(at.reallocation))),
    Row(
        Submission,
        "reallocate",
        MANAGERS,
        lambda at: at.submission(at.reallocation, worker=str(at.ids["jo"]), reason="MANAGE"),
    ),
    # loads
    Row(Command, "/caseload", MANAGERS | WORKER | {"admin"}, lambda at: at.command('"Sam Okafor"')),
    Row(Command, "/caseload team", MANAGERS_ANYWHERE | IN_NORTH, lambda at: at.command("North")),
    Row(Command, "/caseload room", MANAGERS_ANYWHERE | IN_NORTH, lambda at: at.command("North")),
    Row(Command, "/caseload help", ALL, lambda at: at.command()),
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
    # people and absence: those who keep the team's people, and never the head (policy guide §9)
    Row(Command, "/caseload people", KEEPERS, lambda at: at.command("North")),
    Row(Click, "people_page", KEEPERS, lambda at: at.click(f"{at.ids['North']}:0")),
    Row(Click, "person", KEEPERS, lambda at: at.click(str(at.ids["sam"]))),
    Row(Click, "person_change", KEEPERS, lambda at: at.click(str(at.ids["sam"]))),
    Row(
        Submission,
        "person_change",
        KEEPERS,
        lambda at: at.submission(at.person, grade="experienced", fte="0.5", employment="permanent"),
    ),
    Row(Click, "person_leave", KEEPERS, lambda at: at.click(str(at.ids["sam"]))),
    Row(Submission, "person_leave", KEEPERS, lambda at: at.submission(at.person, end="2026-12-18")),
    Row(Click, "person_words", KEEPERS, lambda at: at.click(str(at.ids["sam"]))),
    Row(
        Submission,
        "person_words",
        KEEPERS,
        lambda at: at.submission(at.person, name="Sam Okafor", languages="igbo", name_in_channel="ask"),
    ),
    Row(Click, "absence_add", KEEPERS, lambda at: at.click(str(at.ids["sam"]))),
    Row(Click, "absence_change", KEEPERS, lambda at: at.click(str(at.ids["reduction"]))),
    Row(
        Submission,
        "absence",
        KEEPERS,
        lambda at: at.submission(at.person, **{"reason": "training", "percent": "20%", "from": "2026-12-01"}),
    ),
    Row(Click, "person_join", KEEPERS, lambda at: at.click(str(at.ids["North"]))),
    Row(
        Submission,
        "person_join",
        KEEPERS,
        lambda at: at.submission(
            {"team": at.ids["North"]},
            name="Zoe New",
            email="zoe@council.example",
            grade="experienced",
            fte="1",
            employment="permanent",
            start="2026-12-01",
        ),
    ),
    Row(Click, "team_settings", KEEPERS, lambda at: at.click(str(at.ids["North"]))),
    Row(
        Submission,
        "team_settings",
        KEEPERS,
        lambda at: at.submission(
            at.settings, channel="C01NORTH", supervisors="ann@council.example", digest_day="1"
        ),
    ),
    Row(Click, "team_cover", KEEPERS, lambda at: at.click(str(at.ids["North"]))),
    Row(
        Submission,
        "team_cover",
        KEEPERS,
        lambda at: at.submission(at.settings, who="jo@council.example", cover_from="2026-12-01"),
    ),
    # policy: managers compare, the head approves, administrators bring it at the shell
    Row(Command, "/caseload policy", MANAGERS_ANYWHERE | {"admin"}, lambda at: at.command()),
    Row(Click, "policy_compare", MANAGERS_ANYWHERE | {"admin"}, lambda at: at.click("2027-1")),
    Row(Click, "policy_approve", frozenset({"head"}), lambda at: at.click("2027-1")),
    # what is held about Sam: theirs to read, and their managers'; the table above says who keeps the rest
    Row(
        Command,
        "/caseload audit",
        MANAGERS | WORKER | {"admin"},
        lambda at: at.command('"Sam Okafor"'),
    ),
    Row(Click, "accounts", frozenset({"admin"}), lambda at: at.click()),
    Row(Click, "account_find", KEEPERS, lambda at: at.click(str(at.ids["nia"]))),
    Row(Click, "account_confirm", frozenset({"admin"}), lambda at: at.click(f"{at.ids['nia']}:U0NIA")),
)
