"""One line of the access matrix: a route, who is served, and a request that is whole.

    Row(Click, "case_close", MANAGERS, lambda at: at.click(at.case)),

says that exactly Sam's managers are served, that everybody else is refused, and how the request looks.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.messages import Click, Command, HomeOpened, OpenView, Origin, Question, Submission
from scoring.errors import CaseloadError, NotAllowed

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
BOTH = frozenset({"worker", "supervisor", "cover"})
"""Sam and whoever supervises Sam today: the two sides of a judgement, and those who know of Sam's concern."""
ANSWER_FOR_SOUTH = frozenset({"supervisor elsewhere", "service manager", "head"})
"""Those who see South in full."""


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
        who = ("ann", "proposed", "guest", "deactivated", "left")
        supervisors = [self.ids[each] for each in who]
        return {"team": self.ids["North"], "known": self.ids["settled"], "supervisors": supervisors}

    @property
    def sheet(self) -> Mapping[str, Any]:
        """What a form about Sam's case carries."""
        known = {"version": 1, "known": self.ids["known"], "home": self.ids["North"]}
        return {"case": self.ids["case"], **known}

    @property
    def reallocation(self) -> Mapping[str, Any]:
        """What the reallocate form of Sam's case carries."""
        return {**self.sheet, "team": self.ids["North"]}

    @property
    def offered(self) -> Mapping[str, Any]:
        """What the form to accept the offer of another case of Sam's carries."""
        known = {"version": 1, "known": self.ids["offer_known"], "home": self.ids["North"]}
        return {"case": self.ids["offered"], **known, "offer": self.ids["offer"]}

    @property
    def wait(self) -> Mapping[str, Any]:
        """What the next-look form of North's waiting child carries: nobody has set a look yet."""
        known = {"version": 1, "known": self.ids["wait_known"], "home": self.ids["North"]}
        return {"case": self.ids["waiting"], **known, "look": [self.ids["max"], "2026-12-01"]}

    @property
    def plan(self) -> Mapping[str, Any]:
        """What the review form of North's plan carries."""
        return {"plan": self.ids["plan"]}

    def of(self, name: str) -> str:
        """The value of a button about this thing."""
        return str(self.ids[name])

    def home(self) -> HomeOpened:
        return HomeOpened(self.origin)

    def question(self, text: str) -> Question:
        return Question(self.origin, text)


@dataclass(frozen=True, slots=True)
class Row:
    """One route: who is served (everybody else gets `otherwise`), and a request that is whole."""

    entry: type
    name: str
    may: frozenset[str]
    request: Callable[[At], Any]
    otherwise: type[CaseloadError] = NotAllowed
