"""A plan in plain English: what would happen in numbers first, then each list, the long ones cut short."""

from collections.abc import Iterator, Sequence

from storage.sheets.findings import Plan

MOST_LINES = 12
"""How many entries of a list are shown unless everything is asked for."""

LISTS: tuple[tuple[str, str, str], ...] = (
    ("new", "new", "New"),
    ("reopened", "reopened", "Open again"),
    ("moved", "moved", "Moved to somebody else or to another team"),
    ("changed", "changed", "Changed"),
    ("closed", "closed", "Closed: not in this file any more"),
    ("waiting", "waiting", "Waiting for a worker"),
    (
        "kept",
        "kept as they are here",
        "Kept as they are here: changed in Slack since the file, or not said by it",
    ),
    ("without_team", "without a team", "Without a team or a worker: left out, they can't wait anywhere"),
    ("unknown_workers", "unknown workers", "Workers not known here: add them to the people file"),
    ("ambiguous_workers", "workers who could be several people", "Workers who could be several people"),
    ("unknown_teams", "unknown teams", "Teams not known here: add them to the teams file"),
    ("unknown_cases", "unknown cases", "References not known here"),
    ("to_confirm", "to be confirmed", "To be confirmed"),
    ("not_in_file", "not in this file", "Not in this file, and left as they are"),
    ("refused", "refused rows", "Refused"),
    ("read_as", "", "Read as"),
)
"""The lists of a plan in the order they are shown: field, the word of its count, its heading."""

SINGULAR = {
    "kept as they are here": "kept as it is here",
    "unknown workers": "unknown worker",
    "workers who could be several people": "worker who could be several people",
    "unknown teams": "unknown team",
    "unknown cases": "unknown case",
    "refused rows": "refused row",
}
"""The words of counts that read differently for one."""


def plan_lines(plan: Plan, full: bool = False) -> list[str]:
    """Counts first, then the lists; with `full`, nothing is cut."""
    title = _TITLES[plan.kind] + (f" from {plan.filename}" if plan.filename else "")
    lines = [f"{title}, as at {plan.as_at:%-d %B %Y} (source “{plan.source}”)", _counts(plan)]
    lines += plan.notes
    if plan.unknown_columns:
        lines.append(f"Columns not known, and ignored: {', '.join(plan.unknown_columns)}.")
    for name, _, heading in LISTS:
        lines += _list_lines(heading, getattr(plan, name), full)
    if plan.changes_nothing:
        lines.append("Nothing would change.")
    return lines


_TITLES = {
    "people": "People",
    "reductions": "Reductions",
    "extras": "Extra responsibilities",
    "teams": "Teams",
    "families": "Families",
    "cases": "Case list",
    "annex_a": "Annex A",
}


def _counts(plan: Plan) -> str:
    numbers = [(len(getattr(plan, name)), word) for name, word, _ in LISTS if word]
    counts = [_count(number, word) for number, word in numbers if number]
    return ", ".join([*counts, f"{plan.unchanged} unchanged"]) + "."


def _count(number: int, word: str) -> str:
    return f"{number} {SINGULAR.get(word, word) if number == 1 else word}"


def _list_lines(heading: str, entries: Sequence[object], full: bool) -> Iterator[str]:
    if not entries:
        return
    yield ""
    yield f"{heading} ({len(entries)}):"
    shown = entries if full else entries[:MOST_LINES]
    yield from (f"  {entry}" for entry in shown)
    if len(shown) < len(entries):
        yield f"  … and {len(entries) - len(shown)} more"
