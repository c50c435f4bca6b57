"""One case: its card, and what can change about it."""
