"""The year's picture under a team's weekly digest: only where it tells more, and only under what was sent."""

from datetime import timedelta

from handlers.messages import Post
from handlers.routes import DRAWERS
from scoring.ids import ChannelId
from storage.database import Database
from storage.outbox import OutboxEntry, record_dead, record_sent
from tests.handlers.council import NOW, Council, a_council
from tests.handlers.digest_desk import keep_day, written
from tests.scoring.london import MONDAY


def remembered(database: Database, weeks: int) -> Council:
    """North with the ends of so many weeks, its digest of this week decided."""
    council = a_council(database)
    council.lead("sam", 14)
    for week in range(weeks):
        keep_day(council, MONDAY - timedelta(days=1 + 7 * week))
    written(council, "team_digest")
    return council


def drawn(council: Council, entry: OutboxEntry) -> Post | None:
    with council.desk(NOW) as desk:
        post = DRAWERS[entry.kind].draw(desk, entry)
    assert post is None or isinstance(post, Post)
    return post


def test_the_digest_itself_shows_twenty_weeks_of_both_lines(database: Database) -> None:
    text = written(remembered(database, 30), "team_digest")
    assert "Children and what we promised, week by week: 14 against 27 on 12 July" in text
    assert "Points and the bandwidth, week by week: 86" in text


def test_a_team_that_is_known_for_less_than_the_charts_show_gets_no_picture(database: Database) -> None:
    assert remembered(database, 20).outbox("year_picture") == []


def test_the_picture_is_a_reply_under_the_digest_it_belongs_to(database: Database) -> None:
    council = remembered(database, 30)
    digest, picture = council.outbox("team_digest", "year_picture")
    assert (picture.channel, picture.worker) == (digest.channel, None)
    with council.database.writing() as session:
        record_sent(session, digest.id, NOW, ChannelId("C0NORTH"), "123.4")
    post = drawn(council, picture)
    assert post is not None
    assert post.picture is not None
    assert (post.channel, post.thread_ts) == ("C0NORTH", "123.4")
    assert post.picture.alt.startswith("Two line charts of North, one point a week from 3 May 2026")


def test_a_digest_that_nobody_got_has_no_picture_under_it(database: Database) -> None:
    council = remembered(database, 30)
    digest, picture = council.outbox("team_digest", "year_picture")
    with council.database.writing() as session:
        record_dead(session, digest.id, "is_archived")
    assert drawn(council, picture) is None
