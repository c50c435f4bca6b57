"""The outbox: what counts as waiting too long, and where it goes when a channel is another."""

from datetime import timedelta

import pytest

from scoring.ids import ChannelId, OutboxId
from scoring.readings import Subject, SubjectKind
from storage.database import Database
from storage.letters import find_oldest_waiting
from storage.outbox import (
    Recipe,
    add_recipes,
    claim_recipes,
    record_later,
    redirect_recipes,
)
from tests.handlers.council import NOW

TEAM = Subject(SubjectKind.TEAM, 1)
NORTH, SOUTH = ChannelId("C0NORTH"), ChannelId("C0SOUTH")
LATER = NOW + timedelta(hours=1)


def note(database: Database, channel: ChannelId) -> None:
    with database.writing() as session:
        add_recipes(session, NOW, [Recipe("note", TEAM, NOW, channel=channel)])


def hold(database: Database) -> None:
    with database.writing() as session:
        record_later(session, OutboxId(1), LATER, "not_in_channel")


def test_what_a_channel_without_the_bot_holds_up_does_not_count_as_stuck(database: Database) -> None:
    note(database, NORTH)
    note(database, NORTH)
    with database.reading() as session:
        assert find_oldest_waiting(session, NOW) == NOW
    hold(database)
    with database.reading() as session:
        assert find_oldest_waiting(session, LATER) is None
    note(database, SOUTH)
    with database.reading() as session:
        assert find_oldest_waiting(session, LATER) == NOW


def test_what_is_held_holds_up_its_own_channel_only_until_it_goes_to_another(database: Database) -> None:
    for channel in (NORTH, NORTH, SOUTH):
        note(database, channel)
    with database.writing() as session:
        assert [entry.id for entry in claim_recipes(session, NOW, set())] == [1, 3]
    hold(database)
    with database.writing() as session:
        assert claim_recipes(session, NOW, set()) == []
        redirect_recipes(session, NORTH, ChannelId("C0OTHER"), None)
    with database.writing() as session:
        [first] = claim_recipes(session, LATER, set())
    assert (first.id, first.channel) == (1, "C0OTHER")


def test_what_waits_needs_exactly_one_place_to_go_to(database: Database) -> None:
    with database.writing() as session, pytest.raises(ValueError, match="exactly one"):
        redirect_recipes(session, NORTH, None, None)
