"""Reading Annex A: every child once, with the statuses of all open rows that name them.

Lists 6, 7 and 8 hold closed rows for six months, the same child in several lists and in several rows, and
workers as free text. Only the reference, the list, the status, two flags, the team, the worker's name and
three dates are taken from a row; everything else about the child is never looked at.

A protection-plan or looked-after status in List 6 means that kind only while the file has no list of its own
for it: where List 7 or 8 is there, it decides, and the List 6 row means a child in need. A child's team and
worker are those of the row that decides the kind, then of the row that began last.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from scoring.case import Factor, Facts, Kind
from scoring.errors import BadFile, BadInput
from scoring.ids import Reference
from scoring.points import kind_of_statuses
from scoring.policy import Policy
from storage.sheets.annex_lists import AnnexList, FoundList, find_lists
from storage.sheets.cells import plain_text
from storage.sheets.listed import ListedCase, Listing, latest, stated
from storage.sheets.progress import Told, counted, tell_nobody
from storage.sheets.read import Refusal, rows_below
from storage.sheets.references import reference_reader
from storage.sheets.workbook import Sheet

KINDS = frozenset((Kind.CIN, Kind.ASSESSMENT, Kind.CP, Kind.CLA))
"""The kinds these lists can say."""

REMEMBERED = 65_536
"""Values of one column that are remembered: a country's workers, or the days of many years."""

_OWN_LIST = {Kind.CP: "List 7", Kind.CLA: "List 8"}
_CLOSED = re.compile(r"\bclosed\b|\bclosure\b|care leaver|^e$")
_STATUSES: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"\b(cla|lac)\b|looked after|^a$"), Kind.CLA),
    (re.compile(r"\bcpp?\b|child protection|^b$"), Kind.CP),
    (re.compile(r"\b(asmt|assessments?)\b|^d$"), Kind.ASSESSMENT),
    (re.compile(r"\bcin\b|child in need|^c$"), Kind.CIN),
)
"""Case statuses as councils write them: "a) Looked after child", "CLA&CPP", "CP Ext", "Open asmt" …"""


@dataclass(frozen=True, slots=True)
class _Row:
    """What is kept of one open row: some hundred thousand of them, so what is the same is one value."""

    list_name: str
    kinds: frozenset[Kind]
    flags: tuple[tuple[Factor, bool | None], ...]
    team: str
    worker: str
    start: date | None
    seen: date | None


def read_annex_a(sheets: Sequence[Sheet], policy: Policy, as_at: date, told: Told = tell_nobody) -> Listing:
    """The open cases of Lists 6, 7 and 8. BadFile if a list can't be used, or no row holds a child."""
    found, notes = find_lists(sheets)
    own_lists = {item.rule.name for item in found}
    read_reference = reference_reader(policy)
    children: dict[Reference, tuple[_Row, ...]] = {}
    refused: list[Refusal] = []
    named: set[Reference] = set()
    for item in found:
        for reference, row in _read_list(item, read_reference, as_at, named, told):
            if isinstance(row, Refusal):
                refused.append(row)
            elif reference is not None:
                children[reference] = (*children.get(reference, ()), row)
    if not named and not refused:
        raise BadFile(
            "No list of 6, 7 and 8 has an open row. Check that the export is whole, and export it again."
        )
    doubtful = _count_doubtful(children.values(), own_lists)
    if doubtful:
        notes.append(_doubtful_words(doubtful))
    merge = _merger(own_lists, policy, as_at)
    return Listing(
        cases=(merge(reference, children.pop(reference)) for reference in sorted(children)),
        lists=frozenset(own_lists),
        named=frozenset(named),
        kinds=KINDS,
        refused=refused,
        notes=notes,
    )


def _read_list(
    found: FoundList,
    read_reference: Callable[[object], Reference | None],
    as_at: date,
    named: set[Reference],
    told: Told,
) -> Iterator[tuple[Reference | None, _Row | Refusal]]:
    rule, places = found.rule, found.matched.places
    readers = [
        (column.name, places[column.name], _remembered(column.read))
        for column in rule.columns
        if column.name in places and column.name != "reference"
    ]
    open_kinds, row_of = _kinds_reader(rule, as_at), _row_maker(rule)
    for number, row in counted(
        rows_below(found.sheet.rows(), found.matched), f"rows of {rule.name} read", told
    ):
        place = f"{rule.name}, row {number}"
        try:
            reference = read_reference(_cell(row, places["reference"]))
        except BadInput as problem:
            yield None, Refusal(place, f"the reference {problem}")
            continue
        if reference is None:
            yield None, Refusal(place, "the reference is missing")
            continue
        values, problems = _values(row, readers)
        if "end" in problems:
            named.add(reference)
            yield None, Refusal(place, f"the end date {problems['end']}")
        elif (kinds := open_kinds(values)) is not None:
            named.add(reference)
            yield reference, row_of(kinds, values)


def _remembered(read: Callable[[object], object]) -> Callable[[object], object]:
    """The same reader; what a column holds again and again is read once and kept once."""
    return lru_cache(maxsize=REMEMBERED, typed=True)(read)


