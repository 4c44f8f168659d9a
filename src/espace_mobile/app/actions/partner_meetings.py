"""Partners meet about a programme: a working group, the yearly diagnosis, the referents of civic service."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from espace_mobile.app import clock
from espace_mobile.app.actions import undoing, workers
from espace_mobile.app.actions.change import Seen, change_from, check_here, current, held
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.civic_counts import hosts_now
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.programme_sheet import NOTES, PartnerMeeting, ProgrammePartner
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.sheet_vocabulary import MeetingSort
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

LEAST, MOST = 15, 600  # minutes
PLACE_LENGTH, TEXT_LENGTH = 160, 4000  # characters


@dataclass(frozen=True)
class Meeting:
    """A meeting as it is asked for, unchecked. `organisation_ids`: who is asked to it."""

    starts_at: datetime | None = None
    sort: MeetingSort = MeetingSort.WORKING_GROUP
    minutes: int = 120
    place_id: str | None = None
    place_text: str | None = None
    organisation_ids: tuple[str, ...] = ()

    @classmethod
    def of(cls, meeting: PartnerMeeting) -> Meeting:
        return cls(**{field.name: getattr(meeting, field.name) for field in fields(cls)})

    def checked(self) -> dict[str, Any]:
        """The fields of a meeting. Raises `InputError` (`day`, `required`), (`minutes`, `out_of_range`, min, max),
        (`place_text`, `nir` or `too_long`). A holiday is warned of where it is chosen, never refused."""
        if self.starts_at is None:
            raise InputError("day", "required")
        if not LEAST <= self.minutes <= MOST:
            raise InputError("minutes", "out_of_range", min=LEAST, max=MOST)
        place_text = check_note(self.place_text, "place_text", PLACE_LENGTH)
        asked = tuple(dict.fromkeys(self.organisation_ids))
        return {**{f.name: getattr(self, f.name) for f in fields(self)}, "place_text": place_text,
                "organisation_ids": asked}  # fmt: skip


# Reading


def may_read_notes(worker: Worker) -> bool:
    """What is written of a group may tell of somebody: a planner reads none of it."""
    return workers.sees_identities(worker)


def meetings_of(replica: Replica, programme_id: str, sorts: Collection[str] = ()) -> list[PartnerMeeting]:
    """Of these sorts, or of any; the latest first."""
    found = replica.where(PartnerMeeting, programme_id=programme_id)
    return sorted((m for m in found if not sorts or m.sort in sorts), key=lambda m: (m.starts_at, m.id), reverse=True)


def day_of(meeting: PartnerMeeting) -> date:
    return clock.local(meeting.starts_at).date()


def held_in(replica: Replica, programme_id: str, days: Span, sorts: Collection[str] = ()) -> int:
    """How many were held on these days."""
    found = meetings_of(replica, programme_id, sorts)
    return sum(m.status == SessionStatus.HELD and day_of(m) in days for m in found)


def asked_last(replica: Replica, programme_id: str, sort: str) -> tuple[str, ...]:
    """Whom a new one would ask: of referents, the hosts of the missions of now; else who was asked to the last of its
    sort; else the partners of the programme."""
    if sort == MeetingSort.REFERENTS and (hosts := hosts_now(replica.where(CivicMission, programme_id=programme_id))):
        return hosts
    before = [m for m in meetings_of(replica, programme_id, (sort,)) if m.organisation_ids]
    if before:
        return before[0].organisation_ids
    return tuple(dict.fromkeys(p.organisation_id for p in replica.where(ProgrammePartner, programme_id=programme_id)))


# Acting: `undoing.take_back` undoes what gives a `Done`


@held
def plan(replica: Replica, programme_id: str, asked: Meeting, worker: Worker) -> Done[PartnerMeeting]:
    """On any day: one that was held is written down afterwards, too. Raises `InputError`: see `Meeting.checked`;
    (`record`, `counsellor_only`)."""
    check_may(worker)
    return do(replica, PartnerMeeting(id=new_id(), programme_id=programme_id, **asked.checked()), worker=worker)


@held
def edit(
    replica: Replica, meeting: PartnerMeeting, asked: Meeting, worker: Worker, *, seen: Meeting | None = None,
    stamps: Seen | None = None,
) -> PartnerMeeting:  # fmt: skip
    """What differs from `seen`, what the form showed first, is set. Raises `InputError` like `plan`, or like
    `check_here`."""
    check_may(worker)
    return change_from(replica, meeting, worker, vars(seen or Meeting.of(meeting)), asked.checked(), stamps or {})


@held
def set_status(
    replica: Replica, meeting: PartnerMeeting, status: SessionStatus, worker: Worker, *, today: date
) -> Done[PartnerMeeting]:
    """Raises `InputError` (`record`, `not_yet`) for one that would be held before its day, or like `check_here`."""
    if status == SessionStatus.HELD and day_of(current(replica, meeting)) > today:
        raise InputError("record", "not_yet")
    return _change(replica, meeting, worker, status=status)


@held
def came(
    replica: Replica, meeting: PartnerMeeting, organisation_id: str, worker: Worker, *, today: date
) -> Done[PartnerMeeting]:
    """Who came, or did not after all. Whoever came shows that it was held. Raises `InputError` like `set_status`."""
    now = current(replica, meeting)
    there = organisation_id in now.present_ids
    present = tuple(id for id in now.present_ids if id != organisation_id)
    if there:
        return _change(replica, meeting, worker, present_ids=present)
    if day_of(now) > today:
        raise InputError("record", "not_yet")
    asked = tuple(dict.fromkeys((*now.organisation_ids, organisation_id)))
    held_now = SessionStatus.HELD if now.status == SessionStatus.PLANNED else now.status
    return _change(replica, meeting, worker, present_ids=(*present, organisation_id), organisation_ids=asked,
                   status=held_now)  # fmt: skip


def write(
    replica: Replica, meeting: PartnerMeeting, worker: Worker, said: Mapping[str, str], *, shown: Mapping[str, str],
    stamps: Seen,
) -> PartnerMeeting:  # fmt: skip
    """`said`: the texts of `NOTES`; what differs from `shown`, what the form showed first, is set. `stamps`: `seen_now`
    of then.

    Raises `InputError` (the field, `nir` or `too_long`: 4,000 characters), or like `check_here`.
    """
    check_may(worker)
    kept = {name: check_note(said[name], name, TEXT_LENGTH) for name in NOTES if name in said}
    return change_from(replica, meeting, worker, {name: shown.get(name) or None for name in NOTES}, kept, stamps)


def remove(replica: Replica, meeting: PartnerMeeting, worker: Worker) -> Done[PartnerMeeting]:
    """Raises `InputError` like `check_here`."""
    check_may(worker)
    return undoing.remove(replica, meeting, worker=worker)


def _change(replica: Replica, meeting: PartnerMeeting, worker: Worker, **changes: Any) -> Done[PartnerMeeting]:
    check_may(worker)
    check_here(replica, meeting)
    return do(replica, current(replica, meeting).but(**changes), worker=worker)
