"""The whole: a typed message becomes what it asks, or the sentence that answers it."""

import re

from scoring.questions.asides import parse_question
from scoring.questions.asking import read_subjects
from scoring.questions.casework import read_cases
from scoring.questions.deeds import how_to
from scoring.questions.languages import is_foreign
from scoring.questions.model import Asked, Asker, Directory, Query, Reading, Said, Why
from scoring.questions.parsing import Parsed
from scoring.questions.refusals import WHYS, refuse
from scoring.questions.several import cut_questions, join_readings
from scoring.questions.signs import Sign
from scoring.questions.subjects import choose_subjects
from scoring.questions.topics import HARD, weigh_topics
from scoring.questions.words import cut_words

LONGEST = 1_000
"""Characters; a question is one to three lines."""


def read_question(
    text: str, directory: Directory, asker: Asker, reference_pattern: str, last: Query | None = None
) -> Reading:
    """What a message asks, with the names of this directory. `last` is what was asked before it here."""
    sentences = cut_questions(text)
    if not sentences:
        return Said(Why.LANGUAGE if is_foreign(text, ()) else Why.EMPTY)
    if len(text) > LONGEST:
        return Said(Why.LONG)
    readings: list[Reading] = []
    for sentence in sentences:
        reading = _read(sentence, directory, asker, re.compile(reference_pattern), last)
        last = reading.query if isinstance(reading, Asked) else last
        readings.append(reading)
    return join_readings(readings)


def _read(
    sentence: str, directory: Directory, asker: Asker, pattern: re.Pattern[str], last: Query | None
) -> Reading:
    parsed = parse_question(sentence, directory, pattern)
    if Sign.INSTRUCTIONS in parsed.signs:
        return Said(Why.INSTRUCTIONS)
    weights = weigh_topics(parsed.signs)
    if weights and weights[0][0] in HARD:
        return refuse(WHYS[weights[0][0]], parsed, asker)
    if is_foreign(sentence, [token.text for token in cut_words(sentence)]):
        return Said(Why.LANGUAGE)
    if parsed.is_strange:
        return Said(Why.STRANGER)
    choices = [choose_subjects(name, asker) for name in parsed.names]
    reading = read_cases(parsed, choices, last) or _of_help(parsed)
    return reading or read_subjects(parsed, choices, weights, asker, last)


def _of_help(parsed: Parsed) -> Reading | None:
    found = how_to(parsed.signs)
    return Asked(found) if found else None
