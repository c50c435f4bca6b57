"""Slack in, Slack out. One feature, one file; open this folder to read the list of features.

A feature is a plain function (request, desk) -> reply: it loads, has scoring decide, records, and returns
what should happen. It never sends: `dispatch` answers the person who asked, `bot/courier` does the rest.
"""
