"""Harnesses that kill, starve and restart the real bot, then compare what it said with what is there.

Each has a small, seeded twin among the ordinary tests; `make soak` runs them at full size.
"""
