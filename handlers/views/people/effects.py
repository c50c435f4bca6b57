"""What a change of a person would do, said before it is saved: promise, children, what happens next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handlers.views.people.words import long_day
from handlers.views.words import children_of, escape, listed, points_of
from scoring.case_words import children_text
from scoring.load import Load
from scoring.person_effects import PersonEffect
from scoring.tenths import short_text

MOST_WRONG = 10
"""Cases named one by one; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Effect:
    """A change's effect with what its telling needs.

    `sees` says whether the viewer may see what the person holds. `supervisor` hears first of children without
    anybody; `is_leaving` tells a leaver from somebody away; `working_days` is how long their number stays out
    of the channel. `stays_in` names the team whose the cases remain when the person moves.
    """

    name: str
    effect: PersonEffect
    today: date
    sees: bool
    supervisor: str | None
    is_started: bool
    is_leaving: bool = False
    working_days: int = 0
    stays_in: str | None = None


def effect_lines(shown: Effect) -> list[str]:
    """Each thing the change does, a sentence each; that it does nothing, if so."""
    lines = [*_promise(shown)]
    if shown.sees:
        lines += [*_children(shown), *_wrong(shown)]
        if shown.stays_in and shown.effect.after.children:
            team = escape(shown.stays_in)
            lines.append(f"The cases they lead stay {team}'s until they are reallocated.")
    elif shown.is_leaving or not shown.effect.after.has_capacity:
        lines.append("If they lead children then, their supervisor is asked at once who is there for them.")
    return lines or [f"This changes nothing of what we promise {escape(shown.name)}."]


def leaderless_lines(name: str, teams: list[str]) -> list[str]:
    """That teams lose a supervisor, with what to do about it."""
    if not teams:
        return []
    return [
        f"{escape(name)} supervises {escape(listed(teams))}: a service manager or an administrator names "
        "somebody else there (/caseload people, then “Channel, supervisors, digest”)."
    ]


def _promise(shown: Effect) -> Iterator[str]:
    before, after = shown.effect.before, shown.effect.after
    if (before.promise, before.bandwidth) == (after.promise, after.bandwidth):
        return
    yield (
        f"{_when(shown)} our promise to {escape(shown.name)} is {before.promise} → {after.promise} children "
        f"and the bandwidth {short_text(before.bandwidth)} → {short_text(after.bandwidth)} points."
    )


def _when(shown: Effect) -> str:
    return "From now on" if shown.effect.day <= shown.today else f"From {long_day(shown.effect.day)}"


def _children(shown: Effect) -> Iterator[str]:
    after, name = shown.effect.after, escape(shown.name)
    if not after.children:
        return
    if not after.has_capacity:
        if not (shown.effect.before.has_capacity or shown.is_leaving):
            return
        has = "has" if after.children == 1 else "have"
        yield f"*{_when(shown)} {children_text(after.children)} {has} nobody there.*"
        yield from _next(shown)
    elif after.is_over:
        yield (
            f"{name} would have {_figures(after)}: *over what we promise them*. "
            "Once it counts it is listed as a promise not kept, and a plan is asked for."
        )
    else:
        yield f"{name} would have {_figures(after)}: within what we promise them."


def _figures(load: Load) -> str:
    return f"{children_of(load)} and {points_of(load)}"


def _next(shown: Effect) -> Iterator[str]:
    who = escape(shown.supervisor) if shown.supervisor else "The service manager"
    if not shown.is_started:
        yield "The team hasn't been started, so nobody is written to about it."
        return
    days = "a day" if shown.working_days == 1 else f"{shown.working_days} working days"
    channel = (
        "the team's channel sees the number, without a name"
        if shown.is_leaving
        else f"after {days} the team's channel sees the number if it still stands, without a name or reason"
    )
    yield f"What happens next: {who} is asked then who is there for them; {channel}."
    if shown.is_leaving:
        yield "Best of all is to reallocate them before: /case and a reference, then Reallocate."


def _wrong(shown: Effect) -> Iterator[str]:
    wrong = shown.effect.wrong
    if not wrong:
        return
    references = [str(reference) for reference, _ in wrong[:MOST_WRONG]]
    if len(wrong) > MOST_WRONG:
        references.append(f"{len(wrong) - MOST_WRONG} more")
    yield f"*They may no longer lead {listed(references)}.* {escape(wrong[0][1])}"
    yield (
        "Such cases show as led by the wrong person until somebody else leads them; for child protection and "
        "section 47 enquiries the supervisor is asked at once."
    )
