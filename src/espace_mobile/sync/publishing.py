"""What a device asks of the server about what is public: to show it, to take it back, to share a team's dates."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import httpx

from espace_mobile.errors import NotOurServer, Refused, ServerTooOld
from espace_mobile.protocol.publication import (
    PublicPages,
    TeamDates,
    calendar_digest,
    calendar_path,
    pages_path,
)
from espace_mobile.sync.http import call

_NOT_FOUND = 404
_AT_ONCE = 1_000  # ids in one request


@dataclass(frozen=True)
class PublicState:
    """What is public at this moment. `revision` 0: nothing is, and `slug` is empty.

    `dates`, `stories`: ids; of the dates told as going ahead. `published_ms`: ms since 1970.
    """

    revision: int = 0
    slug: str = ""
    published_ms: int | None = None
    dates: frozenset[str] = frozenset()
    stories: frozenset[str] = frozenset()


class PublishingClient:
    """Blocking. Every call raises `SyncError` when the server can't be asked; `ServerTooOld`: it does not publish yet.

    Adding takes a supervisor's device (`Refused`, `forbidden`, otherwise); taking back, any device of the org.
    """

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def state(self) -> PublicState:
        told = self._asked("GET", "/v1/publication")
        dates, stories = (frozenset(map(str, told.get(name) or ())) for name in ("dates", "stories"))
        return PublicState(_revision(told), str(told.get("slug") or ""), told.get("published_at"), dates, stories)

    def publish(self, pages: PublicPages, base: int) -> int:
        """The new revision. `base`: the one these pages were made to follow, 0 for none. Harmless to repeat.

        Raises `Refused`: `slug_taken`; `revision_outdated`, with the current `revision`: somebody published, or took
        something back, meanwhile. Sync first, make the pages anew, then publish them over that revision: what was taken
        back would otherwise be public again. `TooLarge`.
        """
        told = {"base": base, "pages": pages.model_dump(mode="json")}
        return _revision(self._asked("PUT", "/v1/publication", json=told))

    def withdraw(self, stories: Collection[str], cancelled: Collection[str], hidden: Collection[str] = ()) -> int:
        """The revision without these stories, these dates told as cancelled, or no longer (`hidden`); 0 when nothing is
        public.

        Ids; those that are not public are ignored. Harmless to repeat. Dates in the teams' calendars are cancelled too.
        """
        asked = {"stories": stories, "cancelled": cancelled, "hidden": hidden}
        waiting = [(name, id) for name, ids in asked.items() for id in ids]
        revision = 0
        for first in range(0, max(len(waiting), 1), _AT_ONCE):
            told: dict[str, list[str]] = {name: [] for name in asked}
            for name, id in waiting[first : first + _AT_ONCE]:
                told[name].append(id)
            revision = _revision(self._asked("POST", "/v1/publication/withdraw", json=told))
        return revision

    def unpublish(self) -> None:
        """The pages answer nobody any more, and their address is free. Harmless to repeat."""
        self._asked("DELETE", "/v1/publication")

    def put_calendar(self, secret: str, dates: TeamDates) -> None:
        """The server is told a digest of the secret alone. Harmless to repeat.

        Raises `Refused`: `too_many_calendars`.
        """
        self._asked("PUT", _calendar(secret), json=dates.model_dump(mode="json"))

    def remove_calendar(self, secret: str) -> None:
        """Its address answers nobody any more. Harmless to repeat."""
        self._asked("DELETE", _calendar(secret))

    def pages_url(self, slug: str) -> str:
        """For a link or a code; the server is not asked."""
        return self._url(pages_path(slug))

    def calendar_url(self, secret: str) -> str:
        """For a calendar program; the server is not asked."""
        return self._url(calendar_path(secret))

    def _url(self, path: str) -> str:
        return str(self._http.base_url).rstrip("/") + path

    def _asked(self, method: str, path: str, **parts: Any) -> dict[str, Any]:
        try:
            return call(self._http, method, path, **parts)
        except Refused as error:
            if error.params.get("status") == _NOT_FOUND:  # none of these addresses is ever unknown to a newer one
                raise ServerTooOld() from None
            raise


def _calendar(secret: str) -> str:
    return f"/v1/calendars/{calendar_digest(secret)}"


def _revision(told: dict[str, Any]) -> int:
    revision = told.get("revision")
    if type(revision) is not int:
        raise NotOurServer()
    return revision
