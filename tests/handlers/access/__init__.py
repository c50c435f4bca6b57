"""Who may do what: a table for each room, walked by the access matrix test (policy guide §9)."""
