"""Slack in, Slack out. A folder is a room of features, a file is one; open them to read what people can do.

A feature is a plain function (request, desk) -> reply: it loads, has scoring decide, records, and returns
what should happen. It never sends: `reception/dispatch` answers the person who asked, `bot/courier` does the
rest. `messages`, `desk` and `access` are what every feature speaks in; `routes` and `jobs` list them all.
"""
