"""Years of the timetable at its worst minutes: both clock changes, bank holidays, restarts and downtime."""
