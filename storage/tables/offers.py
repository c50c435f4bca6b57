"""What happens around a case that has no worker, or asks for one elsewhere: offers, and who looks when."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from scoring.offers import DeclineReason, Outcome
from storage.tables.columns import Instant, holds, index_where, one_of, table_of


class OfferRow(SQLModel, table=True):
    """A case offered by one team to another; open while it has no outcome, and only one at a time.

    `made_with` is the number of the first offer of the same step, for siblings that were offered together. It
    refers to no row: the first one's case may be forgotten before theirs.
    """

    __tablename__ = "offer"
    __table_args__ = (
        one_of("outcome", Outcome),
        one_of("reason", DeclineReason),
        holds("two_teams", "from_team_id <> to_team_id"),
        holds("ended_with_an_outcome", "(ended_at IS NULL) = (outcome IS NULL)"),
        holds("declined_with_a_reason", "reason IS NULL OR (outcome IS NOT NULL AND outcome = 'declined')"),
        index_where("one_open_offer", "case_id", unique=True, where="outcome IS NULL"),
        index_where("offer_open_to", "to_team_id", where="outcome IS NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="child_case.id", index=True)
    from_team_id: int = Field(foreign_key="team.id")
    to_team_id: int = Field(foreign_key="team.id")
    offered_by_id: int = Field(foreign_key="worker.id")
    offered_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    outcome: str | None = None
    reason: str | None = None
    answered_by_id: int | None = Field(default=None, foreign_key="worker.id")
    made_with: int | None = Field(default=None, index=True)


class NextLookRow(SQLModel, table=True):
    """Who looks after a child's wait and when they look next; it speaks of the wait in which it was set."""

    __tablename__ = "next_look"

    case_id: int = Field(foreign_key="child_case.id", primary_key=True)
    owner_id: int = Field(foreign_key="worker.id")
    on_day: date
    set_at: datetime = Field(sa_type=Instant)


OFFERS = table_of(OfferRow)
NEXT_LOOKS = table_of(NextLookRow)
