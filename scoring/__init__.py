"""The rules of the caseload promise, as pure functions on frozen values.

Nothing here reads a clock, a file or a database: `now`, `today` and ids are arguments, so a rule can be
checked with one call and one comparison. Points are whole tenths (`Tenths`), shares are exact fractions;
there are no binary floats.
"""
