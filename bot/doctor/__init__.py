"""`caseload doctor`: what is wrong, each with the step that mends it. `checks.py` is the table of all checks.

Slack is asked first (`asking`); every check is then a plain function on what is known (`known`).
"""
