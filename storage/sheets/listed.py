"""A child as a file lists them: the little that is kept of a row, and what it makes of what is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from scoring.case import STATED_FACTORS, Factor, Facts, Kind, Need
from scoring.ids import FamilyKey, Reference
from scoring.points import kind_of_statuses
from scoring.policy import Policy
from storage.sheets.read import Refusal


@dataclass(frozen=True, slots=True)
class ListedCase:
    """One child, once, from every row that names them open. What isn't said is None or in neither set.

    `on` and `off` are factors the file says are true or not. `team` and `worker` are as written, "" for
    none; `worker` is None where no column says who leads.
    """

    reference: Reference
    lists: frozenset[str]
    kind: Kind
    need: Need | None = None
    unsettled: bool | None = None
    on: frozenset[Factor] = frozenset()
    off: frozenset[Factor] = frozenset()
    travel_minutes: int | None = None
    team: str = ""
    worker: str | None = ""
    family: FamilyKey | None = None
    led_since: date | None = None
    last_seen: date | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything a file says of cases. `lists` are those it holds: only they can close what they named.

    `cases` are by reference, and read once: some hundred thousand of them are never there all at once.
    `named` are references that it holds in some row, even a refused one; `kinds` those it is able to say.
    """

    cases: Iterable[ListedCase]
    lists: frozenset[str]
    named: frozenset[Reference]
    kinds: frozenset[Kind]
    refused: Sequence[Refusal] = ()
    notes: Sequence[str] = ()
    unknown_columns: Sequence[str] = ()
    has_families: bool = False


def facts_after(listed: ListedCase, known: Facts | None, kinds: frozenset[Kind], policy: Policy) -> Facts:
    """The facts of a case once the file has spoken; what it doesn't say stays as known.

    A kind that this sort of file can't say (an s47 enquiry in Annex A's Lists 6 to 8) is one of the child's
    statuses still, so the one with the highest base decides.
    """
    if known is None:
        known = Facts(listed.kind)
    said = replace(
        known,
        kind=listed.kind,
        need=known.need if listed.need is None else listed.need,
        unsettled=_unsettled(listed, known),
        factors=(known.factors | listed.on) - listed.off,
        travel_minutes=known.travel_minutes if listed.travel_minutes is None else listed.travel_minutes,
    )
    if known.kind in kinds:
        return _one_value(said)
    return kind_of_statuses([said, replace(said, kind=known.kind, unsettled=known.unsettled)], policy)


@lru_cache(maxsize=4096)
def _one_value(facts: Facts) -> Facts:
    """Equal facts as one value: a country has some hundred different ones, and 300 bytes go to each."""
    return facts


def _unsettled(listed: ListedCase, known: Facts) -> bool:
    if listed.kind is not Kind.CLA:
        return False
    return known.unsettled if listed.unsettled is None else listed.unsettled


def latest(days: Iterable[date | None]) -> date | None:
    """The last of the days that are known."""
    return max((day for day in days if day is not None), default=None)


def stated(flags: Iterable[tuple[Factor, bool | None]]) -> tuple[frozenset[Factor], frozenset[Factor]]:
    """The factors said to be true by any row, and those said to be false by some and true by none."""
    said = list(flags)
    on = frozenset(factor for factor, flag in said if flag)
    off = frozenset(factor for factor, flag in said if flag is False) - on
    return on & STATED_FACTORS, off & STATED_FACTORS
