"""One worker before supervision, in lines: for the weekly digest as for the sheet on demand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers.views.digests.words import capital, change_text, day_or_past, first_few
from handlers.views.words import day_text, escape, listed, load_words, moment_text, plural, short_day
from scoring.case import Case
from scoring.case_words import counted
from scoring.concerns import SUITS_WORDS, TOPIC_WORDS, Concern
from scoring.digest import PlanDue, WorkerNote
from scoring.ids import CaseId, Reference
from scoring.load import Load
from scoring.plans import PLAN_WORDS
from scoring.readings import SubjectKind
from scoring.supervision import Standing

WEEK = timedelta(days=7)
INTERVAL_WORDS = {WEEK: "weekly", 2 * WEEK: "fortnightly"}
SORTS = (
    ("open concern", "open concerns"),
    ("supervision overdue", "supervisions overdue"),
    ("visit overdue", "visits overdue"),
    ("judgement to agree", "judgements to agree"),
    ("judgement that lapses soon", "judgements that lapse soon"),
    ("plan due", "plans due"),
    ("case to talk about", "cases to talk about"),
)
"""What is counted of each worker, in the order of `numbers_of`."""


@dataclass(frozen=True, slots=True)
class WorkerPart:
    """One worker before supervision: `why` their lines disagree, the cases they would like to talk about."""

    note: WorkerNote
    why: str | None
    cases: Mapping[CaseId, Case]
    discussed: Sequence[Reference]


def worker_lines(part: WorkerPart, most: int, bold: str) -> list[str]:
    """What is told of a worker, with up to `most` of each sort named; with none, their numbers."""
    note = part.note
    name = f"{bold}{escape(note.worker.name)}{bold}"
    lines = [f"{name}: {_load_text(note.load)}", *_promise_lines(part)]
    if note.change is not None:
        lines.append(f"{capital(change_text(note.change))}.")
    if most:
        return [*lines, *_named(part, most)]
    counts = counted_sorts(numbers_of(part))
    return [*lines, f"{capital(listed(counts))}."] if counts else lines


def _load_text(load: Load) -> str:
    """Both lines of a load; for a manager without cases that there are none."""
    holds = load.children or load.case_points
    is_without = load.has_capacity and not (load.promise or load.bandwidth or holds)
    return "no cases, and this grade has no promise of its own." if is_without else load_words(load)


def _promise_lines(part: WorkerPart) -> Iterator[str]:
    load = part.note.load
    if load.is_over:
        yield f"We are not keeping our promise. {part.why or 'Both lines are passed.'}"
    elif load.children and not load.has_capacity:
        yield "Nobody is there for these children today; please decide who looks after them meanwhile."


def _named(part: WorkerPart, most: int) -> Iterator[str]:
    note, cases = part.note, part.cases
    if note.concern is not None:
        yield concern_line(note.concern)
    if note.supervision is not None:
        yield supervision_line(note.supervision)
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


def numbers_of(part: WorkerPart) -> tuple[int, ...]:
    """How many there are of each sort in `SORTS`."""
    note = part.note
    is_overdue = note.supervision is not None and note.supervision.is_overdue
    sorts = (note.visits_overdue, note.to_agree, note.lapsing, note.plans_due, part.discussed)
    return (int(note.concern is not None), int(is_overdue), *(len(each) for each in sorts))


def counted_sorts(numbers: Sequence[int]) -> list[str]:
    """ "two visits overdue", for each sort of which there is any."""
    return [counted(number, nouns) for number, nouns in zip(numbers, SORTS, strict=False) if number]


def concern_line(concern: Concern) -> str:
    """What a worker would like to talk about, for whoever is asked to."""
    about = "; ".join(TOPIC_WORDS[topic] for topic in concern.said.topics)
    words = f" (“{escape(concern.said.text)}”)" if concern.said.text else ""
    said = f"Would like to talk about their caseload: {about}{words}"
    if concern.answered_at is not None:
        return f"{said}. The talk is still to come; it suits them: {SUITS_WORDS[concern.said.suits]}."
    by = moment_text(concern.answer_by)
    return f"{said}. It suits them: {SUITS_WORDS[concern.said.suits]}; please answer by {by}."


def supervision_line(standing: Standing) -> str:
    """When supervision was last and by when it is due: never what it was about."""
    said = "Supervision: none recorded here yet"
    if standing.last is not None:
        day, minutes = standing.last.held_on, standing.last.minutes
        said = f"Supervision: last on {day.day} {day:%B %Y} ({plural(minutes, 'minute')})"
    if standing.is_away:
        return f"{said}. Away now, and days away don't count."
    if standing.due_on is None:
        return f"{said}."
    due = f"{said}; {interval_words(standing.interval)}, due by {day_text(standing.due_on)}"
    late = f", overdue by {plural(standing.overdue_days, 'day')}" if standing.is_overdue else ""
    return f"{due}{late}."


def interval_words(interval: timedelta) -> str:
    """ "weekly", "fortnightly", "every 4 weeks"."""
    return INTERVAL_WORDS.get(interval, f"every {interval // WEEK} weeks")


def _plan_line(due: PlanDue, cases: Mapping[CaseId, Case]) -> str:
    about = f" for {cases[CaseId(due.subject.id)].reference}" if due.subject.kind is SubjectKind.CASE else ""
    words = f" ({escape(due.plan.text)})" if due.plan.text else ""
    return f"Plan{about}: {PLAN_WORDS[due.plan.code]}{words}; {day_or_past(due.plan.by_when, due.is_past)}."


def _review_day(case: Case) -> str:
    return short_day(case.judgement.review_on) if case.judgement is not None else ""
