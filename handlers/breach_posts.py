"""Who must hear of what moved: recipes for the worker, the channel, the supervisor and those above.

The worker hears first, by direct message; the channel's one living message per subject follows. A child's
details never reach a channel: breaches of a case go to the supervisor alone (policy guide §6 and §7).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from handlers.desk import Desk
from scoring.breaches import Breach, Cause, Closed, Level, Move, Opened, Worsened
from scoring.case import Kind
from scoring.climb import nobody_there_channel_at, sends_at
from scoring.ids import BreachId, CaseId, TeamId, WorkerId
from scoring.policy import Policy
from scoring.readings import Line, Subject, SubjectKind
from storage.accounts import find_head, find_service_manager, find_supervisor, load_users
from storage.breaches import LivingMessage, add_living, change_living, find_living
from storage.cases import load_case
from storage.loads import load_team_load
from storage.outbox import Recipe, add_recipes, has_undrawn
from storage.teams import TeamRecord, load_team


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved for one subject, and how its breaches stood before."""

    subject: Subject
    team: TeamRecord
    moves: tuple[Move, ...]
    before: Mapping[BreachId, Breach]
    living: LivingMessage | None

    @property
    def opened(self) -> list[Opened]:
        return [move for move in self.moves if isinstance(move, Opened)]

    @property
    def ends(self) -> bool:
        """Whether its last line has closed."""
        closed = {move.breach for move in self.moves if isinstance(move, Closed)}
        return bool(closed) and not self.opened and closed == set(self.before)


def quietened(moved: Iterable[Moved], policy: Policy) -> list[Moved]:
    """An import that would post more than a handful of messages in a team opens them as baseline."""
    listed = list(moved)
    messages = Counter(
        each.team.id for each in listed if any(move.cause is Cause.IMPORT for move in each.opened)
    )
    many = {team for team, number in messages.items() if number > policy.ledger.baseline_messages}
    return [_as_baseline(each) if each.team.id in many else each for each in listed]


def _as_baseline(moved: Moved) -> Moved:
    moves = tuple(
        replace(move, cause=Cause.BASELINE)
        if isinstance(move, Opened) and move.cause is Cause.IMPORT
        else move
        for move in moved.moves
    )
    return replace(moved, moves=moves)


def post_moves(session: Session, desk: Desk, moved: Iterable[Moved]) -> None:
    """Put what must be said into the outbox."""
    summaries: set[TeamId] = set()
    recipes: list[Recipe] = []
    for each in moved:
        if any(move.cause is Cause.BASELINE for move in each.opened) and each.team.id not in summaries:
            summaries.add(each.team.id)
            recipes += _summary(session, desk, each.team)
        if each.subject.kind is SubjectKind.CASE:
            recipes += _case_recipes(session, desk, each)
        else:
            recipes += _living_recipes(session, desk, each)
    add_recipes(session, desk.now, recipes)


def post_climb(session: Session, desk: Desk, breach: Breach, level: Level, team: TeamRecord) -> None:
    """Tell whoever is asked for a plan now; the next one up where a council has nobody at a level."""
    manager = find_service_manager(session, team.service) if level is Level.SERVICE_MANAGER else None
    worker = manager or find_head(session)
    if worker is not None:
        fixed = {"breach": breach.id, "level": level.value}
        recipe = Recipe("climb", breach.subject, soon(desk), worker=worker, fixed=fixed)
        add_recipes(session, desk.now, [recipe])


def redraw_living(session: Session, desk: Desk, subject: Subject) -> None:
    """Have the subject's living message, if it has one, show what has just changed."""
    living = find_living(session, [subject]).get(subject)
    if living is None or has_undrawn(session, "living", subject, soon(desk)):
        return
    recipe = _about(living, "living", subject, soon(desk))
    add_recipes(session, desk.now, _to_team(session, desk, load_team(session, living.team), recipe))


def soon(desk: Desk) -> datetime:
    """Now, or when the quiet hours end."""
    return desk.calendar.next_sending_moment(desk.now, desk.policy.hours)


def _summary(session: Session, desk: Desk, team: TeamRecord) -> list[Recipe]:
    subject = Subject(SubjectKind.TEAM, team.id)
    key = f"baseline {team.id} {desk.now:%Y-%m-%d %H:%M}"
    return _to_team(session, desk, team, Recipe("baseline", subject, soon(desk), key=key))


def _to_team(session: Session, desk: Desk, team: TeamRecord, recipe: Recipe) -> list[Recipe]:
    """The recipe with the team's channel or supervisor as its recipient; none if there is neither."""
    if team.channel is not None:
        return [replace(recipe, channel=team.channel)]
    supervisor = find_supervisor(session, team.id, desk.today)
    return [] if supervisor is None else [replace(recipe, worker=supervisor)]


