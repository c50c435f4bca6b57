"""Who must hear of what moved: recipes for the worker, the channel and the supervisor.

The worker hears first, by direct message; the channel's one living message per subject follows. A child's
details never reach a channel: breaches of a case go to the supervisor alone (policy guide §6 and §7).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from handlers.desk import Desk
from scoring.breaches import Breach, Cause, Closed, Move, Opened, Worsened
from scoring.case import Kind
from scoring.climb import nobody_there_channel_at, sends_at
from scoring.ids import BreachId, CaseId, TeamId, WorkerId
from scoring.policy import Policy
from scoring.readings import Line, Subject, SubjectKind
from storage.accounts import load_users
from storage.breaches import LivingMessage, add_living, change_living, find_living
from storage.cases import list_cases
from storage.loads import find_team_load
from storage.outbox import Recipe, add_recipes, has_undrawn
from storage.responsible import find_responsible
from storage.session import Session
from storage.teams import TeamRecord, load_team


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved for one subject, and how its breaches stood before.

    `is_import` says that a large import moved it, which is told of in one summary like a baseline; `came`
    that it was brought over a line into this team, from another.
    """

    subject: Subject
    team: TeamRecord
    moves: tuple[Move, ...]
    before: Mapping[BreachId, Breach]
    living: LivingMessage | None
    is_import: bool = False
    came: bool = False

    @property
    def opened(self) -> list[Opened]:
        return [move for move in self.moves if isinstance(move, Opened)]

    @property
    def ends(self) -> bool:
        """Whether its last line has closed."""
        closed = {move.breach for move in self.moves if isinstance(move, Closed)}
        return bool(closed) and not self.opened and closed == set(self.before)

    @property
    def news(self) -> list[Opened]:
        """What has opened since the team was started; the baseline is told of in one summary."""
        return [move for move in self.opened if move.cause is not Cause.BASELINE]

    @property
    def begins(self) -> bool:
        """Whether it gets its living message now: new, come from another team, or a worse baseline."""
        is_worse = any(isinstance(move, Worsened) for move in self.moves)
        has_message = self.subject.kind is not SubjectKind.CASE
        return has_message and self.living is None and (bool(self.news) or self.came or is_worse)

    @property
    def is_past_120(self) -> bool:
        """Whether a line has become much worse than it was promised, for the first time."""
        return any(isinstance(move, Opened | Worsened) and move.past_120 for move in self.moves)


@dataclass(frozen=True, slots=True)
class _Round:
    """One run over what moved: what was asked of the database once, for all of it.

    `kinds` are those of the cases whose breach opened, `reached` the workers who can be written to.
    """

    session: Session
    desk: Desk
    living: Mapping[Subject, LivingMessage] = field(default_factory=dict)
    kinds: Mapping[int, Kind] = field(default_factory=dict)
    reached: frozenset[WorkerId] = frozenset()
    supervisors: dict[TeamId, WorkerId | None] = field(default_factory=dict)

    def to_team(self, team: TeamRecord, recipe: Recipe) -> list[Recipe]:
        """The recipe with the team's channel or supervisor as its recipient; none if there is neither."""
        if team.channel is not None:
            return [replace(recipe, channel=team.channel)]
        return self.to_supervisor(team, recipe)

    def to_supervisor(self, team: TeamRecord, recipe: Recipe) -> list[Recipe]:
        """The recipe for the team's supervisor, who is asked for once; none if it has none."""
        if team.id not in self.supervisors:
            self.supervisors[team.id] = find_responsible(self.session, team.id, self.desk.today)
        supervisor = self.supervisors[team.id]
        return [] if supervisor is None else [replace(recipe, worker=supervisor)]


def quietened(moved: Iterable[Moved], earlier: Mapping[TeamId, int], policy: Policy) -> list[Moved]:
    """An import that would post more than a handful of messages in a team opens them as baseline.

    `earlier` counts those that the same import has opened in each team already.
    """
    listed = list(moved)
    messages = Counter(earlier)
    for each in listed:
        if any(move.cause is Cause.IMPORT for move in each.opened):
            messages[each.team.id] += MESSAGES[each.subject.kind]
    many = {team for team, number in messages.items() if number > policy.ledger.baseline_messages}
    return [_as_baseline(each) if each.team.id in many else each for each in listed]


