"""Services: the groups of teams that a service manager looks after."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session

from scoring.ids import ServiceId
from storage.names import name_key
from storage.tables.people import SERVICES


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    id: ServiceId
    name: str


def list_services(session: Session) -> list[ServiceRecord]:
    """Every service, by name."""
    rows = session.execute(select(SERVICES.c.id, SERVICES.c.name).order_by(SERVICES.c.name_key))
    return [ServiceRecord(ServiceId(row.id), row.name) for row in rows]


def find_service(session: Session, text: str) -> ServiceRecord | None:
    """The service of this name, whatever its capitals and spaces."""
    key = name_key(text)
    row = session.execute(select(SERVICES.c.id, SERVICES.c.name).where(SERVICES.c.name_key == key)).first()
    return None if row is None else ServiceRecord(ServiceId(row.id), row.name)


def load_service(session: Session, id_: ServiceId) -> ServiceRecord:
    """The service with this id, which must exist."""
    row = session.execute(select(SERVICES.c.id, SERVICES.c.name).where(SERVICES.c.id == id_)).one()
    return ServiceRecord(ServiceId(row.id), row.name)
