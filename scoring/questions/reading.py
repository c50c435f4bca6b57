"""The whole: a typed message becomes what it asks, or the sentence that answers it."""

import re
from collections.abc import Sequence

from scoring.ids import WorkerId
from scoring.questions import grammar
from scoring.questions.asides import parse_question
from scoring.questions.deeds import case_query, deed_of, how_to, kind_of
from scoring.questions.languages import is_foreign
from scoring.questions.model import (
    Asked,
    Asker,
    Directory,
    Lost,
    Query,
    Reading,
    Said,
    Which,
    Why,
)
from scoring.questions.names import Name
from scoring.questions.nearest import nearest_queries
from scoring.questions.parsing import Parsed
from scoring.questions.signs import Sign
from scoring.questions.subjects import (
    NOBODY,
    PRONOUNS,
    Subject,
    Who,
    choose_subjects,
    general_subject,
    subject_of,
)
from scoring.questions.topics import HARD, WEAK, Topic, weigh_topics
from scoring.questions.words import cut_sentences, cut_words

LONGEST = 1_000
"""Characters; a question is one to three lines."""

MOST_ALSO = 4
MOST_OPTIONS = 5
FEW_WORDS = 4
PARTS = re.compile(
    r",?\s+(?:and|also|then|plus)\s+(?="
    r"(?:who|whos|what|whats|how|hows|when|where|which|is|are|does|do|show|why|any|anyone|did)\b"
    r"|(?:has|have)\s+(?:i|we|the|any|anyone|anybody|[a-z]*[-/]?\d+)\b)",
    re.IGNORECASE,
)
WHYS = {
    Topic.RISK: Why.RISK,
    Topic.SICKNESS: Why.SICKNESS,
    Topic.HR: Why.HR,
    Topic.RANKING: Why.RANKING,
    Topic.PRIVATE: Why.PRIVATE,
    Topic.ABOUT: Why.ABOUT,
}
TALK = ((Sign.INSULT, Why.INSULT), (Sign.THANKS, Why.THANKS), (Sign.GREETING, Why.GREETING))
SMALL = frozenset({Why.INSULT, Why.THANKS, Why.GREETING})
"""What may stand beside a question without being one."""


def read_question(
    text: str, directory: Directory, asker: Asker, reference_pattern: str, last: Query | None = None
) -> Reading:
    """What a message asks, with the names of this directory. `last` is what was asked before it here."""
    sentences = [part for each in cut_sentences(text) for part in PARTS.split(each) if part.strip()]
    if not sentences:
        return Said(Why.LANGUAGE if is_foreign(text, ()) else Why.EMPTY)
    if len(text) > LONGEST:
        return Said(Why.LONG)
    readings: list[Reading] = []
    for sentence in sentences:
        reading = _read(sentence, directory, asker, re.compile(reference_pattern), last)
        last = reading.query if isinstance(reading, Asked) else last
        readings.append(reading)
    return _joined(readings)


def _joined(readings: Sequence[Reading]) -> Reading:
    """What several sentences ask together: the first question, and the others to follow it."""
    asked = [query for each in readings if isinstance(each, Asked) for query in (each.query, *each.also)]
    forms = {query.reference for query in asked if query.deed is not None}
    queries = tuple(dict.fromkeys(query for query in asked if query.deed or query.reference not in forms))
    said = [each for each in readings if isinstance(each, Said)]
    refused = next(
        iter(
            sorted(
                (each for each in said if each.why not in SMALL), key=lambda each: each.why is not Why.RISK
            )
        ),
        None,
    )
    if refused is not None:
        others = tuple(dict.fromkeys((*refused.also, *queries)))
        return Said(refused.why, others[:MOST_ALSO])
    which = next((each for each in readings if isinstance(each, Which)), None)
    if which is not None:
        return which
    if queries:
        first = next(each for each in readings if isinstance(each, Asked))
        return Asked(queries[0], queries[1 : 1 + MOST_ALSO], first.assumed)
    lost = next((each for each in readings if isinstance(each, Lost)), None)
    return lost or min(said, key=lambda each: [why for _, why in TALK].index(each.why))


