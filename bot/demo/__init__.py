"""A made-up council, a local Slack and the bot: told as a story, then open for anybody to try.

council   what the council looks like: pure, from a seed and a day
          (names · posts · staff · households · choosing · years · north · files · day_ends · ledger)
filling   the council put into a database (people_rows · case_rows · ledger_rows)
scene     the local Slack, the bot and the clock, as something people act in (sight)
story     the tour, step by step (stage · telling)
prompt    what is typed afterwards (controls · cast · reading)
front     the same in a browser (suggestions · titles); moments: what the clock is turned to
show      all of it together
Scene knows nothing of story, prompt or front.
"""
