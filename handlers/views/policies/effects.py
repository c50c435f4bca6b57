"""What another policy would do to everybody's load, in lines: the same at the shell and in Slack."""

from collections.abc import Iterable, Iterator, Sequence

from scoring.load import Load, TeamLoad
from scoring.policy_effects import TeamEffect
from scoring.tenths import short_text


def effect_lines(effects: Sequence[TeamEffect]) -> Iterator[str]:
    """Teams, then their workers, both lines before → after where something changes; then who is over."""
    changed = [line for effect in effects for line in _team_lines(effect)]
    yield "Today's loads, before → after:" if changed else "Nobody's load of today would change."
    yield from changed
    people = [each for effect in effects for each in effect.workers]
    before, after = (each.before.is_over for each in people), (each.after.is_over for each in people)
    yield f"Workers over: {_both(sum(before), sum(after))}."
    teams = _both(sum(each.was_over for each in effects), sum(each.is_over for each in effects))
    yield f"Teams over: {teams}."


def _team_lines(effect: TeamEffect) -> Iterable[str]:
    workers = [each for each in effect.workers if each.changes]
    if workers or effect.changes:
        yield f"{effect.name}: {_lines(effect.before, effect.after)}"
    for each in workers:
        yield f"  {each.name}: {_lines(each.before, each.after)}"


def _lines(before: Load | TeamLoad, after: Load | TeamLoad) -> str:
    """ "17 of 15 → 17 of 14 children, over · 104 of 100 points, over": over is what it would be after."""
    children = _both(*(f"{load.children} of {load.promise}" for load in (before, after)))
    points = _both(
        *(f"{short_text(load.points)} of {short_text(load.bandwidth)}" for load in (before, after))
    )
    return (
        f"{children} children{', over' if after.over_children else ''} · "
        f"{points} points{', over' if after.over_points else ''}"
    )


def _both(before: object, after: object) -> str:
    return f"{before}" if before == after else f"{before} → {after}"
