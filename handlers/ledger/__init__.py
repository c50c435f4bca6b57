"""The promise ledger: breaches, the living message, plans, reminders and the climb."""
