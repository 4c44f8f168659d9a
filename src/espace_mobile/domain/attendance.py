"""One person at one session: asked, expected, waiting for a seat, then present, excused or absent."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant
from espace_mobile.domain.path_vocabulary import AttendanceStatus


class Attendance(Fact):
    """`id`: derived from the session and the person, so that two tablets speak of one. `since`: when the person asked
    for the seat; first come, first served.

    Known to every team (`team` None), like its session: it names nobody.
    """

    kind: ClassVar[str] = "attendance"
    indexed: ClassVar[tuple[str, ...]] = ("session_id", "person_id")
    about: ClassVar[str | None] = "person_id"
    counted: ClassVar[bool] = True

    session_id: str
    person_id: str | None = None
    since: Instant
    status: AttendanceStatus = AttendanceStatus.EXPECTED
    marked_at: Instant | None = None
    worker_id: str | None = None
