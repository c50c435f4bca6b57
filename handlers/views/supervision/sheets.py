"""The sheet to walk into supervision with: what has changed, what is due, every case explained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.messages import Block, Message
from handlers.views.blocks import actions, context, section
from handlers.views.digests.words import MOST_TEXT, capital, first_few, fitting
from handlers.views.digests.worker_parts import WorkerPart, worker_lines
from handlers.views.loads.held import held_lines
from handlers.views.loads.loads import sum_lines
from handlers.views.supervision.recording import record_worker_button, take_back_button
from handlers.views.words import day_text, trial_note
from scoring.case import Case
from scoring.case_words import counted
from scoring.ids import CaseId
from scoring.points import CasePoints
from scoring.policy import Policy

MOST_NAMED = 12
"""Of each sort of thing; so every line stays far below what one block holds."""
SECTION = 8
"""Lines in one block: none comes near Slack's 3,000 characters."""
REST = "And {number} more lines; /case and a reference opens any of them."
LED = ("case has moved on or closed", "cases have moved on or closed")


@dataclass(frozen=True, slots=True)
class News:
    """What has come since a day, and how many of the cases led then are led no more."""

    since: date
    new: Sequence[Case]
    gone: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worker's sheet; `news` is None before their first supervision."""

    part: WorkerPart
    cases: Sequence[Case]
    points: Mapping[CaseId, CasePoints]
    news: News | None
    is_own: bool
    may_record: bool
    today: date
    policy: Policy


def sheet_message(sheet: Sheet) -> Message:
    """The whole sheet, for the worker or somebody who looks after them."""
    whose = "Your sheet for supervision" if sheet.is_own else "Before supervision"
    title = f"{whose}, {day_text(sheet.today)}"
    note = sheet.part.note
    about = [*worker_lines(sheet.part, MOST_NAMED, ""), *news_lines(sheet.news)]
    about[1:1] = sum_lines(note.load, note.worker.extras)
    cases = held_lines(note.worker.id, sheet.cases, sheet.points, {})
    head = ["Cases, the heaviest first:"] if len(cases) > 1 else ["Case:"] if cases else []
    blocks = [section(f"*{title}*"), *_sections(about), *_sections([*head, *cases])]
    blocks += _buttons(sheet)
    blocks.append(context(trial_note(sheet.policy)))
    opening = [f"{title}.", *about, *head]
    room = MOST_TEXT - sum(len(line) + 1 for line in opening)
    return Message("\n".join([*opening, *fitting(cases, room, REST)]), tuple(blocks))


def news_lines(news: News | None) -> list[str]:
    """ "Since Thursday 29 October: two new cases (AB-1, AB-2); one case has moved on or closed." """
    if news is None:
        return []
    parts = []
    if news.new:
        references = ", ".join(first_few([case.reference for case in news.new], MOST_NAMED))
        parts.append(f"{counted(len(news.new), ('new case', 'new cases'))} ({references})")
    if news.gone:
        parts.append(counted(news.gone, LED))
    said = "; ".join(parts) if parts else "the same cases as then"
    return [capital(f"since supervision on {day_text(news.since)}: {said}.")]


def _buttons(sheet: Sheet) -> list[Block]:
    if not sheet.may_record:
        return []
    supervision = sheet.part.note.supervision
    last = supervision.last if supervision is not None else None
    undo = [take_back_button(last)] if last is not None else []
    return [actions(record_worker_button(sheet.part.note.worker.id), *undo)]


def _sections(lines: Sequence[str]) -> list[Block]:
    return [section("\n".join(lines[start : start + SECTION])) for start in range(0, len(lines), SECTION)]
