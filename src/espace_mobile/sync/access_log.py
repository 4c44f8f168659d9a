"""The access log handed in to the register after an exchange, and read from it by a supervisor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from espace_mobile.errors import NotOurServer, ProtocolError, Refused, ServerTooOld, SyncError
from espace_mobile.protocol.access_log import Access, Linked
from espace_mobile.store.access_log import Batch, access_log
from espace_mobile.store.replica import Replica
from espace_mobile.sync.http import call
from espace_mobile.sync.retelling import EPOCH

PATH, READ = "/v1/access-log", "/v1/access-log/read"
PAGE = 200
_NOT_FOUND = 404
_MOST_ROUNDS = 1_000


@dataclass(frozen=True)
class Question:
    """What to read: about any of `people` (no one: about everybody), by one worker or all, from `since` to before
    `until`."""

    people: tuple[str, ...] = ()
    worker: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def told(self) -> dict[str, Any]:
        asked: dict[str, Any] = {"people": list(self.people), "worker": self.worker}
        asked |= {"since": _ms(self.since), "until": _ms(self.until)}
        return {name: value for name, value in asked.items() if value not in (None, "", [])}

    def takes(self, entry: Access) -> bool:
        """Whether an entry of this device's own is asked for."""
        since, until = _ms(self.since), _ms(self.until)
        return (
            (not self.people or entry.person in self.people) and self.worker in ("", entry.worker)
            and (since is None or entry.at >= since) and (until is None or entry.at < until)
        )  # fmt: skip


@dataclass(frozen=True)
class AccessPage:
    """The newest first. `cursor`: for the next page; empty after the last."""

    entries: tuple[Access, ...] = ()
    cursor: str = ""


class AccessClient:
    """Blocking; raises `SyncError`s, `ServerTooOld` from a server that knows of no log."""

    def __init__(self, http: httpx.Client, replica: Replica) -> None:
        self._http, self._replica = http, replica
        self._unwanted = False  # by a server too old for it: until the app is started again, it is not asked

    def pending(self) -> bool:
        """Whether something waits for a server that would take it."""
        return not self._unwanted and access_log(self._replica).pending() > 0

    def hand_in(self) -> int:
        """Hand in what waits. Returns the requests it took: none when nothing waits."""
        log, requests = access_log(self._replica), 0
        while not self._unwanted and requests < _MOST_ROUNDS:
            batch = log.batch()
            if not batch.entries and not self._is_new_life():
                break
            before = log.have
            self._push(batch)
            requests += 1
            if batch.entries and log.have == before and log.batch() == batch:
                break
        return requests

    def follow(self) -> None:
        """`hand_in` beside an exchange that went well: what does not get through is handed in after the next one."""
        try:
            self.hand_in()
        except (SyncError, ProtocolError):
            return

    def page(self, question: Question, cursor: str = "") -> AccessPage:
        """A page of the whole log (supervisor). Raises `Refused` for another role."""
        told = self._asked(READ, question.told() | {"limit": PAGE, "cursor": cursor})
        try:
            return AccessPage(tuple(_access(each) for each in told["entries"]), str(told["cursor"]))
        except (LookupError, TypeError) as e:
            raise NotOurServer() from e

    def own(self, question: Question) -> tuple[Access, ...]:
        """What this device holds itself; nobody is asked."""
        return tuple(entry for entry in access_log(self._replica).entries() if question.takes(entry))

    def _is_new_life(self) -> bool:
        """The register may have come back from a backup, and miss what it said it has."""
        log = access_log(self._replica)
        return bool(log.have) and log.epoch != self._replica.meta(EPOCH, "")

    def _push(self, batch: Batch) -> None:
        body = {"log": batch.log, "gap": batch.gap, "entries": [_told(linked) for linked in batch.entries]}
        try:
            told = self._asked(PATH, body)
        except (Refused, ServerTooOld):
            self._unwanted = True
            raise
        have, now = told.get("have"), told.get("now")
        if type(have) is not int or type(now) is not int:
            raise NotOurServer()
        try:
            head = bytes.fromhex(str(told.get("head", "")))
        except ValueError:
            raise NotOurServer() from None
        access_log(self._replica).accept(have, head, self._replica.meta(EPOCH, ""), now)

    def _asked(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            return call(self._http, "POST", path, json=body)
        except Refused as error:
            if error.params.get("status") != _NOT_FOUND:
                raise
            raise ServerTooOld() from None


def everything(client: AccessClient, question: Question, most: int) -> tuple[Access, ...]:
    """Page after page, `most` at most: whoever must know whether there are others asks for one more."""
    found: list[Access] = []
    cursor = ""
    while len(found) < most:
        page = client.page(question, cursor)
        found += page.entries
        cursor = page.cursor
        if not cursor:
            break
    return tuple(found[:most])


def _told(linked: Linked) -> list[Any]:
    entry, hash = linked
    return [entry.n, entry.at, entry.worker, entry.person, entry.what, hash.hex()]


def _access(told: dict[str, Any]) -> Access:
    return Access(told["n"], told["at"], told["worker"], told["person"], told["what"])


def _ms(at: datetime | None) -> int | None:
    return None if at is None else round(at.timestamp() * 1000)
