"""Faults on order: what Slack and the network do to a bot on a bad day, done by the local Slack when told to.

Order one in the same process with `slack.faults.order("lost_answer", methods=["chat.postMessage"],
times=2)`, or from another with `POST /faults` on the local Slack's port and JSON such as `{"fault":
"ratelimited", "times": 3, "wait": 2}`. Only `fault` is needed: a name of `FAULTS` (kinds.py), where each is
described. `methods` are Web API methods, `upload`, `response_url`, `slash_commands`, `interactive`,
`events_api` or `connection`, unless given those the fault is usual for; `channel` keeps it to calls that
name this channel or person; `times` is how often it strikes (once unless given; 0: for as long as it is
on), `seconds` for how long it stays on, `every` 3 lets it strike each third call only, and `wait` is its
time in seconds (Retry-After, how slow, how late, how long there is no answer). `DELETE /faults` (or
`slack.faults.clear()`) switches all of them off, `DELETE /faults?fault=NAME` those of one name; `GET
/faults` lists what there is and what is on, with how often each has struck; `slack.faults.struck` counts
them by name. While several are on, the one that was ordered first strikes. All times are real seconds.

kinds     the table: each fault with where it strikes and how
orders    what is on now, and whether it strikes this call
strikes   what a strike does to a call, a delivery or a connection
control   the path `/faults`
"""

from bot.sandbox.faults.kinds import FAULTS, POSTS, Fault, Way
from bot.sandbox.faults.orders import Faults, Order

__all__ = ["FAULTS", "POSTS", "Fault", "Faults", "Order", "Way"]
