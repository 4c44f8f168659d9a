"""What a device does about the public pages: publishes when a supervisor says so, takes back by itself.

Whatever device hears that a story is no longer agreed to, or that a date is cancelled, tells the server after its next
exchange: after, so that nobody who publishes from the register brings back what it does not say any more.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.place import Place
from espace_mobile.domain.public_site import Opportunity, Publication, PublicSite, TeamCalendar, Testimonial
from espace_mobile.domain.publishing import span
from espace_mobile.errors import EspaceError, InputError, Refused, SyncError, Unreachable
from espace_mobile.protocol import conflict
from espace_mobile.protocol.publication import PublicPages, TeamDates, is_slug
from espace_mobile.store.replica import Key, Replica
from espace_mobile.sync import public_life
from espace_mobile.sync.public_life import CALENDARS, OFF, TOLD
from espace_mobile.sync.public_pages import (
    PUBLICATION,
    changes,
    digests_of,
    pages,
    publication_of,
    site_of,
    team_dates,
)
from espace_mobile.sync.taking_back import Due, called_off, due, is_withdrawn, lacks_stories

log = logging.getLogger("espace_mobile.sync")
_WALL = ZoneInfo("Europe/Paris")
_MATTER = frozenset(
    kind.kind
    for kind in (Testimonial, Person, Outing, Publication, PublicSite, Opportunity, Place, Organisation, TeamCalendar)
) | {conflict.KIND}
_REMOVED = "removed"


class Client(Protocol):
    """What is asked of the server; each call blocks, and raises `SyncError`."""

    def state(self) -> Any: ...
    def publish(self, pages: PublicPages, base: int) -> int: ...
    def withdraw(self, stories: Collection[str], cancelled: Collection[str], hidden: Collection[str]) -> int: ...
    def unpublish(self) -> None: ...
    def put_calendar(self, secret: str, dates: TeamDates) -> None: ...
    def remove_calendar(self, secret: str) -> None: ...


class Publicity:
    """One replica's, with its server. `exchange`: a whole exchange with the register; `supervises`: the server takes
    pages from this device; `now_ms`: the wall clock; `is_cut`: the switch « réseau coupé »."""

    def __init__(
        self, replica: Replica, client: Client, exchange: Callable[[], object], now_ms: Callable[[], int],
        *, supervises: bool = False, demo: bool = False, is_cut: Callable[[], bool] = lambda: False,
    ) -> None:  # fmt: skip
        self.replica, self.client, self._exchange, self._now_ms = replica, client, exchange, now_ms
        self.supervises, self.demo, self._is_cut = supervises, demo, is_cut
        self._one, self._stale, self._day = threading.Lock(), True, date.min
        replica.observe(self._changed)

    def _changed(self, touched: frozenset[Key]) -> None:
        if not self._stale:
            self._stale = any(kind in _MATTER for kind, _ in touched)

    # Asked for by a supervisor

    def publish(self, by: str) -> Publication:
        """What the register says now, everybody's last words included. `by`: the worker's id.

        Raises `InputError` (`title`, `empty`; `slug`, `required`) when the pages have no address yet, (`record`,
        `every_team`) when stories of other teams would be lost; `SyncError`, of which `Refused` (`slug_taken`,
        `revision_outdated`). Nothing was published then.
        """
        self._check_online()
        with self._one:
            return self._publish(by, self._exchange)

    def unpublish(self, by: str) -> None:
        """Nothing is public any more. Raises `SyncError`: it still is, then."""
        self._check_online()
        with self._one:
            self.client.unpublish()
            last = publication_of(self.replica)
            if last is not None:
                self.replica.delete(last, by=by)

    # After an exchange

    def follow_up(self, exchange: Callable[[], object]) -> None:
        """Tell the server what is due, and hand over what a supervisor's device keeps up to date by itself. `exchange`:
        another one, within the one that runs.

        Costs nothing when nothing changed. Raises nothing: what did not get through is told after the next exchange.
        """
        today = self._today()
        is_another = public_life.is_another(self.replica)
        if (not self._stale and today == self._day and not is_another) or not self._one.acquire(blocking=False):
            return
        try:
            self._stale = False
            if is_another:
                public_life.begin(self.replica, self.client.state, exchange)
            self.take_back()
            if self.supervises:
                self._hand_over(today, exchange)
            self._day = today
        except (EspaceError, ValueError) as error:  # no shape takes what a newer app, or a slip, may have said
            self._stale = True
            log.warning("public pages: %s", getattr(error, "code", type(error).__name__))
        finally:
            self._one.release()

    def take_back(self) -> Due:
        """Returns what was told of the public pages. Raises `SyncError`, and it is due as before."""
        told, off = due(self.replica), called_off(self.replica)
        new = off - set(self.replica.meta(OFF, ()))
        revision = 0
        if told or new:
            revision = self.client.withdraw(told.stories, sorted({*told.cancelled, *new}), told.hidden)
        # What is agreed to again, or takes place after all, is told another time when it must be.
        known = {*self.replica.meta(TOLD, ()), *told.stories}
        self._note(TOLD, {id for id in known if is_withdrawn(self.replica, id)})
        self._note(OFF, off)
        if not told:
            return told
        with self.replica.lock:
            last = publication_of(self.replica)
            if last is not None and revision:
                self.replica.save(_without(last, told, revision), by="")
        return told

    def _note(self, name: str, ids: Collection[str]) -> None:
        if set(ids) != set(self.replica.meta(name, ())):
            self.replica.set_meta(name, sorted(ids))

    def _hand_over(self, today: date, exchange: Callable[[], object]) -> None:
        last = publication_of(self.replica)
        if last is not None and last.digests and site_of(self.replica).automatic and not lacks_stories(self.replica):
            made = self._pages()
            if made is not None and changes(self.replica, made, self._first(today)).count:
                self._publish("", exchange)
        self._refresh_calendars(today)

    def _refresh_calendars(self, today: date) -> None:
        handed: dict[str, str] = dict(self.replica.meta(CALENDARS, {}))
        for calendar in self.replica.all(TeamCalendar):
            told = None if calendar.revoked_at else team_dates(self.replica, calendar, today)
            text = told.model_dump_json(exclude={"dates": {"__all__": {"changed_at"}}}) if told else ""
            digest = hashlib.sha256(text.encode()).hexdigest()[:16] if told else _REMOVED
            if handed.get(calendar.id) == digest or not calendar.secret:
                continue
            if told is None:
                self.client.remove_calendar(calendar.secret)
            else:
                self.client.put_calendar(calendar.secret, told)
            handed[calendar.id] = digest
            self.replica.set_meta(CALENDARS, handed)

    # Publishing

    def _publish(self, by: str, exchange: Callable[[], object]) -> Publication:
        try:
            return self._publish_once(by, exchange)
        except Refused as error:
            if error.params.get("reason") != "revision_outdated":
                raise
        return self._publish_once(by, exchange)  # somebody was faster: what they said is in the register, or on its way

    def _publish_once(self, by: str, exchange: Callable[[], object]) -> Publication:
        base = self.client.state().revision
        exchange()  # after the question: whatever is taken back from here on, the server refuses our copy
        if lacks_stories(self.replica):
            raise InputError("record", "every_team")
        made = self._pages()
        if made is None:
            titled = site_of(self.replica).title.strip()
            raise InputError("slug", "required") if titled else InputError("title", "empty")
        published = _told(made, self.client.publish(made, base), by)
        self.replica.save(published, by=by)
        with suppress(SyncError):  # whoever must take something back has to know that it is public
            exchange()
        return published

    def _check_online(self) -> None:
        if self._is_cut():
            raise Unreachable(reason="offline")

    def _pages(self) -> PublicPages | None:
        site = site_of(self.replica)
        if not site.title.strip() or not is_slug(site.slug):
            return None
        return pages(self.replica, self._today(), self._now(), demo=self.demo)

    def _first(self, today: date) -> date:
        return span(site_of(self.replica).months_ahead, today)[0]

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._now_ms() / 1000, UTC)

    def _today(self) -> date:
        return self._now().astimezone(_WALL).date()


def _told(made: PublicPages, revision: int, by: str) -> Publication:
    return Publication(
        id=PUBLICATION, revision=revision, at=made.published_at, worker_id=by or None,
        outing_ids=tuple(d.id for d in made.dates if not d.cancelled),
        off_ids=tuple(d.id for d in made.dates if d.cancelled),
        testimonial_ids=tuple(s.id for s in made.stories), digests=tuple(sorted(digests_of(made).values())),
    )  # fmt: skip


def _without(last: Publication, told: Due, revision: int) -> Publication:
    return last.but(
        revision=max(revision, last.revision),
        outing_ids=tuple(id for id in last.outing_ids if id not in (*told.cancelled, *told.hidden)),
        off_ids=tuple(id for id in dict.fromkeys((*last.off_ids, *told.cancelled)) if id not in told.hidden),
        testimonial_ids=tuple(id for id in last.testimonial_ids if id not in told.stories),
    )
