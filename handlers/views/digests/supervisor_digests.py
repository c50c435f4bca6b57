"""The supervisor's weekly digest: each worker, before supervision. Only ever a direct message.

It says as much as fits into one message: first everything, then three of each sort, then numbers alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from handlers.messages import Message
from handlers.views.blocks import context, header, section
from handlers.views.digests.words import (
    MOST_BLOCKS_TEXT,
    MOST_TEXT,
    first_few,
    fitting,
    lateness_lines,
    week_text,
)
from handlers.views.digests.worker_parts import WorkerPart, counted_sorts, numbers_of, worker_lines
from handlers.views.words import escape, listed, trial_note
from scoring.case_words import counted
from scoring.digest_weeks import DigestDue
from scoring.policy import Policy

LENGTHS = (1_000, 3, 0)
"""How many of each sort are named: every one, three, none."""
MOST_SECTIONS = 45
MOST_NAMES = 12
SHORTENED = "Shortened to fit into one message. Everything about one colleague: /caseload supervision @worker"
REST = "And {number} more: /caseload supervision @worker shows each."


def supervisor_digest_message(
    team: str,
    due: DigestDue,
    parts: Sequence[WorkerPart],
    today: date,
    policy: Policy,
    above: Message | None = None,
) -> Message:
    """The digest, as long as fits; its text says the same as its blocks, as long as fits there.

    `above` is what stands over it in the same message, where somebody asked for both: it takes room, and
    says for the two of them that they aren't late.
    """
    title = f"{team}, {week_text(due)}: before supervision"
    opening = [*summary(parts), *(lateness_lines(due, today) if above is None else [])]
    notes = [trial_note(policy)]
    used = sum(map(len, (title, *opening, *notes, SHORTENED)))
    taken = _characters(above.blocks) if above is not None else 0
    shown, is_short = _shown(parts, MOST_BLOCKS_TEXT - taken - used, "*")
    sections = MOST_SECTIONS - (len(above.blocks) if above is not None else 0)
    blocks = [header(title), section("\n".join(opening)), *map(section, _packed(shown, sections))]
    blocks.append(context(*([SHORTENED] if is_short else []), *notes))
    heard = len(above.text) if above is not None else 0
    spoken, is_short = _shown(parts, MOST_TEXT - heard - used, "")
    text = [f"{escape(title)}.", *opening, *spoken, *([SHORTENED] if is_short else []), *notes]
    return Message("\n\n".join(text), tuple(blocks))


def summary(parts: Sequence[WorkerPart]) -> list[str]:
    """Whom we are not keeping our promise to, and how much there is to agree, to see to and to talk about."""
    over = [escape(part.note.worker.name) for part in parts if part.note.load.is_over]
    said = "We are keeping our promise to every colleague."
    if over:
        number = counted(len(over), ("colleague", "colleagues"))
        said = f"We are not keeping our promise to {number}: {listed(first_few(over, MOST_NAMES))}."
    numbers = [sum(each) for each in zip(*map(numbers_of, parts), strict=True)]
    in_all = listed(counted_sorts(numbers))
    return [said, f"In all: {in_all}." if in_all else "Nothing is overdue, and nothing waits to be agreed."]


def _shown(parts: Sequence[WorkerPart], characters: int, bold: str) -> tuple[list[str], bool]:
    """Each worker's paragraph at the greatest length that fits, and whether anything is left out."""
    for most in LENGTHS:
        paragraphs = ["\n".join(worker_lines(part, most, bold)) for part in parts]
        if sum(len(each) + 2 for each in paragraphs) <= characters:
            break
    return fitting(paragraphs, characters - 2 * len(parts), REST), most != LENGTHS[0]


def _characters(block: Any) -> int:
    """All that is written in some blocks."""
    if isinstance(block, str):
        return len(block)
    parts = block.values() if isinstance(block, Mapping) else block if isinstance(block, list | tuple) else ()
    return sum(map(_characters, parts))


def _packed(paragraphs: Sequence[str], sections: int) -> Iterator[str]:
    """The paragraphs, several to a section where there are more than there is room for."""
    size = -(-len(paragraphs) // sections)
    for start in range(0, len(paragraphs), max(size, 1)):
        yield "\n\n".join(paragraphs[start : start + size])
