"""After the last session of a workshop everybody who came to it is invited back to tell how they are, not only those
who were there on that day. Nothing here saves."""

from __future__ import annotations

from collections.abc import Iterable

from espace_mobile.app.actions import sessions
from espace_mobile.app.actions.files import head_id, members
from espace_mobile.domain import attendance_counts
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.store.replica import Replica


def ending(replica: Replica, session: GroupSession) -> GroupSession | None:
    """The session after which the people of this one are invited back, once it is held: itself, or the last of its
    workshop."""
    if session.post_workshop_on is not None:
        return session if session.status == SessionStatus.HELD else None
    if session.informal:
        return None
    held = (s for s in _siblings(replica, session) if s.status == SessionStatus.HELD and s.post_workshop_on is not None)
    return max(held, key=lambda s: (s.starts_at, s.id), default=None)


def came_elsewhere(replica: Replica, session: GroupSession, person_id: str) -> bool:
    """Whether they were at another session of its workshop."""
    ids = members(replica, head_id(replica, person_id))
    told = (
        a
        for sibling in _siblings(replica, session)
        for id in ids
        for a in replica.where(Attendance, session_id=sibling.id, person_id=id)
    )
    return any(attendance_counts.is_present(a) for a in told)


def people_of_others(replica: Replica, session: GroupSession) -> list[str]:
    """Whoever came to another session of its workshop: ids of the heads of their files."""
    others = _siblings(replica, session)
    told = [a for sibling in others for a in replica.where(Attendance, session_id=sibling.id)]
    return sorted(attendance_counts.came(others, told, head_of=lambda id: head_id(replica, id)).people)


def tasks(replica: Replica, session: GroupSession) -> Iterable[FollowUp]:
    """Of those who came to the others, when this session, held, is the last."""
    if session.post_workshop_on is None or session.workshop_id is None:
        return
    for person_id in people_of_others(replica, session):
        yield from sessions.after_workshop(replica, session, person_id)


def _siblings(replica: Replica, session: GroupSession) -> list[GroupSession]:
    if session.workshop_id is None:
        return []
    found = replica.where(GroupSession, workshop_id=session.workshop_id)
    return [s for s in found if s.id != session.id and not s.informal]
