"""Remembers: the only SQL. Functions take a session first and return scoring's values, never ORM rows."""
