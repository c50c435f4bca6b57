"""The tour: what a council's people do and see, step by step. A step that shows nothing breaks it off."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import time, timedelta

from bot.demo.scene import Scene
from bot.demo.stage import Stage, actions_of, clear, front, later, newest, offered, send
from bot.demo.telling import StoryBroken, Teller, expect
from bot.sandbox import Outcome
from scoring.case import Kind
from scoring.working_time import london, london_day

NEW_CASE, FORM_CASE, SIBLING = "CH-26001", "CH-26002", "CH-26003"


async def one_line(stage: Stage) -> None:
    """A case goes to somebody with room, and they hear of it."""
    line = f"/allocate {NEW_CASE} cin lower travel=40 @{stage.leah.handle}"
    stage.tell.typed(stage.priya, line)
    shown = stage.tell.outcome(await stage.scene.say(stage.priya, line, stage.north))
    expect("→" in shown, "the allocation shows no load before and after.")
    told = newest(stage.scene.slack.direct_messages(stage.leah), NEW_CASE)
    stage.tell.told(stage.leah, told)
    stage.tell.note("Leah presses [Agree].")
    await stage.scene.click(stage.leah, told, "allocation_agree")
    stage.tell.message(told)


async def by_form(stage: Stage) -> None:
    """The form suggests who might lead, and shows what it would do, before anything is stored."""
    stage.tell.typed(stage.priya, "/allocate")
    outcome = await stage.scene.say(stage.priya, "/allocate", stage.north)
    form = front(outcome)
    stage.tell.note("Priya fills in: child in need, standard need, interpreter, 60 to 89 minutes one way.")
    said = {"reference": FORM_CASE, "kind": "cin", "need": "standard", "factors": ["interpreter"]}
    await stage.scene.fill_in(stage.priya, form, {**said, "travel": "60"})
    worker = offered(form, "worker")[0]
    stage.tell.note("The form is drawn again with suggestions. Priya takes the first.")
    await stage.scene.fill_in(stage.priya, form, {"worker": worker})
    stage.tell.view(form)
    await send(stage, form)
    told = f"{FORM_CASE} is with"
    shown = stage.tell.view(stage.scene.slack.open_views(stage.priya)[-1])
    expect(told in shown, "the form did not allocate the case.")
    await clear(stage)


async def soft_rule(stage: Stage) -> None:
    """A rule asks, a person decides, and the reason is recorded."""
    line = f"/allocate {SIBLING} cin standard @{stage.sam.handle} family={stage.siblings()}"
    stage.tell.note("A brother or sister of two children whom Sam leads already needs a worker.")
    stage.tell.typed(stage.priya, line)
    outcome = await stage.scene.say(stage.priya, line, stage.north)
    asked = stage.tell.outcome(outcome)
    expect("we promised" in asked and outcome.message, "the promise's rule did not ask.")
    stage.tell.note("Priya presses [CONTINUITY].")
    if outcome.message is not None:
        await stage.scene.click(stage.priya, outcome.message, "allocate_because:CONTINUITY")
    shown = stage.tell.message(newest(stage.scene.slack.messages(stage.north, stage.priya), "is with Sam"))
    expect("CONTINUITY" in shown, "the reason was not recorded.")


async def breach(stage: Stage) -> None:
    """The worker hears first; the channel sees one message that lives."""
    first = newest(stage.scene.slack.direct_messages(stage.sam), "We are not keeping our promise to you")
    stage.tell.told(stage.sam, first)
    channel = stage.living()
    expect(float(first.ts) < float(channel.ts), "the channel heard before the worker.")
    stage.tell.posted(stage.north, channel)


async def plan(stage: Stage) -> None:
    """A manager says what will be done; the message shows it."""
    await later(stage, timedelta(hours=1, minutes=20))
    message = stage.living()
    button = next(id_ for id_ in actions_of(message) if id_.startswith("plan"))
    stage.tell.note("Priya presses [Make a plan].")
    await stage.scene.click(stage.priya, message, button)
    form = stage.scene.slack.open_views(stage.priya)[-1]
    await stage.scene.fill_in(stage.priya, form, {"code": "MOVE"})
    stage.tell.view(form)
    await send(stage, form)
    await clear(stage)
    shown = stage.tell.posted(stage.north, message)
    expect("Plan: " in shown, "the channel's message does not show the plan.")


async def kept_again(stage: Stage) -> None:
    """A case moves to somebody with room; a day later the ledger closes."""
    case = next(case for case in stage.sams_cases() if case.family is None and case.facts.kind is Kind.CP)
    await later(stage, timedelta(hours=3))
    stage.tell.typed(stage.priya, f"/case {case.reference}")
    outcome = await stage.scene.say(stage.priya, f"/case {case.reference}", stage.north)
    stage.tell.outcome(outcome)
    message = stage.living()
    await _reallocate(stage, outcome)
    stage.tell.posted(stage.north, message)
    await later(stage, timedelta(hours=24, minutes=5))
    shown = stage.tell.posted(stage.north, message)
    expect("keeping our promise" in shown and "again" in shown, "the promise is not kept again.")
    note = newest(stage.scene.slack.messages(stage.north), "It was not kept for")
    stage.tell.posted(stage.north, note)


async def _reallocate(stage: Stage, card: Outcome) -> None:
    if card.message is None:
        raise StoryBroken("The story broke off: the case has no card.")
    stage.tell.note("Priya presses [Reallocate], takes the first who is suggested, and gives the reason.")
    button = next(id_ for id_ in actions_of(card.message) if id_.startswith("reallocate"))
    await stage.scene.click(stage.priya, card.message, button)
    form = stage.scene.slack.open_views(stage.priya)[-1]
    await stage.scene.fill_in(stage.priya, form, {"worker": offered(form, "worker")[0], "reason": "MANAGE"})
    await send(stage, form)
    shown = stage.tell.view(stage.scene.slack.open_views(stage.priya)[-1])
    expect("has moved from Sam Okafor" in shown, "the case was not reallocated.")
    await clear(stage)


async def digests(stage: Stage) -> None:
    """Monday at nine: numbers for the team, each worker for the supervisor."""
    today = london_day(stage.scene.now)
    monday = today + timedelta(days=7 - today.weekday())
    await later(stage, london(monday, time(9, 1)) - stage.scene.now)
    stage.tell.posted(stage.north, newest(stage.scene.slack.messages(stage.north), "North, week of"))
    own = newest(stage.scene.slack.direct_messages(stage.priya), "before supervision")
    stage.tell.told(stage.priya, own)


async def team_load(stage: Stage) -> None:
    """Where the team stands now."""
    line = "/caseload team North"
    stage.tell.typed(stage.priya, line)
    shown = stage.tell.outcome(await stage.scene.say(stage.priya, line, stage.north))
    expect("Sam Okafor" in shown, "the team's load does not show its people.")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the tour."""

    title: str
    tell: Callable[[Stage], Awaitable[None]]


STEPS: tuple[Step, ...] = (
    Step("An allocation in one line", one_line),
    Step("An allocation through the form", by_form),
    Step("A soft rule asks, and the reason is recorded", soft_rule),
    Step("A promise is broken: the worker first, then the channel", breach),
    Step("The plan", plan),
    Step("The promise is kept again", kept_again),
    Step("Monday's digests", digests),
    Step("Where North stands", team_load),
)


async def tell_story(scene: Scene, teller: Teller) -> None:
    """Every step, in order. Raises StoryBroken at the first that does not show what it must.

    Meanwhile the page can be watched and not used: the story acts in it.
    """
    stage, page = Stage(scene, teller), scene.slack.page
    try:
        for number, step in enumerate(STEPS, 1):
            page.notice = (
                f"The story is being told in the terminal, step {number} of {len(STEPS)}: {step.title}. "
                "You can watch it here; when it has ended, everything is yours."
            )
            teller.heading(number, step.title)
            await step.tell(stage)
    finally:
        page.notice = ""
