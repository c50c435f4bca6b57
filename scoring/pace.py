"""How fast new families come to one lead, from the lead's own history.

Source: policy guide §5 and §12 (Child Welfare League of America).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from scoring.case import Case
from scoring.ids import CaseId, FamilyKey
from scoring.policy import Pace


@dataclass(frozen=True, slots=True)
class LedSpell:
    """One unbroken time that a worker led one child; `ended_at` is None while they still do.

    `imported` says that it came from a file, not from an allocation made here.
    """

    case: CaseId
    family: FamilyKey | None
    began_at: datetime
    ended_at: datetime | None = None
    imported: bool = False


@dataclass(frozen=True, slots=True)
class RecentFamily:
    """A family somebody leads now: when its first child came to them, and whether only imports brought it."""

    key: FamilyKey | CaseId
    came_at: datetime
    imported: bool


def family_key(case: CaseId, family: FamilyKey | None) -> FamilyKey | CaseId:
    """What tells families apart: the council's key, or the case itself where there is none."""
    return case if family is None else family


def families_led(spells: Iterable[LedSpell]) -> tuple[RecentFamily, ...]:
    """The families of which a worker leads a child now, from the spells that touch the pace's window.

    A family came when the unbroken time began in which they led at least one of its children.
    """
    by_family: dict[FamilyKey | CaseId, list[LedSpell]] = {}
    for spell in sorted(spells, key=lambda each: each.began_at):
        by_family.setdefault(family_key(spell.case, spell.family), []).append(spell)
    return tuple(
        _as_family(key, _unbroken(led))
        for key, led in by_family.items()
        if any(spell.ended_at is None for spell in led)
    )


def children_led_before(spells: Iterable[LedSpell], moment: datetime) -> int:
    """How many children were led just before a moment, those moved or closed since included."""
    return len(
        {
            spell.case
            for spell in spells
            if spell.began_at < moment and (spell.ended_at is None or spell.ended_at >= moment)
        }
    )


def asks_about_pace(case: Case, spells: Iterable[LedSpell], pace: Pace, now: datetime) -> int | None:
    """How many new families the lead would have in the window with this one, if that is too many; else None.

    `spells` are all of the lead's that were open at some time in the window. Nothing is asked about a family
    they already lead; imported families don't count.
    """
    history = list(spells)
    led = families_led(history)
    this = family_key(case.id, case.family)
    if any(family.key == this for family in led) or any(
        spell.case == case.id and spell.ended_at is None for spell in history
    ):
        return None
    window = timedelta(hours=pace.window_hours)
    new = [family for family in led if not family.imported and now - family.came_at < window]
    first_came_at = min((family.came_at for family in new), default=now)
    most = max(pace.least, children_led_before(history, first_came_at) // pace.divisor)
    return len(new) + 1 if len(new) + 1 > most else None


def _unbroken(spells: list[LedSpell]) -> list[LedSpell]:
    """The last run of one family's spells (in order of their beginning) without a gap between them."""
    run: list[LedSpell] = []
    for spell in spells:
        if all(each.ended_at is not None and each.ended_at < spell.began_at for each in run):
            run = []
        run.append(spell)
    return run


def _as_family(key: FamilyKey | CaseId, run: list[LedSpell]) -> RecentFamily:
    return RecentFamily(key, run[0].began_at, all(spell.imported for spell in run))
