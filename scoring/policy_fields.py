"""Every number of a policy file, once: where it stands, how it is read, where the policy keeps it, its words.

A field is a row of a table; `policy_file` reads a file by it and `policy_differences` compares by it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

from scoring import policy_readers as read
from scoring.case import Factor, Kind
from scoring.people import Grade
from scoring.policy import Policy, SupportWorkerMayLead
from scoring.policy_readers import Reader

Path = tuple[str, ...]

KIND_WORDS = {
    Kind.CIN: "child in need",
    Kind.ASSESSMENT: "assessment",
    Kind.S47: "section 47 enquiry",
    Kind.CP: "child protection",
    Kind.CLA: "looked-after child",
    Kind.CARE_LEAVER: "care leaver",
    Kind.CARERS: "fostering or adoption household",
}
FACTOR_WORDS = {
    Factor.COURT: "live court proceedings",
    Factor.PREPROCEEDINGS: "pre-proceedings",
    Factor.INTERPRETER: "interpreter",
    Factor.UASC: "unaccompanied asylum-seeking child",
    Factor.DISABILITY: "complex disability",
    Factor.FIRST_WEEKS: "first weeks with this lead",
    Factor.CLOSING: "closing",
}
GRADE_WORDS = {
    Grade.NEWLY_QUALIFIED: "newly qualified (ASYE)",
    Grade.EXPERIENCED: "experienced",
    Grade.ADVANCED_PRACTITIONER: "advanced practitioner",
    Grade.SUPPORT_WORKER: "support worker",
    Grade.SUPPORT_OFFICER: "support officer",
    Grade.TEAM_MANAGER: "team manager",
    Grade.NONE: "no grade",
}
PROMISE = read.whole(0, 60, "children")


@dataclass(frozen=True, slots=True)
class Field:
    """One value of the file: `find` looks it up in a policy, `words` begin a sentence about it.

    `shipped` is what a file means that was written before the key existed.
    """

    path: Path
    words: str
    reader: Reader
    find: Callable[[Policy], object]
    is_optional: bool = False
    shipped: object = None

    @property
    def label(self) -> str:
        """How a mistake names it: "points for `cp`", "`ledger.deadline`"."""
        if self.path[0] in ("kinds", "grades"):
            return f"{self.path[-1]} for `{self.path[1]}`"
        return f"`{'.'.join(self.path)}`"


def _plain(
    path: str,
    words: str,
    reader: Reader,
    keeps: str = "",
    is_optional: bool = False,
    shipped: object = None,
) -> Field:
    """A field that the policy keeps under one dotted name: the path's, unless `keeps` says another."""
    return Field(tuple(path.split(".")), words, reader, attrgetter(keeps or path), is_optional, shipped)


def _kind_value(name: str, kind: Kind, policy: Policy) -> object:
    return getattr(policy.kinds[kind], name)


def _kind_fields(kind: Kind) -> Iterable[Field]:
    words, place = KIND_WORDS[kind], ("kinds", kind.value)
    yield Field((*place, "points"), words, read.points(), partial(_kind_value, "base", kind))
    if kind is Kind.CLA:
        find = partial(_kind_value, "unsettled_base", kind)
        yield Field((*place, "unsettled_points"), f"{words}, unsettled", read.points(), find)
    may_lead = read.one_of(SupportWorkerMayLead)
    find = partial(_kind_value, "support_worker", kind)
    yield Field((*place, "support_worker"), f"{words}, support worker may lead", may_lead, find)
    find = partial(_kind_value, "visit", kind)
    yield Field((*place, "visit"), f"{words}, visits", read.visit(), find, is_optional=True)


def _factor_points(factor: Factor, policy: Policy) -> object:
    return policy.factor_points[factor]


def _factor_field(factor: Factor) -> Field:
    reader = read.points(-20, 0) if factor is Factor.CLOSING else read.points()
    return Field(("factors", factor.value), FACTOR_WORDS[factor], reader, partial(_factor_points, factor))


def _grade_value(name: str, grade: Grade, policy: Policy) -> object:
    return getattr(policy.grades[grade], name)


def _grade_fields(grade: Grade) -> Iterable[Field]:
    rows = (
        ("promise", "promise", PROMISE),
        ("bandwidth", "bandwidth", read.points(0, 300)),
        ("may_lead", "may lead", read.yes_or_no()),
    )
    for key, words, reader in rows:
        find = partial(_grade_value, key, grade)
        yield Field(("grades", grade.value, key), f"{GRADE_WORDS[grade]}, {words}", reader, find)


def _travel_points(minutes: int, policy: Policy) -> object:
    return {step.from_minutes: step.points for step in policy.travel}.get(minutes)


def travel_field(minutes: str) -> Field:
    """The field of one travel step, by the minutes it starts at."""
    find = partial(_travel_points, int(minutes))
    return Field(("travel", minutes), f"travel from {minutes} minutes", read.points(), find)


def _team_promise(team: str, grade: Grade, policy: Policy) -> object:
    return policy.team_promises.get(team, {}).get(grade)


def team_promise_field(team: str, grade: str) -> Field:
    """The field of one team's own promise to a grade."""
    find = partial(_team_promise, team, Grade(grade))
    words = f"{team}, promise to {GRADE_WORDS[Grade(grade)]}"
    return Field(("team_promises", team, grade), words, PROMISE, find, is_optional=True)