MESSAGES = {SubjectKind.WORKER: 2, SubjectKind.TEAM: 1, SubjectKind.CASE: 1}
"""How many messages one new breach posts: a worker's goes to them and to the channel."""


def _as_baseline(moved: Moved) -> Moved:
    moves = tuple(
        replace(move, cause=Cause.BASELINE)
        if isinstance(move, Opened) and move.cause is Cause.IMPORT
        else move
        for move in moved.moves
    )
    return replace(moved, moves=moves, is_import=moves != moved.moves)


def post_moves(session: Session, desk: Desk, moved: Iterable[Moved]) -> None:
    """Put what must be said into the outbox; a subject for which nothing moved costs nothing."""
    news = [each for each in moved if each.moves or each.came]
    round_ = _begin_round(session, desk, news)
    recipes = [*_summaries(round_, news)]
    for each in news:
        draws = _case_recipes if each.subject.kind is SubjectKind.CASE else _living_recipes
        recipes += draws(round_, each)
    add_recipes(session, desk.now, recipes)
    _keep(round_, news)


def _keep(round_: _Round, news: list[Moved]) -> None:
    """What each living message has come to: its one reply, its end."""
    shown = [(each, round_.living[each.subject]) for each in news if each.subject in round_.living]
    replied = [living.id for each, living in shown if each.is_past_120]
    ended = [living.id for each, living in shown if each.ends]
    change_living(round_.session, *replied, replied_120=True)
    change_living(round_.session, *ended, ended_at=round_.desk.now)


def redraw_living(session: Session, desk: Desk, subject: Subject) -> None:
    """Have the subject's living message, if it has one, show what has just changed."""
    for living in find_living(session, [subject]).values():
        redraw(session, desk, living)


def redraw(session: Session, desk: Desk, living: LivingMessage, key: str | None = None) -> None:
    """Have a living message drawn again; with a key only once."""
    recipe = replace(_about(living, "living", living.subject, soon(desk)), key=key)
    if not has_undrawn(session, recipe):
        team = load_team(session, living.team)
        add_recipes(session, desk.now, _Round(session, desk).to_team(team, recipe))


def soon(desk: Desk) -> datetime:
    """Now, or when the quiet hours end."""
    return desk.calendar.next_sending_moment(desk.now, desk.policy.hours)


def _begin_round(session: Session, desk: Desk, news: list[Moved]) -> _Round:
    """What the recipes ask of the database, asked once; what needs a living message gets it here."""
    begun = add_living(session, {each.subject: each.team.id for each in news if each.begins}, desk.now)
    known = {each.subject: each.living for each in news if each.living is not None}
    cases = [
        CaseId(each.subject.id) for each in news if each.subject.kind is SubjectKind.CASE and each.opened
    ]
    workers = [WorkerId(each.subject.id) for each in news if each.subject.kind is SubjectKind.WORKER]
    kinds: dict[int, Kind] = (
        {case.id: case.facts.kind for case in list_cases(session, cases)} if cases else {}
    )
    reached = frozenset(load_users(session, workers)) if workers else frozenset[WorkerId]()
    return _Round(session, desk, known | begun, kinds, reached)


def _summaries(round_: _Round, news: list[Moved]) -> Iterable[Recipe]:
    """One for each team that has just been started, or that a large import changed."""
    teams: dict[TeamId, list[Moved]] = {}
    for each in news:
        if any(move.cause is Cause.BASELINE for move in each.opened):
            teams.setdefault(each.team.id, []).append(each)
    for id_, some in teams.items():
        key = f"baseline {id_} {round_.desk.now:%Y-%m-%d %H:%M}"
        fixed = {"started": not all(each.is_import for each in some)}
        recipe = Recipe("baseline", Subject(SubjectKind.TEAM, id_), soon(round_.desk), key=key, fixed=fixed)
        yield from round_.to_team(some[0].team, recipe)


