"""What must fit together in a policy: each check looks at several values and says what is wrong."""

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from scoring.policy_fields import Path

Values = Mapping[Path, object]
Check = Callable[[Values], Iterable[tuple[Path, str]]]


def _at_least(path: str, other: str, why: str) -> Check:
    """The value at `path` is no smaller than the one at `other`, if both could be read."""
    place, other_place = tuple(path.split(".")), tuple(other.split("."))

    def check(values: Values) -> Iterable[tuple[Path, str]]:
        one, two = _number(values, place), _number(values, other_place)
        if one is not None and two is not None and one < two:
            yield place, f"`{path}` is less than `{other}`; {why}"

    return check


def _number(values: Values, path: Path) -> int | None:
    value = values.get(path)
    return value if isinstance(value, int) else None


def _agreed_by_and_on(values: Values) -> Iterable[tuple[Path, str]]:
    by, on = ("agreed_by",), ("agreed_on",)
    if (by in values) != (on in values):
        given, absent = (by, on) if by in values else (on, by)
        yield (
            given,
            f"`{given[0]}` is given without `{absent[0]}`; both, or neither while these are trial figures",
        )


def _rising_travel(values: Values) -> Iterable[tuple[Path, str]]:
    steps = {int(path[1]): value for path, value in values.items() if path[0] == "travel"}
    order = sorted(steps)
    for shorter, longer in pairwise(order):
        less, more = steps[shorter], steps[longer]
        if isinstance(less, int) and isinstance(more, int) and more <= less:
            sentence = f"travel from {longer} minutes must be more points than from {shorter} minutes"
            yield ("travel", str(longer)), sentence


def _daytime(values: Values) -> Iterable[tuple[Path, str]]:
    """The day between the quiet hours; what the bot says at a set time must fall into it."""
    start, end = (str(values.get(("hours", key), "")) for key in ("quiet_until", "quiet_from"))
    if not start or not end:
        return
    if start >= end:
        yield (
            ("hours", "quiet_until"),
            "`hours.quiet_until` must be earlier in the day than `hours.quiet_from`",
        )
        return
    for path in (("hours", "reminder"), ("hours", "digest_at")):
        if path in values and not start <= str(values[path]) < end:
            yield path, f"`{'.'.join(path)}` falls in the quiet hours; from {start[:5]} to before {end[:5]}"


CHECKS: tuple[Check, ...] = (
    _at_least("factors.court", "factors.preproceedings", "court takes the place of pre-proceedings"),
    _at_least(
        "scoring.judgement_most_weeks",
        "scoring.judgement_usual_weeks",
        "the usual review can't be later than the latest",
    ),
    _at_least("load.extra_most", "load.extra_least", "the most can't be under the least"),
    _at_least("supervision.most_minutes", "supervision.least_minutes", "the most can't be under the least"),
    _agreed_by_and_on,
    _rising_travel,
    _daytime,
)
