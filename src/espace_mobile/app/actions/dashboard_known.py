"""What the events of the figures are made of beside their own record: the file of the person, the date, the session,
the spell and the programmes of the person.
"""

from __future__ import annotations

from datetime import date

from espace_mobile.app.actions import dashboard_reading as reading
from espace_mobile.app.actions.dashboard_ledger import Ledger
from espace_mobile.app.actions.dashboard_reading import NOBODY, About, Session, Spell
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.dashboard import Counted
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.indicators.figure import Of
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.store.document import Document
from espace_mobile.store.replica import Replica


class Known(Ledger):
    """Kept once something depends on it, also that it is not here: what arrives later is then read as a change."""

    def __init__(self, replica: Replica) -> None:
        super().__init__(replica)
        self._people: dict[str, About] = {}
        self._outings: dict[str, str | None] = {}  # where; None: not here
        self._sessions: dict[str, Session | None] = {}
        self._spells: dict[str, Spell | None] = {}
        self._programmes: dict[str, tuple[str, ...]] = {}  # that a person was enrolled in or asked to

    def _event(
        self, of: Of, on: date, id: str, whose: str | None, place: str = "", programme: str = ""
    ) -> Counted:  # fmt: skip
        """What the record does not say is said by the file of the person."""
        about = self._about(whose)
        return Counted(
            of, on, id, whose, place or about.place, about.channel, programme, about.qpv, about.age(on), about.sex
        )

    def _whose(self, document: Document) -> str | None:
        person = reading.name(document, "person_id")
        return self._members(person)[0] if person else None

    def _where(self, document: Document, field: str) -> str | None:
        """The place of the date it names; None when that is not here."""
        outing = reading.name(document, field)
        return self._place_of(outing) if outing else None

    def _about(self, id: str | None) -> About:
        if id is None:
            return NOBODY
        if id not in self._people:
            document = self._document(Person.kind, id)
            place = self._where(document, "opened_at_outing_id") if document else None
            self._people[id] = reading.about(document, place or "") if document else NOBODY
        return self._people[id]

    def _place_of(self, outing: str) -> str | None:
        if outing not in self._outings:
            document = self._document(Outing.kind, outing)
            here = document is not None and reading.day(document, "on") is not None
            self._outings[outing] = reading.name(document, "place_id") if document and here else None
        return self._outings[outing]

    def _session_at(self, id: str) -> Session | None:
        if id not in self._sessions:
            document = self._document(GroupSession.kind, id)
            self._sessions[id] = reading.session(document) if document else None
        return self._sessions[id]

    def _spell(self, id: str) -> Spell | None:
        if id not in self._spells:
            document = self._document(Enrolment.kind, id)
            self._spells[id] = reading.spell(document, self._whose(document)) if document else None
        return self._spells[id]

    def _programmes_of(self, whose: str) -> tuple[str, ...]:
        if whose not in self._programmes:
            files = self._members(whose)
            spells = (self._spell(id) for file in files for id in self._ids(Enrolment, person_id=file))
            found = {spell.programme for spell in spells if spell is not None}
            for id in (id for file in files for id in self._ids(Attendance, person_id=file)):
                document = self._document(Attendance.kind, id)
                session = self._session_at(reading.name(document, "session_id")) if document else None
                found |= {session.programme} if session is not None else set()
            self._programmes[whose] = tuple(sorted(found - {""}))
        return self._programmes[whose]