def _case_recipes(round_: _Round, moved: Moved) -> list[Recipe]:
    """To the supervisor: at once for a wrong holder of urgent work, also in quiet hours."""
    desk, kind = round_.desk, round_.kinds.get(moved.subject.id)
    recipes: list[Recipe] = []
    for move in moved.opened:
        at = sends_at(move.line, kind, desk.now, desk.policy, desk.calendar)
        if move.cause is not Cause.BASELINE or _is_urgent(move.line, kind, at, desk):
            fixed = {"line": move.line.value, "urgent": at == desk.now}
            recipe = Recipe("case_breach", moved.subject, at, fixed=fixed)
            recipes += round_.to_supervisor(moved.team, recipe)
    return recipes


def _is_urgent(line: Line, kind: Kind | None, at: datetime, desk: Desk) -> bool:
    return line is Line.WRONG_HOLDER and kind in (Kind.CP, Kind.S47) and at == desk.now


def _living_recipes(round_: _Round, moved: Moved) -> list[Recipe]:
    desk, living = round_.desk, round_.living.get(moved.subject)
    if living is None:
        return []
    is_told = moved.news or (moved.begins and not moved.came)
    recipes = _tell_first(round_, moved) if is_told else []
    recipes += _nobody_there(round_, moved)
    for at in _drawing_moments(round_, moved):
        recipe = _about(living, "living", moved.subject, at)
        if not has_undrawn(round_.session, recipe):
            recipes += round_.to_team(moved.team, recipe)
    if moved.living is not None and moved.is_past_120 and not living.replied_120:
        recipes += round_.to_team(moved.team, _about(living, "worse", moved.subject, soon(desk)))
    if moved.ends:
        recipes += round_.to_team(moved.team, _about(living, "closing", moved.subject, soon(desk)))
    return recipes


def _about(living: LivingMessage, kind: str, subject: Subject, at: datetime) -> Recipe:
    return Recipe(kind, subject, at, fixed={"living": living.id})


def _tell_first(round_: _Round, moved: Moved) -> list[Recipe]:
    """The worker hears before the channel; without a Slack account, from their supervisor."""
    if moved.subject.kind is not SubjectKind.WORKER:
        return []
    worker = WorkerId(moved.subject.id)
    kind = "promise_broken" if worker in round_.reached else "tell_worker"
    recipe = Recipe(kind, moved.subject, soon(round_.desk))
    if has_undrawn(round_.session, recipe):
        return []
    if worker in round_.reached:
        return [replace(recipe, worker=worker)]
    return round_.to_supervisor(moved.team, recipe)


def _nobody_there(round_: _Round, moved: Moved) -> list[Recipe]:
    if not any(move.line is Line.NOBODY_THERE for move in moved.news):
        return []
    return round_.to_supervisor(moved.team, Recipe("nobody_there", moved.subject, soon(round_.desk)))


def _drawing_moments(round_: _Round, moved: Moved) -> list[datetime]:
    """When the living message is to be drawn: soon, and when a number may show in the channel."""
    desk = round_.desk
    others = [move for move in moved.moves if not _is_nobody_there(move, moved.before)]
    moments = [soon(desk)] if others else []
    for move in moved.news:
        if move.line is Line.NOBODY_THERE:
            load = find_team_load(round_.session, moved.team.id)
            left = load is not None and load.nobody_there_left > 0
            shows = nobody_there_channel_at(move.opened_at, left, desk.policy, desk.calendar)
            moments.append(desk.calendar.next_sending_moment(max(shows, desk.now), desk.policy.hours))
    if not others and not moved.news:
        moments.append(soon(desk))
    return moments


def _is_nobody_there(move: Move, before: Mapping[BreachId, Breach]) -> bool:
    line = move.line if isinstance(move, Opened) else before[move.breach].line
    return line is Line.NOBODY_THERE
