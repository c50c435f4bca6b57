"""Who may do what, a line for each route and each thing it can be asked of: policy guide §9, joined.

Every request is aimed at North: its worker Sam (who leads AB-1000 and AB-1001), its breach, its people. So
each of `EVERYBODY` stands for a role in the team itself or elsewhere. A new route needs a line in its room's
table.
"""

from tests.handlers.access import cases, ledger, listening, loads, people
from tests.handlers.access.row import Row

TABLE: tuple[Row, ...] = (*cases.ROWS, *loads.ROWS, *ledger.ROWS, *listening.ROWS, *people.ROWS)
