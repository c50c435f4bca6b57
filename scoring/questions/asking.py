"""A question about somebody or something: its topic and its subject become a query."""

from scoring.questions import grammar
from scoring.questions.casework import MOST_OPTIONS
from scoring.questions.deeds import kind_of
from scoring.questions.model import Asked, Asker, Lost, Query, Reading, Said, Which, Why
from scoring.questions.nearest import nearest_queries
from scoring.questions.parsing import Parsed
from scoring.questions.refusals import refuse
from scoring.questions.several import MOST_ALSO, TALK
from scoring.questions.signs import Sign
from scoring.questions.subjects import NOBODY, PRONOUNS, Subject, Who, general_subject, subject_of
from scoring.questions.topics import WEAK, Topic

FEW_WORDS = 4


def read_subjects(
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
        return refuse(Why.RANKING, parsed, asker)
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