def _read(
    sentence: str, directory: Directory, asker: Asker, pattern: re.Pattern[str], last: Query | None
) -> Reading:
    parsed = parse_question(sentence, directory, pattern)
    if Sign.INSTRUCTIONS in parsed.signs:
        return Said(Why.INSTRUCTIONS)
    weights = weigh_topics(parsed.signs)
    if weights and weights[0][0] in HARD:
        return _refused(WHYS[weights[0][0]], parsed, asker)
    if is_foreign(sentence, [token.text for token in cut_words(sentence)]):
        return Said(Why.LANGUAGE)
    if parsed.is_strange:
        return Said(Why.STRANGER)
    choices = [choose_subjects(name, asker) for name in parsed.names]
    reading = _of_cases(parsed, choices, last) or _of_help(parsed)
    return reading or _of_subjects(parsed, choices, weights, asker, last)


def _refused(why: Why, parsed: Parsed, asker: Asker) -> Said:
    """What isn't answered, with what can be shown of those it was asked about."""
    subjects = [each[0] for each in (choose_subjects(n, asker) for n in parsed.names) if len(each) == 1]
    shown = [grammar.make_query(Topic.LOAD, subject, asker) for subject in subjects]
    shown += [case_query(reference, frozenset(), None, ()) for reference in parsed.references]
    if why is Why.RANKING and not shown:
        shown = [Query(grammar.BREACHES), Query(grammar.ROOM)]
    return Said(why, tuple(shown[:MOST_ALSO]))


def _of_cases(parsed: Parsed, choices: list[list[Subject]], last: Query | None) -> Reading | None:
    """A question or command about cases by reference; "close it" means the case spoken of last."""
    references, signs = parsed.references, parsed.signs
    if not references and Sign.IT in signs and last is not None and last.reference is not None:
        references = (last.reference,)
        signs |= {Sign.REALLOCATE} if Sign.ALLOCATE in signs and last.route == grammar.CASE else set()
    if not references:
        return Said(Why.WHICH_CASE) if _is_of_a_case(signs) else None
    people = _receivers(parsed.names, choices)
    teams = next((each.teams for some in choices for each in some if len(some) == 1 and each.teams), ())
    if len(people) > 1:
        return Which(tuple(case_query(references[0], signs, each, teams) for each in people[:MOST_OPTIONS]))
    worker = people[0] if people else None
    queries = [case_query(reference, signs, worker, teams) for reference in references]
    others = tuple(each.id for some in choices for subject in some for each in subject.others)
    return Asked(queries[0], tuple(dict.fromkeys(queries[1:])), others)


def _is_of_a_case(signs: frozenset[Sign]) -> bool:
    """Whether one case is meant, though it isn't said which."""
    wants = deed_of(signs) is not None and bool(signs & {Sign.CASE, Sign.IT})
    asks = signs >= {Sign.CASE, Sign.IT} and bool(signs & {Sign.WHY, Sign.POINTS})
    return (wants or asks) and Sign.HOWTO not in signs


def _receivers(names: Sequence[Name], choices: list[list[Subject]]) -> list[WorkerId]:
    """The person a case is to go to: the one after "to" or "with", else the first who is named."""
    named = [
        (name, [each.person.id for each in some if each.person])
        for name, some in zip(names, choices, strict=True)
    ]
    people = [(name, some) for name, some in named if some]
    towards = [some for name, some in people if name.before in ("to", "with")]
    return next(iter([*towards, *(some for _, some in people)]), [])


def _of_help(parsed: Parsed) -> Reading | None:
    found = how_to(parsed.signs)
    return Asked(found) if found else None


def _of_subjects(
    parsed: Parsed,
    choices: list[list[Subject]],
    weights: list[tuple[Topic, int]],
    asker: Asker,
    last: Query | None,
) -> Reading:
    subjects = _merged(choices, parsed, weights, asker)
    topic = _topic(parsed, weights, subjects, last)
    if topic is None:
        return _lost(parsed, subjects[0][0] if subjects else NOBODY, asker)
    if not subjects:
        return Asked(_query(topic, _unnamed(parsed, topic, last), parsed, asker))
    several = next((some for some in subjects if len(some) > 1), None)
    if several is not None:
        options = [_query(topic, each, parsed, asker) for each in several[:MOST_OPTIONS]]
        return Which(tuple(dict.fromkeys(options)))
    named = [some[0] for some in subjects]
    if topic is Topic.COMPARE and all(each.who is Who.WORKER for each in named):
        return _refused(Why.RANKING, parsed, asker)
    queries = list(dict.fromkeys(_query(topic, each, parsed, asker) for each in named))
    others = tuple(each.id for each in named[0].others)
    return Asked(queries[0], tuple(queries[1 : 1 + MOST_ALSO]), others)


