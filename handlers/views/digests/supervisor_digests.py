"""The supervisor's weekly digest: each worker, before supervision. Only ever a direct message.

It says as much as fits into one message: first everything, then three of each sort, then numbers alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.messages import Message
from handlers.views.blocks import context, header, section
from handlers.views.digests.words import (
    MOST_BLOCKS_TEXT,
    MOST_TEXT,
    capital,
    change_text,
    day_or_past,
    first_few,
    fitting,
    lateness_lines,
    week_text,
)
from handlers.views.words import escape, listed, load_words, short_day, trial_note
from scoring.case import Case
from scoring.case_words import counted
from scoring.digest import PlanDue, WorkerNote
from scoring.digest_weeks import DigestDue
from scoring.ids import CaseId, Reference
from scoring.plans import PLAN_WORDS
from scoring.policy import Policy
from scoring.readings import SubjectKind

LENGTHS = (1_000, 3, 0)
"""How many of each sort are named: every one, three, none."""
MOST_SECTIONS = 45
MOST_NAMES = 12
SORTS = (
    ("visit overdue", "visits overdue"),
    ("judgement to agree", "judgements to agree"),
    ("judgement that lapses soon", "judgements that lapse soon"),
    ("plan due", "plans due"),
    ("case to talk about", "cases to talk about"),
)
SHORTENED = "Shortened to fit into one message. Everything about one colleague: /caseload @worker"
REST = "And {number} more: /caseload @worker shows each."


@dataclass(frozen=True, slots=True)
class WorkerPart:
    """One worker's week: `why` their lines disagree, and the cases they would like to talk about."""

    note: WorkerNote
    why: str | None
    cases: Mapping[CaseId, Case]
    discussed: Sequence[Reference]


def supervisor_digest_message(
    team: str, due: DigestDue, parts: Sequence[WorkerPart], today: date, policy: Policy
) -> Message:
    """The digest, as long as fits; its text says the same as its blocks, as long as fits there."""
    title = f"{team}, {week_text(due)}: before supervision"
    opening = [*summary(parts), *lateness_lines(due, today)]
    notes = [trial_note(policy)]
    used = sum(map(len, (title, *opening, *notes, SHORTENED)))
    shown, is_short = _shown(parts, MOST_BLOCKS_TEXT - used, "*")
    blocks = [header(title), section("\n".join(opening)), *map(section, _packed(shown))]
    blocks.append(context(*([SHORTENED] if is_short else []), *notes))
    spoken, is_short = _shown(parts, MOST_TEXT - used, "")
    text = [f"{escape(title)}.", *opening, *spoken, *([SHORTENED] if is_short else []), *notes]
    return Message("\n\n".join(text), tuple(blocks))


def summary(parts: Sequence[WorkerPart]) -> list[str]:
    """Whom we are not keeping our promise to, and how much there is to agree, to see to and to talk about."""
    over = [escape(part.note.worker.name) for part in parts if part.note.load.is_over]
    said = "We are keeping our promise to every colleague."
    if over:
        number = counted(len(over), ("colleague", "colleagues"))
        said = f"We are not keeping our promise to {number}: {listed(first_few(over, MOST_NAMES))}."
    numbers = [sum(each) for each in zip(*map(_numbers, parts), strict=True)]
    in_all = listed(_counted(numbers))
    return [said, f"In all: {in_all}." if in_all else "Nothing is overdue, and nothing waits to be agreed."]


def worker_lines(part: WorkerPart, most: int, bold: str) -> list[str]:
    """A worker's week, with up to `most` of each sort named; with none, their numbers."""
    note = part.note
    name = f"{bold}{escape(note.worker.name)}{bold}"
    lines = [f"{name}: {load_words(note.load)}", *_promise_lines(part)]
    if note.change is not None:
        lines.append(f"{capital(change_text(note.change))}.")
    if most:
        return [*lines, *_named(part, most)]
    counts = _counted(_numbers(part))
    return [*lines, f"{capital(listed(counts))}."] if counts else lines


def _shown(parts: Sequence[WorkerPart], characters: int, bold: str) -> tuple[list[str], bool]:
    """Each worker's paragraph at the greatest length that fits, and whether anything is left out."""
    for most in LENGTHS:
        paragraphs = ["\n".join(worker_lines(part, most, bold)) for part in parts]
        if sum(len(each) + 2 for each in paragraphs) <= characters:
            break
    return fitting(paragraphs, characters - 2 * len(parts), REST), most != LENGTHS[0]


def _packed(paragraphs: Sequence[str]) -> Iterator[str]:
    """The paragraphs, several to a section where there are more than a message has blocks for."""
    size = -(-len(paragraphs) // MOST_SECTIONS)
    for start in range(0, len(paragraphs), max(size, 1)):
        yield "\n\n".join(paragraphs[start : start + size])


def _promise_lines(part: WorkerPart) -> Iterator[str]:
    load = part.note.load
    if load.is_over:
        yield f"We are not keeping our promise. {part.why or 'Both lines are passed.'}"
    elif load.children and not load.has_capacity:
        yield "Nobody is there for these children today; please decide who looks after them meanwhile."


def _named(part: WorkerPart, most: int) -> Iterator[str]:
    note, cases = part.note, part.cases
    agree = [cases[id_].reference for id_ in note.to_agree]
    lapsing = [f"{cases[id_].reference} on {_review_day(cases[id_])}" for id_ in note.lapsing]
    visits = [f"{visit.reference}, due by {short_day(visit.due_on)}" for visit in note.visits_overdue]
    rows = (
        ("Judgements to agree", agree),
        ("Judgements that lapse soon", lapsing),
        ("Visits overdue", visits),
        ("Would like to talk about", part.discussed),
    )
    for label, items in rows:
        if items:
            yield f"{label}: {'; '.join(first_few(items, most))}."
    yield from first_few([_plan_line(due, cases) for due in note.plans_due], most)


def _numbers(part: WorkerPart) -> tuple[int, ...]:
    """How many there are of each sort in `SORTS`."""
    note = part.note
    sorts = (note.visits_overdue, note.to_agree, note.lapsing, note.plans_due, part.discussed)
    return tuple(len(each) for each in sorts)


def _counted(numbers: Sequence[int]) -> list[str]:
    return [counted(number, nouns) for number, nouns in zip(numbers, SORTS, strict=False) if number]


def _plan_line(due: PlanDue, cases: Mapping[CaseId, Case]) -> str:
    about = f" for {cases[CaseId(due.subject.id)].reference}" if due.subject.kind is SubjectKind.CASE else ""
    words = f" ({escape(due.plan.text)})" if due.plan.text else ""
    return f"Plan{about}: {PLAN_WORDS[due.plan.code]}{words}; {day_or_past(due.plan.by_when, due.is_past)}."


def _review_day(case: Case) -> str:
    return short_day(case.judgement.review_on) if case.judgement is not None else ""
