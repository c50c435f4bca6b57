"""A channel that takes no posts: the supervisor is told how to mend it, and nothing that was said is lost."""

from datetime import timedelta

from sqlalchemy import select

from scoring.ids import ChannelId
from scoring.readings import Subject, SubjectKind
from storage.joining import change_team
from storage.letters import count_states
from storage.outbox import Recipe, add_recipes
from storage.tables.post import OUTBOX
from tests.e2e.test_main_job import overload
from tests.e2e.town import Town


def trouble(place: Town) -> list[str]:
    return [text for text in place.told("ann") if "what I have to say to North" in text]


async def go_on(place: Town, minutes: int = 11) -> None:
    await place.turn(timedelta(minutes=minutes))
    await place.settle()


async def test_not_invited_it_asks_once_and_says_everything_once_it_is(place: Town) -> None:
    place.slack.remove(place.channels["north"], place.slack.bot)
    await overload(place)
    await go_on(place)
    await go_on(place)
    [told] = trouble(place)
    assert told.startswith(
        f"I am not in <#{place.channels['north'].id}>, so what I have to say to North waits."
    )
    assert "type `/invite @Caseload Promise`; what waits follows within 10 minutes." in told
    assert place.posted("north") == []
    place.slack.invite(place.channels["north"], place.slack.bot)
    await go_on(place)
    [living] = place.posted("north")
    assert living.text.startswith("We are not keeping our promise to a colleague in North: 16 children")
    with place.database.reading() as session:
        assert set(count_states(session)) <= {"sent", "dropped"}


async def test_taken_out_again_it_asks_again(place: Town) -> None:
    north = Subject(SubjectKind.TEAM, place.teams["north"])
    for _ in range(2):
        place.slack.remove(place.channels["north"], place.slack.bot)
        with place.database.writing() as session:
            channel = ChannelId(place.channels["north"].id)
            summary = Recipe("baseline", north, place.clock.now(), channel=channel, fixed={"started": False})
            add_recipes(session, place.clock.now(), [summary])
        await go_on(place)
        place.slack.invite(place.channels["north"], place.slack.bot)
        await go_on(place)
    assert len(trouble(place)) == 2


async def test_what_waits_goes_to_the_channel_the_team_is_given(place: Town) -> None:
    place.slack.remove(place.channels["north"], place.slack.bot)
    await overload(place)
    new = place.slack.add_channel("team-north-2")
    with place.database.writing() as session:
        change_team(session, place.change, place.teams["north"], channel=ChannelId(new.id))
    await go_on(place)
    [living] = place.slack.messages(new)
    assert "16 children" in living.text
    assert place.posted("north") == []


async def test_of_an_archived_channel_the_supervisor_reads_it_all_and_the_dead_letters_stay(
    place: Town,
) -> None:
    await overload(place)
    place.slack.archive(place.channels["north"])
    await place.type("ann", "/allocate AB-2001 cin lower @sam because=AGREED", "south")
    await place.settle()
    [told] = trouble(place)
    assert "has been archived" in told
    assert "comes to you here instead" in told
    assert [text for text in place.told("ann") if "a colleague in North: 17 children" in text]
    await place.type("ann", "/allocate AB-2002 cin lower @sam because=AGREED", "south")
    await place.settle()
    instead = [text for text in place.told("ann") if "We are not keeping our promise to a colleague" in text]
    assert len(instead) == 1, "rewritten where it stands now, not posted again"
    assert "18 children" in instead[0]
    assert len(trouble(place)) == 1
    with place.database.reading() as session:
        errors = session.execute(select(OUTBOX.c.error).where(OUTBOX.c.state == "dead")).scalars().all()
    assert errors == ["is_archived"]


async def test_a_message_that_stands_in_the_old_channel_is_posted_anew_in_the_new_one(place: Town) -> None:
    await overload(place)
    new = place.slack.add_channel("team-north-2")
    place.slack.archive(place.channels["north"])
    with place.database.writing() as session:
        change_team(session, place.change, place.teams["north"], channel=ChannelId(new.id))
    await place.type("ann", "/allocate AB-2001 cin lower @sam because=AGREED", "south")
    await place.settle()
    [living] = place.slack.messages(new)
    assert "17 children" in living.text
    assert trouble(place) == []
