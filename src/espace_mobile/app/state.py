"""What the screens share, without any page in it.

`AppState` changes rarely (language, theme, width, lock); records and the sync state have observables of their own,
so that a contact counted redraws a figure and not the app.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import flet as ft

from espace_mobile.app import access, clock, preferences
from espace_mobile.app.actions import locked
from espace_mobile.app.actions.change import is_here
from espace_mobile.app.drafts import Draft, Drafts
from espace_mobile.app.feed import Feed, Revision
from espace_mobile.app.preferences import Preferences
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AgeBand, Sex
from espace_mobile.errors import StoreError, Withdrawn
from espace_mobile.store.replica import Key, Replica
from espace_mobile.store.search import PeopleSearch
from espace_mobile.sync.loop import State

if TYPE_CHECKING:
    from espace_mobile.bootstrap import Installation, Session
    from espace_mobile.sync.loop import Status

SYNC = ("_sync", "")  # the sync state, told like a record
log = logging.getLogger("espace_mobile.app")
WIDTHS = (360, 400, 480, 600, 720, 840, 1000, 1200, 1400)


class Locked(Exception):
    """Asked of a session that has just been locked: whatever asked is about to disappear."""


@ft.observable
@dataclass(eq=False)
class AppState:
    """`width`, `height`: of the window, in px, `width` snapped down to `WIDTHS`."""

    installation: Installation
    preferences: Preferences
    width: int = 360
    height: float = 780
    feed: Feed = field(default_factory=Feed)
    gate: Revision = field(default_factory=Revision)  # told at each lock and unlock
    _session: Session | None = None
    _drafts: Drafts | None = None
    _refused: dict[str, Mapping[str, Draft]] = field(default_factory=dict)  # drafts a full disk did not take
    _search: PeopleSearch | None = None
    _outing_id: str | None = None
    _parted: bool = False
    _stop: Callable[[], object] | None = None
    _timer: asyncio.TimerHandle | None = None
    _last_touch: float = 0.0

    @classmethod
    def of(cls, installation: Installation) -> AppState:
        return cls(installation, preferences.load(installation.folder))

    # — the window —

    def resize(self, width: float | None, height: float | None) -> None:
        fitting = [w for w in WIDTHS if w <= (width or WIDTHS[0])]
        self.width, self.height = fitting[-1] if fitting else WIDTHS[0], round(height or 780, -2)

    def prefer(self, **changes: Any) -> None:
        """Change a preference and keep it. Raises `OSError` when the folder can't be written."""
        self.preferences = replace(self.preferences, **changes).checked()
        preferences.save(self.installation.folder, self.preferences)
        self.touch()

    # — locked and unlocked —

    @property
    def session(self) -> Session | None:
        """None while locked. Not a field: only the root redraws at a lock, not screens that are about to go."""
        return self._session

    def _admit(self, session: Session | None) -> None:
        self._session = session
        self.gate.number += 1

    def enter(self, session: Session) -> None:
        """Start showing a session that has just been unlocked."""
        self.feed.bind()
        self._drafts = Drafts(session.replica, session.account_id, self._refused.pop(session.account_id, None))
        self._search = PeopleSearch(session.replica)
        stop_records = session.replica.observe(self.feed.tell)
        stop_people = session.replica.observe(_parting(session.replica, self._drafts))
        stop_sync = session.sync.observe(lambda status: self._synced(session, status))
        self._stop = lambda: (stop_records(), stop_people(), stop_sync())
        access.remember(session.replica, session.sync.status)
        self._parted = False
        _take_locked(session)
        self._admit(session)
        self.touch()

    def lock(self) -> None:
        """Keep what was being typed and show the lock screen. The replica stays open: what waits is still sent."""
        if self._timer:
            self._timer.cancel()
        if self._stop:
            self._stop()
        self.save_drafts()
        if self._drafts and self._drafts.unsaved and self.session:
            self._refused[self.session.account_id] = self._drafts.unsaved
        if self._search:
            self._search.close()
        self._stop = self._drafts = self._search = None
        self._admit(None)

    def _synced(self, session: Session, status: Status) -> None:
        access.remember(session.replica, status)
        self.feed.tell([SYNC])
        if status.state is State.DONE and session.ended:
            self.feed.soon(lambda: self._part(session))
        if isinstance(status.error, Withdrawn):
            self.feed.soon(self._be_withdrawn)

    def _be_withdrawn(self) -> None:
        """This device keeps nothing any more: neither does its memory. The door says why."""
        if self._drafts:
            self._drafts.forget()
        self._refused.clear()
        self._outing_id = None
        self.preferences = replace(self.preferences, account="")
        self.lock()

    def _part(self, session: Session) -> None:
        """Whoever is signed in has left the association: the session ends, and what was being typed is kept for nobody.
        The door says why."""
        if self._session is not session:
            return
        if self._drafts:
            self._drafts.forget()
        self.preferences = replace(self.preferences, account="")
        self._parted = True
        self.lock()
        self._refused.pop(session.account_id, None)

    @property
    def parted(self) -> bool:
        """Whether the last session ended because its worker has left: until another one begins."""
        return self._parted

    def touch(self) -> None:
        """Somebody is there: the automatic lock starts again from zero."""
        self._last_touch = time.time()
        if self.session is None:
            return
        if self._timer:
            self._timer.cancel()
        self._timer = self.feed.later(self.idle_limit, self.lock_if_idle)

    def lock_if_idle(self) -> None:
        """By the wall clock: a tablet that slept in a bag did not run its timers. One set back can't tell: it locks."""
        idle = time.time() - self._last_touch
        if self.session is not None and not 0 <= idle < self.idle_limit - 0.05:
            self.lock()

    @property
    def idle_limit(self) -> float:
        """Seconds."""
        return 60.0 * self.preferences.lock_minutes

    @property
    def search(self) -> PeopleSearch:
        """One index of names for every screen; forgotten at the lock."""
        if self._search is None:
            raise Locked()
        return self._search

    # — counting while locked —

    def count_for(self, outing_id: str | None) -> None:
        """Which outing the lock screen's counter counts for; None: the team's of the day."""
        self._outing_id = outing_id

    def count_locked(self, sex: Sex, age_band: AgeBand) -> None:
        """One contact, write-only. Raises `StoreError`."""
        self.installation.count_locked(
            locked.payload(clock.now(), outing_id=self._outing_id, sex=sex, age_band=age_band)
        )
        self.touch()

    # — drafts —

    def draft(self, name: str, initial: dict[str, Any] | None = None) -> Draft:
        return self._drafts.open(name, initial) if self._drafts else Draft(name, _values=dict(initial or {}))

    def save_drafts(self) -> None:
        if self._drafts:
            self._drafts.flush()


def _parting(replica: Replica, drafts: Drafts) -> Callable[[frozenset[Key]], None]:
    """What was typed about people who left this device for good leaves with them, also what was not saved yet."""

    def follow(touched: frozenset[Key]) -> None:
        for kind, id in touched:
            if kind == Person.kind:
                drafts.part_with(id, gone=not is_here(replica, kind, id))

    return follow


def _take_locked(session: Session) -> None:
    """Make contacts of what was counted while locked; only what is saved leaves the lockbox."""
    try:
        counted, done = session.take_locked()
        locked.ingest_locked(session.replica, counted, session.worker)
        done()
    except StoreError as e:  # a full disk or a damaged box must not keep a worker out; what is counted stays in it
        log.warning("lockbox: %s", e.code)
