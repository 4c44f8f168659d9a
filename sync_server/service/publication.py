"""What is public of an org. Nothing leaves the register by itself: a supervisor's device hands over a whole copy.

Adding takes a supervisor; taking back, any device of the org in good standing. What was taken back leaves the database
file as what was erased does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TypeVar

from pydantic import BaseModel
from sqlalchemy.engine import Connection

from espace_mobile.errors import Refused
from espace_mobile.protocol.publication import PublicDate, PublicPages, TeamDates, is_slug
from sync_server.register import Register, calendars, orgs, publications
from sync_server.register.calendars import TeamCalendar
from sync_server.register.devices import Device
from sync_server.register.publications import Publication
from sync_server.service.scope import check_supervisor, standing
from sync_server.service.tokens import hashed

T = TypeVar("T")
MAX_CALENDARS = 50  # of one org


@dataclass(frozen=True, slots=True)
class Published:
    """`name`: of the org; `etag`: another one whenever `pages` are others."""

    org: str
    name: str
    slug: str
    revision: int
    etag: str
    pages: PublicPages


@dataclass(frozen=True, slots=True)
class TeamCalendarOut:
    """`changed_at` in ms."""

    name: str
    dates: tuple[PublicDate, ...]
    etag: str
    changed_at: int


@dataclass(frozen=True, slots=True)
class State:
    """What is public, as its org's devices are told: ids. `revision` 0: nothing is. `dates`: going ahead."""

    revision: int = 0
    slug: str | None = None
    published_at: int | None = None
    dates: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()


# For whoever asks


def by_slug(register: Register, slug: str) -> Published | None:
    if not is_slug(slug):
        return None
    with register.read() as connection:
        found = publications.by_slug(connection, slug)
    if found is None:
        return None
    name, held = found
    return Published(held.org, name, held.slug, held.revision, held.etag, _pages(held.body))


def slugs(register: Register) -> list[tuple[str, str]]:
    """(slug, title) of every org that has pages."""
    with register.read() as connection:
        return publications.slugs(connection)


def team_dates(register: Register, secret: str) -> TeamCalendarOut | None:
    """One look at one key, whether there is such a calendar, was one, or never was."""
    with register.read() as connection:
        found = calendars.by_digest(connection, hashed(secret))
    if found is None:
        return None
    told = _team(found.body)
    return TeamCalendarOut(told.name, told.dates, found.etag, found.changed_at)


# For devices of the org


def state(register: Register, caller: Device) -> State:
    with register.read() as connection:
        held = publications.get(connection, standing(connection, caller.org, caller.id).device.org)
    if held is None:
        return State()
    pages = _pages(held.body)
    dates = tuple(date.id for date in pages.dates if _goes_ahead(date))
    return State(held.revision, held.slug, held.published_at, dates, tuple(story.id for story in pages.stories))


def publish(register: Register, caller: Device, base: int, pages: PublicPages, now: int) -> int:
    """The new revision. `base`: the one the pages were made from, 0 for none. The same pages again: as before.

    Raises `Refused`: `forbidden`, `slug_taken`, `revision_outdated` with the current `revision`.
    """
    body = _packed(pages)
    etag = _digest(body)

    def work(connection: Connection) -> int:
        _check_may_add(connection, caller)
        held = publications.get(connection, caller.org)
        if held and held.etag == etag:
            return held.revision  # the answer was lost on its way
        current = held.revision if held else 0
        if base != current:
            raise Refused(reason="revision_outdated", revision=current)
        if publications.holder(connection, pages.slug) not in (None, caller.org):
            raise Refused(reason="slug_taken")
        revision = _after(current, now)
        new = Publication(caller.org, pages.slug, pages.title, revision, body, etag, now, caller.id)
        publications.put(connection, new)
        return revision

    return _written(register, work)


