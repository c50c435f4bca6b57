"""What is said around a question: news, a hurry, a reason. A question is read without it where it can be."""

import re

from scoring.questions.deeds import kind_of
from scoring.questions.model import Directory
from scoring.questions.parsing import Parsed, parse_sentence
from scoring.questions.signs import Sign
from scoring.questions.subjects import PRONOUNS
from scoring.questions.topics import HARD, WEAK, Topic, weigh_topics
from scoring.questions.words import cut_words

_OPENINGS = """
need, needs, got, got to, had, have got, i have, i had, i got, i am, i need, i was, i have just, we have,
we are, we had, we need, just got, just had, just been, just back, just in, just off, just about,
just trying, just need, only got, only have, only just, supervision at, sup at, been, back, having, trying,
because, as i, as we, since i, since we, so i, so we, so that, before, after, for my, it is for, ready for,
in case, family, mum, sorry, thought, think, thinking, they want, he has, she has, they have, there is,
someone has, somebody has, hope, hoping, know, not being, not that, if you, if that, when you, no rush,
no hurry, at your, in a, quick one, quick question, my manager, the manager, asking for
"""
OPENINGS = frozenset(tuple(each.text for each in cut_words(part)) for part in _OPENINGS.split(","))
"""How a clause begins that only goes along with a question."""

LONGEST = max(map(len, OPENINGS))
CLAUSES = re.compile(r"\s*,\s+|\s*[()]\s*|\s+-+\s+|\s+but\s+")
REASONS = re.compile(
    r"\s+(?:because|cos|coz|so (?:i|we) can|so that|before (?:my|i|we|our)|in time for|ahead of"
    r"|ready for (?:my|our|the)"
    r"|for (?:my|our|the) (?:\w+ )?(?:meeting|supervision at|visit|huddle|report|briefing))\b.*",
    re.IGNORECASE,
)
HEARD = HARD | {Topic.CONCERN}
"""Said in passing, these are still what a message is about."""


def parse_question(sentence: str, directory: Directory, pattern: re.Pattern[str]) -> Parsed:
    """One sentence taken apart, without its asides if what is left still asks the same."""
    whole = parse_sentence(sentence, directory, pattern)
    text = _without_asides(sentence)
    if text is None or any(topic in HEARD for topic, _ in weigh_topics(whole.signs)[:1]):
        return whole
    part = parse_sentence(text, directory, pattern)
    return part if _stands_alone(part, whole) else whole


def _stands_alone(part: Parsed, whole: Parsed) -> bool:
    """Whether the part asks something, and no case, kind or antecedent of a pronoun is in the rest."""
    asks = any(weight >= WEAK for _, weight in weigh_topics(part.signs)[:1])
    is_same = part.references == whole.references and kind_of(part.signs) is kind_of(whole.signs)
    is_told_of = len(whole.names) > len(part.names) or Sign.PEOPLE in whole.signs - part.signs
    points_back = bool(PRONOUNS & part.signs) and is_told_of
    return asks and is_same and not points_back


def _without_asides(sentence: str) -> str | None:
    """The sentence without what goes along with its question; None if nothing does, or that is all."""
    clauses = [REASONS.sub("", clause) for clause in CLAUSES.split(sentence)]
    left = ", ".join(clause for clause in clauses if clause and not _is_aside(clause))
    return left if left and len(left) < len(", ".join(CLAUSES.split(sentence))) else None


def _is_aside(clause: str) -> bool:
    words = tuple(token.text for token in cut_words(clause))
    return any(words[:size] in OPENINGS for size in range(1, LONGEST + 1))
