"""An installation while somebody has opened it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from espace_mobile.bootstrap.departures import Departures
from espace_mobile.bootstrap.membership import CAME_IN, LOCKBOX_KEY, keep_membership, read_membership
from espace_mobile.domain.vocabulary import Role
from espace_mobile.errors import Refused, SyncError, Unauthorised, Unreachable, Withdrawn
from espace_mobile.protocol.enrolment import KeyPair
from espace_mobile.protocol.sealing import Keychain
from espace_mobile.store import resealed, unnaming
from espace_mobile.store.collector import set_aside
from espace_mobile.store.lockbox import Lockbox
from espace_mobile.store.replica import Replica
from espace_mobile.store.storage import JournalStorage
from espace_mobile.sync.access_log import AccessClient
from espace_mobile.sync.engine import Exchange, SyncEngine
from espace_mobile.sync.farewell import Farewell
from espace_mobile.sync.forecast import Forecaster
from espace_mobile.sync.http import HttpEndpoint, call
from espace_mobile.sync.keys import Keys
from espace_mobile.sync.loop import State, SyncLoop
from espace_mobile.sync.office import Office
from espace_mobile.sync.publicity import Publicity
from espace_mobile.sync.publishing import PublishingClient
from espace_mobile.sync.recovering import use_up
from espace_mobile.sync.status import DeviceStatus

if TYPE_CHECKING:
    from espace_mobile.bootstrap.doctor import Finding
    from espace_mobile.bootstrap.installation import Installation


_EACH_OTHER = frozenset({Role.FIELD, Role.COUNSELLOR, Role.SUPERVISOR})  # roles that a device may change between


class Opened:
    """The replica of an installation and what runs over it, from the first unlock to the end of the process."""

    def __init__(self, installation: Installation, data_key: bytes) -> None:
        self.storage = JournalStorage(installation.folder / "store", data_key)
        try:
            self.data_key = data_key
            self.membership = read_membership(self.storage.tables)
            member = self.membership
            self.keychain = Keychain(member.org, member.keys)
            is_planners = member.role == Role.PLANNER
            self.replica = Replica(self.storage, member.device, self.keychain, installation.now_ms, is_planners)
            if unnaming.is_due(self.replica):
                unnaming.forget(self.replica)
            if resealed.is_due(self.replica):  # the app stopped between taking a key and using it
                resealed.open_newly(self.replica)
            set_aside(sum(map(len, self.storage.tables.values())))
        except BaseException:
            self.storage.close()
            raise
        self.http = installation.connect(member.address, member.token)
        self.status = DeviceStatus(self.replica.pending, installation.folder)
        endpoint = HttpEndpoint(self.http, lambda: self.replica.device, self.status.header)
        self.engine = SyncEngine(self.replica, endpoint, installation.now_ms, member.role == Role.SUPERVISOR)
        self.sync = SyncLoop(self.replica, self.exchange)
        pair = KeyPair(member.private_key)
        self.keys = Keys(self.http, self.replica, self.keychain, pair, self._keep)
        self.office = Office(self.http, self.replica, self.keychain, pair, self.sync_now, self.keys)
        self._within = Office(self.http, self.replica, self.keychain, pair, self._push_and_pull, self.keys)
        self._accounts, self._now_ms = installation.accounts, installation.now_ms
        self.publishing, self.forecaster = PublishingClient(self.http), Forecaster()
        self.publicity = Publicity(
            self.replica, self.publishing, self.sync_now, installation.now_ms, supervises=self.engine.supervises,
            demo=installation.demo, is_cut=lambda: self.sync.offline,
        )  # fmt: skip
        self.access_log = AccessClient(self.http, self.replica)
        self._farewell = Farewell(
            self.http, self.replica, self.keychain, pair.public, installation.withdraw, self._has_more
        )
        self._departures = Departures(installation, self.replica, member.role, self._farewell)
        self._closed, self._asked_role = False, False

    def exchange(self) -> Exchange:
        """Push, pull, and see to the org's keys. Raises `SyncError`, `ProtocolError`; `Withdrawn` at the very end."""
        if self._closed:
            raise Withdrawn()
        try:
            done = self._push_and_pull()
        except Unauthorised as told:
            self.access_log.follow()
            self._farewell.heed(told)
            raise
        if self.keys.vouch_for_self():
            done = self.engine.run()
        self._use_up()
        self._hear_role()
        self.publicity.follow_up(self.engine.run)
        self.access_log.follow()
        self._departures.follow()
        return done

    def _push_and_pull(self) -> Exchange:
        done = self.engine.run()
        self.keys.catch_up(done.key)
        return done

    def _use_up(self) -> None:
        """The recovery sheet that this device came in with, once somebody can open it again: not before, or a stop
        would leave an org with neither."""
        sheet = self.replica.meta(CAME_IN)
        if sheet and self._accounts():
            with suppress(Refused):  # others change keys meanwhile; the next exchange tries again
                use_up(self._within, sheet)
                self.replica.set_meta(CAME_IN, None)

    def _hear_role(self) -> None:
        """Once an opening: a supervisor may have given this device another role. Never a planner's, nor a planner's
        another."""
        if self._asked_role:
            return
        with suppress(SyncError):
            role = str(call(self.http, "GET", "/v1/device").get("role", ""))
            self._asked_role = True
            if role in _EACH_OTHER and self.membership.role in _EACH_OTHER - {role}:
                self.membership = replace(self.membership, role=role)
                keep_membership(self.storage, self.membership)
                self.engine.supervises = self.publicity.supervises = role == Role.SUPERVISOR
                self._departures.role = role

    def sync_now(self) -> None:
        """An exchange for somebody who waits for it. Raises what stopped it."""
        status = self.sync.run_once()
        if status.state != State.DONE:
            raise status.error or Unreachable(reason="offline")

    def examine(self) -> Iterator[Finding]:
        """What there is to say of this device: reads its whole store and asks the server, so on a thread of its own."""
        from espace_mobile.bootstrap.doctor import folder, holdings, outside  # asked for rarely, never at the start

        yield from folder.examine(self.storage.folder.parent, self.data_key)
        with self.replica.lock:
            held = list(holdings.examine(self.storage.tables, self.membership, self._now_ms()))
        yield from held
        if self.sync.offline:
            yield outside.not_asked()
        else:
            yield from outside.examine(self.http, self._now_ms)

    def _has_more(self) -> bool:
        """Whether something here is to be handed in that is no change of the replica's."""
        return self.access_log.pending() or self._has_locked_counts()

    def _has_locked_counts(self) -> bool:
        box = Lockbox(self.storage.folder.parent)
        return box.exists and bool(box.take(self.replica.meta(LOCKBOX_KEY)))

    def _keep(self, keys: dict[int, bytes]) -> None:
        self.membership = replace(self.membership, keys=keys)
        keep_membership(self.storage, self.membership)

    def close(self, *, wait: bool = True) -> None:
        """`wait`: for an exchange under way."""
        self._closed = True
        self.sync.stop(wait=wait)
        self.http.close()
        self.replica.close()
