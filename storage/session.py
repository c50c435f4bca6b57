"""What every function of storage is given first: a connection inside its transaction.

The product reads and writes in SQLAlchemy's Core, never through mapped objects, so an ORM session would only
stand between (a fifth of what an allocation cost). SQLModel's classes declare the tables.
"""

from typing import TypeAlias

from sqlalchemy import Connection

Session: TypeAlias = Connection