def withdraw(
    register: Register,
    caller: Device,
    stories: Collection[str],
    cancelled: Collection[str],
    now: int,
    hidden: Collection[str] = (),
) -> int:
    """The revision without these stories, these dates being told as cancelled, in the teams' calendars too; `hidden`:
    dates the public is told no longer.

    Harmless to repeat. 0 when nothing is public. Raises `Unauthorised`.
    """

    def work(connection: Connection) -> int:
        standing(connection, caller.org, caller.id)
        orgs.hold(connection, caller.org)
        for calendar in calendars.of(connection, caller.org) if cancelled else ():
            told = _team(calendar.body)
            body = _packed(told.model_copy(update={"dates": _without(told.dates, cancelled, now)}))
            if body != calendar.body:
                calendars.put(connection, replace(calendar, body=body, etag=_digest(body), changed_at=now))
        held = publications.get(connection, caller.org)
        if held is None:
            return 0
        pages = _pages(held.body)
        left = tuple(story for story in pages.stories if story.id not in stories)
        shown = tuple(date for date in pages.dates if date.id not in hidden)
        dates = _without(shown, cancelled, now)
        return _changed(connection, held, pages.model_copy(update={"stories": left, "dates": dates}), now, caller.id)

    return _written(register, work)


def take_back_all(connection: Connection, org: str, now: int) -> None:
    """Of a register restored from a backup: every story, and every calendar's address, for some were taken back since.

    A supervisor's device gives them again.
    """
    orgs.hold(connection, org)
    calendars.remove_all(connection, org)
    held = publications.get(connection, org)
    if held is None:
        return
    try:
        pages = _pages(held.body)
    except ValueError:  # of a shape that is no more: nobody could read it either, and the register must come back
        publications.remove(connection, org)
    else:
        _changed(connection, held, pages.model_copy(update={"stories": ()}), now, held.device)


def _changed(connection: Connection, held: Publication, pages: PublicPages, now: int, device: str) -> int:
    """The revision with these pages; the same one when they are the same."""
    body = _packed(pages)
    if body == held.body:
        return held.revision
    revision = _after(held.revision, now)
    publications.put(connection, replace(held, revision=revision, body=body, etag=_digest(body), device=device))
    return revision


def unpublish(register: Register, caller: Device) -> None:
    """Harmless to repeat. Raises `Refused`: `forbidden`."""

    def work(connection: Connection) -> None:
        _check_may_add(connection, caller)
        publications.remove(connection, caller.org)

    _written(register, work)


def put_calendar(register: Register, caller: Device, digest: bytes, told: TeamDates, now: int) -> None:
    """Harmless to repeat. Raises `Refused`: `forbidden`, `too_many_calendars`."""
    body = _packed(told)
    new = TeamCalendar(caller.org, digest, told.name, body, _digest(body), now)

    def work(connection: Connection) -> None:
        _check_may_add(connection, caller)
        held = calendars.by_digest(connection, digest)
        if held and held.org != caller.org:
            raise Refused(reason="forbidden", about="org")
        if held is None and calendars.count(connection, caller.org) >= MAX_CALENDARS:
            raise Refused(reason="too_many_calendars")
        if held is None or held.body != body:
            calendars.put(connection, new)

    _written(register, work)


def remove_calendar(register: Register, caller: Device, digest: bytes) -> None:
    """Harmless to repeat. Raises `Refused`: `forbidden`."""

    def work(connection: Connection) -> None:
        _check_may_add(connection, caller)
        calendars.remove(connection, caller.org, digest)

    _written(register, work)


def _check_may_add(connection: Connection, caller: Device) -> None:
    """Who it is now; nobody else of its org publishes until this transaction ends."""
    check_supervisor(standing(connection, caller.org, caller.id).device, caller.org)
    orgs.hold(connection, caller.org)


def _written(register: Register, work: Callable[[Connection], T]) -> T:
    done = register.write(work)
    register.forget_traces()
    return done


def _after(revision: int, now: int) -> int:
    """Never given twice, even to a register restored from a backup: a device that goes on from another life is told."""
    return max(revision + 1, now)


def _goes_ahead(date: PublicDate) -> bool:
    return not date.cancelled and date.moved_to is None


def _without(dates: tuple[PublicDate, ...], cancelled: Collection[str], now: int) -> tuple[PublicDate, ...]:
    at = datetime.fromtimestamp(now / 1000, UTC)
    off = {"cancelled": True, "changed_at": at}
    return tuple(d.model_copy(update=off) if d.id in cancelled and _goes_ahead(d) else d for d in dates)


def _packed(shape: BaseModel) -> bytes:
    return shape.model_dump_json().encode()


@lru_cache(maxsize=8)
def _pages(body: bytes) -> PublicPages:
    return PublicPages.model_validate_json(body)


@lru_cache(maxsize=8)
def _team(body: bytes) -> TeamDates:
    return TeamDates.model_validate_json(body)


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]
