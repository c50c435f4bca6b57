"""What a change of one person would do: to what we promise them, and to the children they lead.

Source: policy guide §4 and §5; it is the ordinary scoring of one London day, run with and without the change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from scoring.case import Case
from scoring.eligibility import wrong_holder
from scoring.ids import Reference, TeamId
from scoring.load import Load, score_loads
from scoring.people import Team, Worker
from scoring.policy import Policy


@dataclass(frozen=True, slots=True)
class PersonEffect:
    """A person's load of one London day without and with a change.

    `wrong` are cases they lead and may no longer lead after it, each with the rule's sentence.
    """

    day: date
    before: Load
    after: Load
    wrong: tuple[tuple[Reference, str], ...] = ()

    @property
    def leaves_nobody_there(self) -> bool:
        """Whether the change leaves children with nobody there for them."""
        return self.after.children > 0 and self.before.has_capacity and not self.after.has_capacity


def compare_person(
    before: Worker,
    after: Worker,
    teams: Mapping[TeamId, Team],
    cases: Iterable[Case],
    policy: Policy,
    day: date,
) -> PersonEffect:
    """The effect of a change on a London day.

    `cases` are all that they lead or co-work, with every sibling under the same lead.
    """
    book = list(cases)
    was, now = (score_loads([worker], teams, book, policy, day)[worker.id] for worker in (before, after))
    led = [case for case in book if case.lead == after.id]
    newly = [case for case in led if wrong_holder(before, case.facts, policy) is None]
    sentences = ((case.reference, wrong_holder(after, case.facts, policy)) for case in newly)
    return PersonEffect(day, was, now, tuple((reference, why) for reference, why in sentences if why))
