"""Giving a case to a worker: the line, the form, what it would do, and what is written."""
