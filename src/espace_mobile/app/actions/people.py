"""Named files: opened on purpose, with the information notice given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from espace_mobile.app import clock
from espace_mobile.app.actions import workers
from espace_mobile.app.actions.appointments import new_appointment
from espace_mobile.app.actions.change import Seen, change, change_seen, check_here, current, held
from espace_mobile.app.actions.files import members, person_of, told_of
from espace_mobile.app.actions.restricted import check_open, restriction_of
from espace_mobile.domain.ages import band_at
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.dates import parse_birth
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.names import check_names
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.notice import NOTICE_VERSION
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.phones import parse_phone, shown_phone
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import RegisterSort
from espace_mobile.domain.vocabulary import (
    AgeBand,
    Need,
    NoticeGiven,
    PersonStatus,
    ReferralChannel,
    Role,
    Sex,
)
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store import erasing
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class Identity:
    """As typed, unchecked. `birth`: a date or a year, in the words of whoever writes."""

    first_name: str = ""
    last_name: str = ""
    nickname: str = ""
    phone: str = ""
    birth: str = ""
    sex: Sex = Sex.UNSTATED
    age_band: AgeBand = AgeBand.UNSTATED

    @classmethod
    def of(cls, person: Person) -> Identity:
        """As a form shows it."""
        born = f"{person.birth_on:%d/%m/%Y}" if person.birth_on else str(person.birth_year or "")
        return cls(
            person.first_name or "", person.last_name or "", person.nickname or "",
            shown_phone(person.phone) if person.phone else "", born, person.sex, person.age_band,
        )  # fmt: skip

    def checked(self, today: date, *, of_age: bool = True) -> dict[str, Any]:
        """The fields of a person. Raises `InputError` naming the field at fault.

        `of_age`: somebody under 16 is refused (`birth`, `under_16`), as when a file is opened for them.
        """
        names = check_names(self.first_name, self.last_name, self.nickname)
        born = parse_birth(self.birth, today)
        if of_age and band_at(today, born.on, born.year) == AgeBand.UNDER_16:
            raise InputError("birth", "under_16")
        return {
            **names._asdict(),
            "phone": parse_phone(self.phone),
            "birth_on": born.on,
            "birth_year": born.year,
            "sex": self.sex,
            "age_band": band_at(today, born.on, born.year) if born.on or born.year else self.age_band,
        }


@dataclass(frozen=True)
class Opening:
    """What is asked at the van. `contact`: the one already counted, now attached; `appointment_at` is aware."""

    identity: Identity
    notice_given: NoticeGiven | None = None
    notice_language: str | None = None
    needs: tuple[Need, ...] = ()
    heard_via: ReferralChannel | None = None
    note: str = ""
    contact: Contact | None = None
    appointment_at: datetime | None = None
    more: Mapping[str, Any] = field(default_factory=dict)  # further fields of a person: qpv, languages…


@held
def open_file(
    replica: Replica, opening: Opening, worker: Worker, *, now: datetime, today: date, outing: Outing | None = None
) -> Person:
    """The file, its note, its appointment and the contact it came from, in one save. The count of contacts stays.

    Raises `InputError`; (`notice_given`, `required`) when nobody said how the person was told.
    """
    if opening.notice_given is None:
        raise InputError("notice_given", "required")
    team = outing.team_id if outing and outing.team_id else workers.home_team(worker)
    person = Person(
        id=new_id(), team=team, **opening.identity.checked(today), notice_given=opening.notice_given,
        notice_version=NOTICE_VERSION, notice_on=today, notice_language=opening.notice_language,
        needs=opening.needs, heard_via=opening.heard_via,
        opened_on=today, opened_at_outing_id=outing.id if outing else None, referent_id=worker.id, **opening.more,
    )  # fmt: skip
    replica.save(person, *_beside(replica, person, opening, worker, now, outing), by=worker.id)
    return person


def _beside(
    replica: Replica, person: Person, opening: Opening, worker: Worker, now: datetime, outing: Outing | None
) -> Iterable[Fact]:
    facts: list[Fact] = []
    if opening.contact is not None:
        facts.append(_attached(current(replica, opening.contact), person))
    if text := check_note(opening.note):
        facts.append(_note(person, text, worker, now))
    if opening.appointment_at is not None:
        facts.append(
            new_appointment(
                person.id, opening.appointment_at, worker, now=now, team=person.team,
                outing_id=outing.id if outing else None,
            )
        )  # fmt: skip
    return facts


@held
def attach_contact(replica: Replica, contact: Contact, person: Person, worker: Worker) -> Contact:
    """This contact was with that person; there are as many contacts as before. Raises like `check_here`."""
    check_here(replica, person)
    attached = _attached(current(replica, contact), person)
    replica.save(attached, by=worker.id)
    return attached


def detach_contact(replica: Replica, contact: Contact, worker: Worker) -> Contact:
    return change(replica, contact, worker, person_id=None, left_id=contact.person_id)


def edit_person(
    replica: Replica, person: Person, typed: Identity, worker: Worker, *, today: date, seen: Identity | None = None,
    stamps: Seen | None = None,
) -> Person:  # fmt: skip
    """Correct who the person is: what differs from `seen`, what the form showed first, is set. Raises `InputError`.

    `stamps`: `seen_now` of that moment; what another tablet changed since is not replaced in silence.
    """
    shown = seen or Identity.of(person)
    # A file that says so already, from elsewhere or from before: the rest of it can be corrected.
    after = typed.checked(today, of_age=typed.birth != shown.birth)
    try:
        before = shown.checked(today, of_age=False)
    except InputError:  # kept by another version, or by nobody's rules: all that is typed now replaces it
        before = {}
    changed = {field: value for field, value in after.items() if field not in before or value != before[field]}
    return change_seen(replica, person, worker, stamps or {}, **changed)


def change_person(replica: Replica, person: Person, worker: Worker, **changes: Any) -> Person:
    """Needs, notice, status, referent… Fields of identity go through `edit_person`, which checks them."""
    return change(replica, person, worker, **changes)


def give_notice(
    replica: Replica, person: Person, worker: Worker, given: NoticeGiven, *, today: date, language: str | None = None
) -> Person:
    """Which version was given, how and when; `language`: of the text that was shown or handed over, if any was."""
    return change_person(
        replica, person, worker, notice_given=given, notice_version=NOTICE_VERSION, notice_on=today,
        notice_language=language,
    )  # fmt: skip


@held
def add_note(replica: Replica, person: Person, text: str, worker: Worker, *, now: datetime) -> PersonNote:
    """Raises `InputError` (`note`, …): empty, longer than 280 characters, or holding a social-security number; or like
    `check_here`."""
    kept = check_note(text)
    if not kept:
        raise InputError("note", "required")
    check_here(replica, person)
    note = _note(person, kept, worker, now)
    replica.save(note, by=worker.id)
    return note


def delete_note(replica: Replica, note: PersonNote, worker: Worker) -> None:
    replica.delete(note, by=worker.id)


def may_see(replica: Replica, worker: Worker, person: Person) -> bool:
    """Whoever may see one file of a person may see the one that stands for all; supervisors only, from the archive."""
    if is_archived(replica, person) and not workers.may_supervise(worker):
        return False
    return workers.may_see(worker, person) or any(workers.may_see(worker, f) for f in _files(replica, person.id))


def is_archived(replica: Replica, person: Person) -> bool:
    return (person_of(replica, person.id) or person).status == PersonStatus.ARCHIVED


def may_delete(replica: Replica, worker: Worker, person: Person, today: date) -> bool:
    """In the field, a file opened by mistake today; otherwise counsellors and supervisors."""
    if not may_see(replica, worker, person):
        return False
    if worker.role in (Role.COUNSELLOR, Role.SUPERVISOR):
        return True
    return all(file.opened_on == today for file in (person, *_files(replica, person.id)))


@held
def delete_file(replica: Replica, person: Person, worker: Worker) -> tuple[Fact, ...]:
    """Every file of the person and what is told there, interviews and referrals too; entries, outcomes and presences
    stay counted, contacts anonymous again.

    One commit. What is returned can be given to `restore`. Raises `InputError` (`record`, `restricted`).
    """
    check_open(replica, person)
    contacts = told_of(replica, Contact, person.id)
    told = [fact for kind in KINDS.values() if _goes(kind) for fact in told_of(replica, kind, person.id)]
    gone = {fact.id: fact for fact in (current(replica, person), *_files(replica, person.id), *told)}
    replica.save(*(c.but(person_id=None, left_id=c.person_id) for c in contacts), by=worker.id, deleting=gone.values())
    return (*gone.values(), *contacts)


def may_erase(worker: Worker, device_role: str) -> bool:
    """A supervisor on a supervisor's device (`device_role`, in its `Membership`): the server refuses it from others."""
    return workers.may_supervise(worker) and device_role == Role.SUPERVISOR


