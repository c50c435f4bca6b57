"""A made-up council, a local Slack and the bot: told as a story, then open for anybody to try.

council   what the council looks like: pure, from a seed and a day (names · staff · households · years · north · ledger)
filling   the council put into a database
scene     the local Slack, the bot and the clock, as something people act in
story     the tour, step by step
prompt    what is typed afterwards
Scene knows nothing of story or prompt, so that another front (a browser page) can stand beside them.
"""
