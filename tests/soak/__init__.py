"""Harnesses that kill, starve and restart the real bot, then compare what it said with what is there."""