def _cell(row: tuple[object, ...], place: int) -> object:
    return row[place] if place < len(row) else None


def _values(
    row: tuple[object, ...], readers: Iterable[tuple[str, int, Callable[[object], object]]]
) -> tuple[dict[str, object], dict[str, str]]:
    """The values that could be read; a flag or date that can't be is left unknown, and named."""
    values: dict[str, object] = {}
    problems: dict[str, str] = {}
    for name, place, read in readers:
        try:
            values[name] = read(row[place] if place < len(row) else None)
        except BadInput as problem:
            problems[name] = str(problem)
    return values, problems


def _kinds_reader(rule: AnnexList, as_at: date) -> Callable[[Mapping[str, object]], frozenset[Kind] | None]:
    """The statuses of an open row, None for a closed one: an end date that has come, or its status."""
    own, statuses = frozenset((rule.kind,)), _remembered(statuses_of)

    def read(values: Mapping[str, object]) -> frozenset[Kind] | None:
        end = values.get("end")
        if isinstance(end, date) and end <= as_at:
            return None
        return own if rule.kind is not Kind.CIN else statuses(values.get("status"))  # type: ignore[return-value]

    return read


def statuses_of(cell: object) -> frozenset[Kind] | None:
    """The kinds that a case status of List 6 names, None when it says closed; a child in need if unclear."""
    words = plain_text(cell).casefold()
    if found := re.fullmatch(r"([a-e])\)\s*(.*)", words):
        words = found[2] or found[1]
    if _CLOSED.search(words):
        return None
    kinds = frozenset(kind for pattern, kind in _STATUSES if pattern.search(words))
    return kinds or frozenset((Kind.CIN,))


def _row_maker(rule: AnnexList) -> Callable[[frozenset[Kind], Mapping[str, object]], _Row]:
    @cache
    def flags_of(*cells: object) -> tuple[tuple[Factor, bool | None], ...]:
        return tuple((factor, _flag(cell)) for (_, factor), cell in zip(rule.factors, cells, strict=True))

    def make(kinds: frozenset[Kind], values: Mapping[str, object]) -> _Row:
        start, seen = values.get("start"), values.get("seen")
        return _Row(
            rule.name,
            kinds,
            flags_of(*(values.get(name) for name, _ in rule.factors)),
            str(values.get("team") or ""),
            str(values.get("worker") or ""),
            start if isinstance(start, date) else None,
            seen if isinstance(seen, date) else None,
        )

    return make


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _merger(
    own_lists: set[str], policy: Policy, as_at: date
) -> Callable[[Reference, Sequence[_Row]], ListedCase]:
    """One child from all their open rows, whatever order these came in."""
    kind_of = cache(lambda kinds: kind_of_statuses([Facts(kind) for kind in sorted(kinds)], policy).kind)
    settled = cache(lambda name, kinds: frozenset(_settled_kinds(name, kinds, own_lists)))
    flags_of = cache(stated)
    lists_of = cache(lambda names: frozenset(names))

    def merge(reference: Reference, rows: Sequence[_Row]) -> ListedCase:
        first = rows[0]
        kinds = settled(first.list_name, first.kinds)
        if len(rows) > 1:
            kinds = kinds.union(*(settled(row.list_name, row.kinds) for row in rows[1:]))
            kind = kind_of(kinds)
            rows = sorted(rows, key=lambda row: _precedence(row, kind in settled(row.list_name, row.kinds)))
        holder = next((row for row in rows if row.worker), rows[0])
        on, off = flags_of(tuple(flag for row in rows for flag in row.flags))
        return ListedCase(
            reference=reference,
            lists=lists_of(tuple(sorted({row.list_name for row in rows}))),
            kind=kind_of(kinds),
            on=on,
            off=off,
            team=holder.team or next((row.team for row in rows if row.team), ""),
            worker=holder.worker,
            last_seen=latest(row.seen for row in rows if row.seen is None or row.seen <= as_at),
        )

    return merge


def _settled_kinds(list_name: str, kinds: Iterable[Kind], own_lists: set[str]) -> set[Kind]:
    """A row's statuses, those of List 6 only where no list of their own decides."""
    if list_name in _OWN_LIST.values():
        return set(kinds)
    return {Kind.CIN if _OWN_LIST.get(kind) in own_lists else kind for kind in kinds}


def _precedence(row: _Row, decides: bool) -> tuple[bool, int, str, str, str]:
    began = -row.start.toordinal() if row.start else 0
    return (not decides, began, row.list_name, row.worker, row.team)


def _count_doubtful(children: Iterable[Sequence[_Row]], own_lists: set[str]) -> int:
    """How many children List 6 gives a plan or care that the list of its own doesn't."""
    return sum(
        any(
            _OWN_LIST.get(kind) in own_lists - {row.list_name for row in rows}
            for row in rows
            for kind in row.kinds
        )
        for rows in children
    )


def _doubtful_words(number: int) -> str:
    who = "1 child has" if number == 1 else f"{number} children have"
    return (
        f"{who} a protection plan or care as status in List 6, but no open row in List 7 or 8: "
        "counted by the rest of what the file says."
    )
