"""Odd inputs: what nobody should send, sent to the whole bot over signed HTTP, and what became of it."""