def _case_recipes(session: Session, desk: Desk, moved: Moved) -> list[Recipe]:
    """To the supervisor: at once for a wrong holder of urgent work, also in quiet hours."""
    supervisor = find_supervisor(session, moved.team.id, desk.today) if moved.opened else None
    if supervisor is None:
        return []
    kind = load_case(session, CaseId(moved.subject.id)).facts.kind
    return [
        Recipe(
            "case_breach",
            moved.subject,
            at,
            worker=supervisor,
            fixed={"line": move.line.value, "urgent": at == desk.now},
        )
        for move in moved.opened
        for at in [sends_at(move.line, kind, desk.now, desk.policy, desk.calendar)]
        if move.cause is not Cause.BASELINE or _is_urgent(move.line, kind, at, desk)
    ]


def _is_urgent(line: Line, kind: Kind, at: datetime, desk: Desk) -> bool:
    return line is Line.WRONG_HOLDER and kind in (Kind.CP, Kind.S47) and at == desk.now


def _living_recipes(session: Session, desk: Desk, moved: Moved) -> list[Recipe]:
    news = [move for move in moved.opened if move.cause is not Cause.BASELINE]
    higher = [move for move in moved.moves if isinstance(move, Worsened)]
    living = moved.living
    recipes: list[Recipe] = []
    if living is None and (news or higher):
        living = add_living(session, moved.subject, moved.team.id, desk.now)
    if news or (moved.living is None and higher):
        recipes += _tell_first(session, desk, moved)
    if living is None or not moved.moves:
        return recipes
    recipes += _nobody_there(session, desk, moved, news)
    for at in _drawing_moments(session, desk, moved, news):
        if not has_undrawn(session, "living", moved.subject, at):
            recipes += _to_team(session, desk, moved.team, _about(living, "living", moved.subject, at))
    if moved.living is not None and _is_past_120(moved.moves) and not living.replied_120:
        recipes += _to_team(session, desk, moved.team, _about(living, "worse", moved.subject, soon(desk)))
    if _is_past_120(moved.moves):
        change_living(session, living.id, replied_120=True)
    if moved.ends:
        change_living(session, living.id, ended_at=desk.now)
        recipes += _to_team(session, desk, moved.team, _about(living, "closing", moved.subject, soon(desk)))
    return recipes


def _about(living: LivingMessage, kind: str, subject: Subject, at: datetime) -> Recipe:
    return Recipe(kind, subject, at, fixed={"living": living.id})


def _is_past_120(moves: Iterable[Move]) -> bool:
    return any(isinstance(move, Opened | Worsened) and move.past_120 for move in moves)


def _tell_first(session: Session, desk: Desk, moved: Moved) -> list[Recipe]:
    """The worker hears before the channel; without a Slack account, from their supervisor."""
    if moved.subject.kind is not SubjectKind.WORKER:
        return []
    worker = WorkerId(moved.subject.id)
    if load_users(session, [worker]):
        return [Recipe("promise_broken", moved.subject, soon(desk), worker=worker)]
    supervisor = find_supervisor(session, moved.team.id, desk.today)
    return [] if supervisor is None else [Recipe("tell_worker", moved.subject, soon(desk), worker=supervisor)]


def _nobody_there(session: Session, desk: Desk, moved: Moved, news: list[Opened]) -> list[Recipe]:
    if not any(move.line is Line.NOBODY_THERE for move in news):
        return []
    supervisor = find_supervisor(session, moved.team.id, desk.today)
    if supervisor is None:
        return []
    return [Recipe("nobody_there", moved.subject, soon(desk), worker=supervisor)]


def _drawing_moments(session: Session, desk: Desk, moved: Moved, news: list[Opened]) -> list[datetime]:
    """When the living message is to be drawn: soon, and when a number may show in the channel."""
    others = [move for move in moved.moves if not _is_nobody_there(move, moved.before)]
    moments = [soon(desk)] if others else []
    for move in news:
        if move.line is Line.NOBODY_THERE:
            load = load_team_load(session, moved.team.id)
            left = load is not None and load.nobody_there_left > 0
            shows = nobody_there_channel_at(move.opened_at, left, desk.policy, desk.calendar)
            moments.append(desk.calendar.next_sending_moment(max(shows, desk.now), desk.policy.hours))
    if not others and not news:
        moments.append(soon(desk))
    return moments


def _is_nobody_there(move: Move, before: Mapping[BreachId, Breach]) -> bool:
    line = move.line if isinstance(move, Opened) else before[move.breach].line
    return line is Line.NOBODY_THERE
