"""The number of the request that is being served: in every log line about it, and told to whoever it failed.

It goes along into the threads that serve it; outside a request it is empty.
"""

from contextvars import ContextVar

NUMBER: ContextVar[str] = ContextVar("request", default="")
