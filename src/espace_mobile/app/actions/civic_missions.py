"""Civic-service missions: which there are, for whom, by which rules. What happens to one: `civic_running`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from espace_mobile.app.actions import partner_meetings, people
from espace_mobile.app.actions.change import Seen, change, check_here, current, held
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.app.actions.undoing import Done, do, remove
from espace_mobile.domain import civic_rules
from espace_mobile.domain.civic_counts import MissionCount, count_missions
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import year_at
from espace_mobile.domain.sheet_vocabulary import CivicTheme, HostType, MeetingSort
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.stamp import Stamp
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

NAME_LENGTH = 80  # characters
MOST_A_YEAR = 500
_NEEDED = ("organisation_id", "person_id", "since", "until", "tutor")  # once it has begun, none of them is taken away


@dataclass(frozen=True)
class Asked:
    """A mission as it is asked for, unchecked. `person_id`: the volunteer, None while nobody was found."""

    theme: CivicTheme | None = None
    host: HostType | None = None
    organisation_id: str | None = None
    tutor: str | None = None
    person_id: str | None = None
    until_30: bool = False
    since: date | None = None
    until: date | None = None
    weekly_hours: int = civic_rules.LEAST_HOURS

    @classmethod
    def of(cls, mission: CivicMission) -> Asked:
        return cls(**{field.name: getattr(mission, field.name) for field in fields(cls)})

    def kept(self) -> dict[str, Any]:
        """The fields of a mission. Raises `InputError` (`host` or `theme`, `required`), (`tutor`, `nir` or
        `too_long`)."""
        if self.host is None:
            raise InputError("host", "required")
        if self.theme is None:
            raise InputError("theme", "required")
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        return {**said, "tutor": check_note(self.tutor, "tutor", NAME_LENGTH)}


# Reading


def missions_of(replica: Replica, programme_id: str) -> list[CivicMission]:
    """By first day, those without one first."""
    found = replica.where(CivicMission, programme_id=programme_id)
    return sorted(found, key=lambda m: (m.since or date.min, m.id))


def count(replica: Replica, programme: Programme, today: date) -> MissionCount:
    """Of the programme's year that `today` is in."""
    missions = replica.where(CivicMission, programme_id=programme.id)
    return count_missions(missions, year_at(programme, today), programme.missions_a_year)


def volunteer(replica: Replica, mission: CivicMission, worker: Worker) -> Person | None:
    """None when there is nobody, or nobody whom this worker may see."""
    person = person_of(replica, mission.person_id)
    return person if person is not None and people.may_see(replica, worker, person) else None


def referents_met(replica: Replica, programme: Programme, today: date) -> int:
    """How many meetings of the hosts' referents were held in the programme's year that `today` is in."""
    return partner_meetings.held_in(replica, programme.id, year_at(programme, today), (MeetingSort.REFERENTS,))


# Acting: `undoing.take_back` undoes each


@held
def add(replica: Replica, programme: Programme, asked: Asked, worker: Worker) -> Done[CivicMission]:
    """Raises `InputError`: see `Asked.kept`, `civic_rules.broken`; (`person_id`, `gone`) for whoever this worker may
    not see; (`record`, `counsellor_only`)."""
    check_may(worker)
    kept = asked.kept()
    made = CivicMission(id=new_id(), programme_id=programme.id, **{**kept, **_of(replica, kept["person_id"], worker)})
    made = made.but(status=civic_rules.resting(made))
    civic_rules.check(made, person_of(replica, made.person_id))
    return do(replica, made, worker=worker)


@held
def edit(
    replica: Replica, mission: CivicMission, asked: Asked, worker: Worker, *, seen: Asked | None = None,
    stamps: Seen | None = None,
) -> CivicMission:  # fmt: skip
    """What differs from `seen`, what the form showed first, is set. A rule that was broken before, by a merge or a
    corrected birth date, hinders no other correction. Raises `InputError` like `add`, or like `check_here`."""
    check_may(worker)
    check_here(replica, mission)
    now, after, before = current(replica, mission), asked.kept(), vars(seen or Asked.of(mission))
    changes = {field: value for field, value in after.items() if value != before[field]}
    if "person_id" in changes:
        changes |= _of(replica, changes["person_id"], worker)
    for field in _NEEDED:
        if now.status in civic_rules.BEGUN and field in changes and not changes[field]:
            raise InputError(field, "required")
    changed = now.but(**changes)
    if now.status not in civic_rules.BEGUN and "person_id" in changes:
        changed = changed.but(status=civic_rules.resting(changed))
    _check_anew(replica, now, changed, changes)
    looking_at = {field: Stamp.of_text(text) for field, text in (stamps or {}).items()}
    replica.save(changed, by=worker.id, seen={mission.id: looking_at})
    return changed


@held
def delete(replica: Replica, mission: CivicMission, worker: Worker) -> Done[CivicMission]:
    """Noted by mistake. Raises `InputError` like `check_here`; (`record`, `counsellor_only`)."""
    check_may(worker)
    return remove(replica, mission, worker=worker)


def set_yearly(replica: Replica, programme: Programme, number: int | None, worker: Worker) -> Programme:
    """How many missions are wanted a year; None: no number is set. Raises `InputError` (`missions_a_year`,
    `out_of_range`; `record`, `counsellor_only`)."""
    check_may(worker)
    if number is not None and not 0 < number <= MOST_A_YEAR:
        raise InputError("missions_a_year", "out_of_range", min=1, max=MOST_A_YEAR)
    return change(replica, programme, worker, missions_a_year=number)


def _of(replica: Replica, person_id: str | None, worker: Worker) -> dict[str, Any]:
    """Whose mission it is and of which team, hence who is told of it: everybody, while nobody was found."""
    if person_id is None:
        return {"person_id": None, "team": None}
    person = person_of(replica, person_id)
    if person is None or not people.may_see(replica, worker, person):
        raise InputError("person_id", "gone")
    return {"person_id": person.id, "team": person.team}


def _check_anew(replica: Replica, before: CivicMission, after: CivicMission, changes: dict[str, Any]) -> None:
    """Raises the first rule that this change breaks."""
    known = {(fault.field, fault.reason) for fault in _broken(replica, before)}
    for fault in _broken(replica, after):
        if (fault.field, fault.reason) not in known or fault.field in changes:
            raise fault


def _broken(replica: Replica, mission: CivicMission) -> Iterator[InputError]:
    return civic_rules.broken(mission, person_of(replica, mission.person_id))
