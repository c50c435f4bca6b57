"""Every table, one file a noun; importing this package fills the metadata that migrations compare with."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

from storage.tables import (  # noqa: E402
    cases,
    concerns,
    ledger,
    offers,
    people,
    post,
    questions,
    running,
    supervision,
)

METADATA: MetaData = SQLModel.metadata

__all__ = [
    "METADATA", "cases", "concerns", "ledger", "offers", "people", "post", "questions", "running",
    "supervision",
]  # fmt: skip
