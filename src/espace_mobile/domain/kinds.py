"""Every kind of fact, by the name its records carry. In the order in which they refer to each other."""

from __future__ import annotations

from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.device_key import DeviceKey
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.place import Place
from espace_mobile.domain.tally import Tally
from espace_mobile.domain.team import Team
from espace_mobile.domain.worker import Worker

KINDS: dict[str, type[Fact]] = {
    fact.kind: fact
    for fact in (Organisation, Team, Worker, Place, Outing, Tally, Person, Contact, PersonNote, Appointment, DeviceKey)
}
