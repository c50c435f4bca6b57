"""Assembly and process: settings, clock, connections, the timetable and the courier. No rules, no wording."""
