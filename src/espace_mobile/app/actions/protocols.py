"""« Mission de transmission des savoirs »: the protocols that guide sessions, and what was said in each section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from espace_mobile.app.actions import sessions, workers
from espace_mobile.app.actions.change import Seen, check_here, current, held
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.session_protocol import SessionNote, SessionProtocol
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.stamp import NEVER, Stamp
from espace_mobile.protocol.values import derived_id, new_id
from espace_mobile.store.replica import Replica

TITLE_LENGTH, SECTION_LENGTH, TEXT_LENGTH = 80, 120, 2000  # characters
DEFAULT_ID = derived_id("session_protocol", "default")  # every tablet that first needs it makes the same one

_NOTHING = {"": NEVER}


@dataclass(frozen=True)
class Section:
    """`note`: what was written in it, if anything."""

    title: str
    note: SessionNote | None = None

    @property
    def text(self) -> str:
        return (self.note.text or "") if self.note else ""


def protocols(replica: Replica, default: SessionProtocol) -> list[SessionProtocol]:
    """Those in use, by title; `default` as long as nobody made another, nor did away with it."""
    known = [p for p in replica.all(SessionProtocol) if p.active]
    if not known and replica.record(SessionProtocol.kind, default.id) is None:
        known = [default]
    return sorted(known, key=lambda p: (p.title.casefold(), p.id))


@held
def keep(replica: Replica, default: SessionProtocol, worker: Worker) -> None:
    """Save it as it is, unless somebody did before."""
    if replica.record(SessionProtocol.kind, default.id) is None:
        replica.save(default, by=worker.id)


@held
def save_protocol(
    replica: Replica, id: str | None, title: str, sections: Iterable[str], worker: Worker
) -> SessionProtocol:
    """A new one when `id` is None. Sections left empty are left out.

    Raises `InputError` (`title`, `required`…), (`sections`, `required`, `twice`…).
    """
    named = check_note(title, "title", TITLE_LENGTH)
    if not named:
        raise InputError("title", "required")
    kept = [text for text in (check_note(section, "sections", SECTION_LENGTH) for section in sections) if text]
    if not kept:
        raise InputError("sections", "required")
    if len({section.casefold() for section in kept}) < len(kept):
        raise InputError("sections", "twice")
    known = replica.get(SessionProtocol, id) if id else None
    protocol = known or SessionProtocol(id=id or new_id(), title=named)
    protocol = protocol.but(title=named, sections=tuple(kept))
    replica.save(protocol, by=worker.id)
    return protocol


@held
def retire(replica: Replica, protocol: SessionProtocol, worker: Worker, *, active: bool = False) -> SessionProtocol:
    """No longer offered; sessions that follow it keep it."""
    retired = current(replica, protocol).but(active=active)
    replica.save(retired, by=worker.id)
    return retired


@held
def follow(
    replica: Replica, session: GroupSession, protocol_id: str, default: SessionProtocol, worker: Worker
) -> GroupSession:
    """From now on the session follows it. Raises `InputError` like `check_here`."""
    check_here(replica, session)
    guided = current(replica, session).but(protocol_id=protocol_id)
    first = [default] if protocol_id == default.id and replica.record(default.kind, default.id) is None else []
    replica.save(*first, guided, by=worker.id)
    return guided


def sections_of(replica: Replica, session: GroupSession, default: SessionProtocol) -> list[Section]:
    """Those of its protocol, in order, then those it no longer has and in which something was written."""
    protocol = replica.get(SessionProtocol, session.protocol_id) if session.protocol_id else None
    if protocol is None and session.protocol_id == default.id:
        protocol = default
    notes = {note.section: note for note in replica.where(SessionNote, session_id=session.id)}
    titles = protocol.sections if protocol else ()
    others = sorted(section for section, note in notes.items() if section not in titles and note.text)
    return [Section(title, notes.get(title)) for title in (*titles, *others)]


def note_id(session_id: str, section: str) -> str:
    """The same on two tablets: they write one text, or two in different sections without a clash."""
    return derived_id("session_note", session_id, section)


def team_of(replica: Replica, session: GroupSession, worker: Worker) -> str | None:
    """Whose devices hold what is said in a session: the team's of whoever leads it (of the worker, when nobody does);
    everybody's when these are of several teams, or of none."""
    leading = [w for w in (replica.get(Worker, id) for id in session.facilitator_ids) if w is not None] or [worker]
    teams = {team for leader in leading for team in leader.team_ids}
    return teams.pop() if len(teams) == 1 else None


def may_write(replica: Replica, session: GroupSession, worker: Worker) -> bool:
    """Whether this worker may read and write what is said in it: whoever runs it, in the team that leads it."""
    team = team_of(replica, session, worker)
    seen = workers.teams_seen(worker)
    return sessions.may_run(worker, session) and (seen is None or team is None or team in seen)


@held
def write(
    replica: Replica, session: GroupSession, section: str, text: str, worker: Worker, *, seen: Seen | None = None
) -> SessionNote:
    """`seen`: `seen_now` of when it was opened, so that another tablet's words are never replaced in silence.

    Raises `InputError` (`text`, `nir` or `too_long`: 2,000 characters), or like `check_here`.
    """
    check_here(replica, session)
    kept = check_note(text, "text", TEXT_LENGTH)
    id = note_id(session.id, section)
    known = replica.get(SessionNote, id) or SessionNote(
        id=id, session_id=session.id, section=section, team=team_of(replica, session, worker)
    )  # fmt: skip
    note = known.but(text=kept, worker_id=worker.id)
    # Nothing written yet was looked at, too: an empty `seen` would stand for whatever is there now.
    stamps = {field: Stamp.of_text(stamp) for field, stamp in seen.items()} or _NOTHING if seen is not None else {}
    replica.save(note, by=worker.id, seen={id: stamps})
    return note