def _merged(
    choices: list[list[Subject]], parsed: Parsed, weights: list[tuple[Topic, int]], asker: Asker
) -> list[list[Subject]]:
    """The subjects named; several teams are one subject, and "us and South" has the asker's own in it."""
    teams = [some[0].teams[0] for some in choices if len(some) == 1 and some[0].who is Who.TEAM]
    compares = bool(weights) and weights[0][0] is Topic.COMPARE
    if compares and len(teams) == 1 and Sign.WE in parsed.signs and len(asker.teams) == 1:
        teams = [*asker.teams, *teams]
    if len(set(teams)) < 2:
        return choices
    rest = [some for some in choices if not (len(some) == 1 and some[0].who is Who.TEAM)]
    return [[Subject(Who.TEAMS, teams=tuple(dict.fromkeys(teams)))], *rest]


def _topic(
    parsed: Parsed, weights: list[tuple[Topic, int]], subjects: list[list[Subject]], last: Query | None
) -> Topic | None:
    """What is asked; what was asked last, where only a new subject is named; None if it can't be told."""
    best, weight = weights[0] if weights else (None, 0)
    if best is Topic.ELSE:
        return None
    spoken = bool(subjects) or general_subject(parsed.signs) is not NOBODY
    follows = best is None or (weight < WEAK and Sign.AND in parsed.signs)
    if spoken and follows and last is not None and (subjects or parsed.size <= FEW_WORDS):
        return grammar.topic_of(last.route)
    if best is None:
        if last is not None and _goes_on(parsed):
            return grammar.topic_of(last.route)
        is_bare = spoken and _is_short(parsed) and Sign.INSULT not in parsed.signs
        return Topic.LOAD if subjects or is_bare else None
    if weight > WEAK or subjects:
        return best
    about_last = last is not None and bool(PRONOUNS & parsed.signs)
    if not parsed.is_plain or (weight < WEAK and not spoken and not about_last):
        return None
    return best if best is not Topic.CASE else None


def _unnamed(parsed: Parsed, topic: Topic, last: Query | None) -> Subject:
    """The subject where none is named: "him" or "there" of the last question, my team, me, or nobody."""
    general = general_subject(parsed.signs)
    if general.who is Who.SELF and Sign.WHO in parsed.signs and topic is not Topic.LOAD:
        general = NOBODY
    if last is None or (general is not NOBODY and not PRONOUNS & parsed.signs):
        return general
    asks_points = topic is Topic.POINTS and not _is_general(parsed.signs)
    asks_kind = topic is Topic.LOAD and Sign.MANY in parsed.signs and kind_of(parsed.signs) is not None
    is_of_last = bool(PRONOUNS & parsed.signs) or asks_points or asks_kind or _goes_on(parsed)
    return subject_of(last) if is_of_last else general


def _goes_on(parsed: Parsed) -> bool:
    """Whether a few words go on with the question before: "and the trend", "who else"."""
    is_talk = any(sign in parsed.signs for sign, _ in TALK)
    return Sign.AND in parsed.signs and _is_short(parsed) and not is_talk


def _is_short(parsed: Parsed) -> bool:
    return parsed.is_plain and parsed.size <= FEW_WORDS


def _query(topic: Topic, subject: Subject, parsed: Parsed, asker: Asker) -> Query:
    signs = parsed.signs
    if topic is Topic.OVER and Sign.WHO in signs and subject.who in (Who.TEAM, Who.OWN_TEAM, Who.NOBODY):
        topic = Topic.BREACHES
    if subject is NOBODY and _is_general(signs):
        topic = Topic.POLICY
    made = grammar.make_query(topic, subject, asker)
    if topic is Topic.ALLOCATE and kind_of(signs) is not None:
        return Query(made.route, made.worker, made.teams, kind=kind_of(signs))
    return made


def _is_general(signs: frozenset[Sign]) -> bool:
    """Whether it is asked of any case of a kind, or of any worker of a grade, and so of the policy."""
    of_a_kind = bool(signs & {Sign.FACTOR, Sign.GENERAL}) or kind_of(signs) is not None
    of_a_grade = bool(signs & {Sign.WORKER, Sign.HOURS, Sign.GENERAL})
    return (Sign.POINTS in signs and of_a_kind) or (
        of_a_grade and bool(signs & {Sign.PROMISE, Sign.MANY, Sign.LOAD})
    )


def _lost(parsed: Parsed, subject: Subject, asker: Asker) -> Reading:
    why = next((why for sign, why in TALK if sign in parsed.signs), None)
    return Said(why) if why is not None else Lost(nearest_queries(parsed.text, subject, asker))
