"""Asking in words: a message is read, and becomes the command that answers it."""