def erase_file(replica: Replica, person: Person, worker: Worker) -> None:
    """All that is personal, for good: here now, everywhere else at the next sync. There is no undoing it.

    Every file of the person; contacts stay counted, without their note. The register says that somebody was erased.
    Raises `StoreError`; nothing was erased then.
    """
    erase_files(replica, [person.id], worker, RegisterSort.ERASED)


def erase_files(replica: Replica, person_ids: Iterable[str], worker: Worker, sort: RegisterSort) -> None:
    """Of several people, in one commit; one line in the register, naming nobody. Like `erase_file`; raises `InputError`
    (`record`, `kept_restricted`) when one of them asked that their file be kept: it is lifted first."""
    people = {members(replica, id) for id in person_ids}
    if any(restriction_of(replica, files[0]) for files in people):
        raise InputError("record", "kept_restricted")
    line = RightsEntry(id=new_id(), sort=sort, on=clock.today(), worker_id=worker.id, files=len(people))
    files = [id for files in sorted(people) for id in files]
    erasing.erase_all(replica, Person.kind, files, by=worker.id, telling=[line])


@held
def restore(replica: Replica, gone: Iterable[Fact], worker: Worker) -> None:
    """Undo `delete_file` or `delete_note`; what changed since stays as it is.

    Raises `InputError` (`record`, `erased`) when one was erased since.
    """
    facts: list[Fact] = []
    for fact in gone:
        now = replica.get(type(fact), fact.id)
        if not isinstance(fact, Contact):
            facts += [fact] if now is None else []
        elif isinstance(now, Contact) and now.person_id is None:
            facts.append(now.but(person_id=fact.person_id, left_id=fact.left_id))
    replica.save(*facts, by=worker.id)


def _files(replica: Replica, person_id: str) -> list[Person]:
    """Those of the person that are here and not deleted."""
    found = (replica.get(Person, id) for id in members(replica, person_id))
    return [file for file in found if file is not None]


def _goes(kind: type[Fact]) -> bool:
    """Whether its facts go with the file they are told of: all but what is only counted. What holds words about the
    person does not stay behind them, though it is counted when they are erased."""
    return kind.about == "person_id" and kind is not Contact and (bool(kind.sealed) or not kind.counted)


def _attached(contact: Contact, person: Person) -> Contact:
    """What the file says fills what the tap on the pad left open."""
    sex = person.sex if contact.sex == Sex.UNSTATED else contact.sex
    band = person.age_band if contact.age_band == AgeBand.UNSTATED else contact.age_band
    return contact.but(
        person_id=person.id, sex=sex, age_band=band, needs=contact.needs or person.needs,
        heard_via=contact.heard_via or person.heard_via,
    )  # fmt: skip


def _note(person: Person, text: str, worker: Worker, now: datetime) -> PersonNote:
    return PersonNote(id=new_id(), team=person.team, person_id=person.id, at=now, text=text, worker_id=worker.id)
