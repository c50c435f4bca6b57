"""The core beside a slow, obviously right model of it: whatever is done, both say the same."""
