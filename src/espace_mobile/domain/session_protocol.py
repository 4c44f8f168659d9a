"""« Mission de transmission des savoirs »: what a CIP wrote to guide a session, and what was said in it."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact


class SessionProtocol(Fact):
    """`sections`: their titles, in order."""

    kind: ClassVar[str] = "session_protocol"

    title: str
    sections: tuple[str, ...] = ()
    active: bool = True


class SessionNote(Fact):
    """What was said in one section. `id`: derived from the session and the section, so that two tablets write one.

    Of the team that leads the session; of no team when several lead it.
    """

    kind: ClassVar[str] = "session_note"
    sealed: ClassVar[frozenset[str]] = frozenset({"text"})
    indexed: ClassVar[tuple[str, ...]] = ("session_id",)

    session_id: str
    section: str
    text: str | None = None
    worker_id: str | None = None