DAYS, HOURS, WEEKS = (
    read.whole(1, 60, "working days"),
    read.whole(1, 336, "hours"),
    read.whole(1, 60, "weeks"),
)

FIELDS: tuple[Field, ...] = (
    _plain("version", "version", read.version()),
    _plain("starts", "starts", read.day(), "starts_on"),
    _plain("agreed_by", "agreed by", read.text(), is_optional=True),
    _plain("agreed_on", "agreed on", read.day(), is_optional=True),
    *(field for kind in KIND_WORDS for field in _kind_fields(kind)),
    *map(_factor_field, FACTOR_WORDS),
    _plain("scoring.family_share_percent", "family share", read.percent(), "family_share_percent"),
    _plain("scoring.first_weeks_days", "first weeks", read.whole(0, 365, "days"), "first_weeks_days"),
    _plain("scoring.least_points", "least points of a case", read.points(0, 20), "least_points"),
    _plain("scoring.judgement_least", "lowest judgement", read.whole(-20, 0), "judgement_least"),
    _plain("scoring.judgement_most", "highest judgement", read.whole(0, 20), "judgement_most"),
    _plain(
        "scoring.judgement_usual_weeks",
        "usual time to a judgement's review",
        WEEKS,
        "judgement_usual_weeks",
        shipped=12,
    ),
    _plain(
        "scoring.judgement_most_weeks",
        "longest time to a judgement's review",
        WEEKS,
        "judgement_most_weeks",
        shipped=26,
    ),
    *(field for grade in GRADE_WORDS for field in _grade_fields(grade)),
    _plain("load.low_end_percent", "low end of the bandwidth", read.percent(1), "low_end_percent"),
    _plain("load.stable_element", "stable element", read.points(0, 100), "stable_element"),
    _plain("load.extra_least", "least points of an extra", read.points(), "extra_least"),
    _plain("load.extra_most", "most points of an extra", read.points(), "extra_most"),
    _plain(
        "load.escalation_co_worker_percent",
        "share kept by the earlier holder",
        read.percent(1, 99),
        "escalation_co_worker_percent",
    ),
    _plain("load.average_range", "average range", read.number_range(), "average_range", is_optional=True),
    _plain("pace.window_hours", "pace window", read.whole(1, 1000, "hours")),
    _plain("pace.divisor", "pace divisor", read.whole(1, 100)),
    _plain("pace.least", "pace, least families", read.whole(0, 100, "families")),
    _plain("ledger.settling_hours", "settling time", HOURS),
    _plain("ledger.worse_percent", "worse from", read.percent(101, 500)),
    _plain("ledger.plan_working_days", "time for a plan", DAYS),
    _plain("ledger.climb_working_days", "time before the head is told", DAYS),
    _plain("ledger.review_working_days", "time to review a plan", DAYS),
    _plain("ledger.remind_working_days", "longest quiet for reminders", DAYS),
    _plain("ledger.nobody_there_working_days", "time before nobody there is shown", DAYS),
    _plain("ledger.waiting_working_days", "longest wait", DAYS),
    _plain("ledger.waiting_urgent_working_days", "longest wait, urgent", DAYS),
    _plain("ledger.concern_working_days", "time to answer a concern", DAYS),
    _plain("ledger.plan_most_days", "furthest date of a plan", read.whole(1, 365, "days")),
    _plain("ledger.deadline", "deadline", read.clock()),
    _plain("ledger.baseline_messages", "messages before one summary", read.whole(0, 100, "messages")),
    _plain("hours.quiet_from", "quiet from", read.clock()),
    _plain("hours.quiet_until", "quiet until", read.clock()),
    _plain("hours.reminder", "reminders", read.clock()),
    _plain("hours.digest_day", "digest day", read.weekday(), "hours.digest_weekday"),
    _plain("hours.digest_at", "digest time", read.clock()),
    _plain("hours.digest_late_working_days", "longest delay of a digest", DAYS),
    _plain("hours.extra_closed_days", "extra closed days", read.days(), is_optional=True),
    _plain("supervision.interval_weeks", "supervision interval", WEEKS),
    _plain("supervision.asye_weekly_until_week", "ASYE supervision weekly until week", read.whole(0, 60)),
    _plain(
        "supervision.asye_fortnightly_until_month",
        "ASYE supervision fortnightly until month",
        read.whole(0, 24),
    ),
    _plain("supervision.least_minutes", "shortest supervision", read.whole(1, 480, "minutes"), shipped=5),
    _plain("supervision.most_minutes", "longest supervision", read.whole(1, 480, "minutes"), shipped=240),
    _plain("supervision.parity_weeks", "supervision compared over", WEEKS, shipped=12),
    _plain("privacy.reference_pattern", "reference pattern", read.pattern(), "reference_pattern"),
    _plain("privacy.small_number", "small number", read.whole(1, 50), "small_number"),
    _plain(
        "privacy.keep_closed_months",
        "closed cases are kept for",
        read.whole(1, 120, "months"),
        "keep_closed_months",
        shipped=24,
    ),
    _plain(
        "privacy.keep_words_months",
        "words and notes of messages are kept for",
        read.whole(1, 120, "months"),
        "keep_words_months",
        shipped=24,
    ),
    _plain(
        "privacy.keep_audit_months",
        "the audit is kept for",
        read.whole(12, 240, "months"),
        "keep_audit_months",
        shipped=72,
    ),
)
