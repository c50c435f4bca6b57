"""Supervision: that it happened, when the next is due, and the sheet to walk into it with."""
