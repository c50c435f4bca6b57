"""The side of whoever is asked: the direct message about a worker's concern, and what came of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.messages import Block, Message, View
from handlers.views.blocks import actions, button, field, modal, option, section, select, text_input
from handlers.views.concerns.concerns import FEW_WORDS, quoted, said_lines
from handlers.views.ledger.breaches import LEVEL_WORDS
from handlers.views.words import escape, load_words, moment_text
from scoring.breaches import Level
from scoring.concerns import MOST_CHARACTERS, OUTCOME_WORDS, Concern, Outcome, Why
from scoring.load import Load


@dataclass(frozen=True, slots=True)
class Told:
    """A concern as somebody who is asked reads it.

    `answered_by` and `closed_by` are names; `load` is None for somebody in no team. `why` says why it comes
    to them, None where that has been told; `earlier` is who was asked before.
    """

    concern: Concern
    name: str
    load: Load | None
    answered_by: str | None = None
    closed_by: str | None = None
    why: Why | None = None
    earlier: str | None = None


def concern_message(told: Told) -> Message:
    """The message, as things are: asked, answered, closed or withdrawn."""
    title, lines = _title(told), list(_lines(told))
    buttons = answer_buttons(told.concern)
    blocks = (section("\n".join([f"*{title}*", *lines])), *([actions(*buttons)] if buttons else []))
    return Message("\n".join([title, *lines]), blocks)


def answer_buttons(concern: Concern) -> Sequence[Block]:
    """What whoever is asked can do now; nothing once it is closed."""
    if concern.closed_at is not None:
        return ()
    talked = button("We have talked", f"concern_close:{concern.id}", str(concern.id))
    if concern.answered_at is not None:
        return (talked,)
    will = button("I'll talk to them", f"concern_answer:{concern.id}", str(concern.id), "primary")
    return (will, talked)


def outcome_form(name: str, metadata: str) -> View:
    """What came of the talk."""
    outcomes = [option(words.capitalize(), each.value) for each, words in OUTCOME_WORDS.items()]
    words = text_input("text", most=MOST_CHARACTERS, lines=True)
    parts = [
        section(f"{escape(name)} is told what you choose here; only those who were asked can see it too."),
        field("outcome", "What was agreed?", select("outcome", outcomes, hint="The main thing")),
        field("text", "In a few words", words, optional=True, hint=FEW_WORDS),
    ]
    return modal("concern_close", "We have talked", parts, submit="Save", metadata=metadata, close="Cancel")


def closed_message(name: str, outcome: Outcome) -> Message:
    """What whoever closed it reads."""
    return Message(f"Thank you for talking with {escape(name)}. They are told: {OUTCOME_WORDS[outcome]}.")


def _title(told: Told) -> str:
    name = escape(told.name)
    if told.concern.outcome is Outcome.WITHDRAWN:
        return f"{name} wanted to talk about their caseload, and has withdrawn it."
    if told.concern.closed_at is not None:
        return f"{name}'s concern about their caseload is closed."
    return f"{name} would like to talk about their caseload."


def _lines(told: Told) -> Iterator[str]:
    concern = told.concern
    if concern.outcome is Outcome.WITHDRAWN:
        yield "Nothing more is asked of you."
        return
    if concern.outcome is not None and concern.closed_at is not None:
        outcome = f"{OUTCOME_WORDS[concern.outcome]}{quoted(concern.outcome_text)}"
        yield f"{escape(told.closed_by or 'Somebody')} noted on {moment_text(concern.closed_at)}: {outcome}."
        return
    yield from _why(told)
    yield from said_lines(concern.said, "It suits them")
    if told.load is not None:
        yield f"Their load today: {load_words(told.load)}. Numbers can be wrong; what they say stands."
    yield _asked(told)


def _why(told: Told) -> Iterator[str]:
    level = LEVEL_WORDS[told.concern.level]
    if told.why is Why.UNANSWERED:
        earlier = escape(told.earlier) if told.earlier else "Whoever was asked before"
        yield f"{earlier} hasn't answered in time, so it comes to you as {level}."
    elif told.why is Why.OWN:
        yield f"They look after the team themselves, so it comes to you as {level}."
    elif told.why is Why.NOBODY:
        yield f"I know of no supervisor of theirs whom I can write to, so it comes to you as {level}."


def _asked(told: Told) -> str:
    concern = told.concern
    if concern.answered_at is not None:
        who, when = escape(told.answered_by or "Somebody"), moment_text(concern.answered_at)
        return f"{who} said on {when} that they will talk with them."
    by = moment_text(concern.answer_by)
    after = "" if concern.level is Level.HEAD else "; after that it goes one level up"
    return f"Please answer by {by}{after}. It is private to those who are asked."
