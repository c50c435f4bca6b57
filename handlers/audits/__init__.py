"""The room of the audit: what is held about somebody, and who looked at it or changed it."""
