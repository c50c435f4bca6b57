"""Ids as types, so that a team's number can't be passed for a worker's."""

from typing import NewType

WorkerId = NewType("WorkerId", int)
TeamId = NewType("TeamId", int)
ServiceId = NewType("ServiceId", int)
CaseId = NewType("CaseId", int)
BreachId = NewType("BreachId", int)
PlanId = NewType("PlanId", int)
OfferId = NewType("OfferId", int)
ConcernId = NewType("ConcernId", int)
SupervisionId = NewType("SupervisionId", int)
OutboxId = NewType("OutboxId", int)

Reference = NewType("Reference", str)
"""The case system's opaque reference of one child."""

FamilyKey = NewType("FamilyKey", str)
"""The council's opaque key of one family; a case without one is a family of its own."""

SlackUserId = NewType("SlackUserId", str)
ChannelId = NewType("ChannelId", str)
PolicyVersion = NewType("PolicyVersion", str)
