"""A tablet in memory: the same shape as `bootstrap.Installation`, without disk, key derivation or network."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import time as day_time
from functools import cache
from pathlib import Path
from typing import Any

import flet as ft
import httpx

from espace_mobile.app import clock, preferences
from espace_mobile.app.main import build
from espace_mobile.app.preferences import Preferences
from espace_mobile.bootstrap.departures import has_ended
from espace_mobile.bootstrap.doctor import Finding
from espace_mobile.domain.departures import acting
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import PlaceType, Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError, StoreDamaged, StoreFull, TooManyAttempts, WrongPassphrase
from espace_mobile.protocol.enrolment import KeyPair
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from espace_mobile.sync.access_log import AccessClient
from espace_mobile.sync.forecast import Forecaster
from espace_mobile.sync.http import client
from espace_mobile.sync.joining import Membership
from espace_mobile.sync.loop import SyncLoop
from espace_mobile.sync.office import Office
from espace_mobile.sync.publicity import Publicity
from espace_mobile.sync.publishing import PublishingClient
from espace_mobile.sync.status import DeviceStatus
from tests.app.harness import AppUnderTest

NOWHERE = "http://127.0.0.1:9"  # the discard port: nothing answers
PASSPHRASE = "trois petits cailloux"


@dataclass(frozen=True)
class Account:
    id: str
    label: str


class TabletSession:
    def __init__(self, tablet: Tablet, account_id: str) -> None:
        self.installation, self.account_id = tablet, account_id
        self.replica, self.sync, self.office = tablet.replica, tablet.sync, tablet.office
        self.publishing, self.publicity = tablet.publishing, tablet.publicity
        self.access_log = tablet.access_log
        self.forecaster, self.status = tablet.forecaster, tablet.status
        self.damage = None
        address, role = "https://espace.exemple.fr", tablet.device_role
        self.membership = Membership(
            address, "nord", "Association Nord", tablet.replica.device, "token", role, "*", {}, b""
        )

    @property
    def worker(self) -> Worker:
        found = self.replica.get(Worker, self.account_id)
        assert found is not None
        return acting(found, lambda: self.replica.all(Worker), clock.today())

    @property
    def ended(self) -> bool:
        return has_ended(self.replica, self.account_id)

    def examine(self) -> list[Finding]:
        return list(self.installation.findings)

    def set_pin(self, pin: str) -> None:
        if len(pin) != 6 or not pin.isdigit():
            raise InputError("pin", "six_digits")
        self.installation.pins[self.account_id] = pin

    def change_passphrase(self, old: str, new: str) -> None:
        if self.installation.passphrases[self.account_id] != old:
            raise WrongPassphrase()
        if len(new) < 8:
            raise InputError("passphrase", "too_short", min=8)
        self.installation.passphrases[self.account_id] = new

    def add_account(self, worker: Worker, passphrase: str) -> None:
        if len(passphrase) < 8:
            raise InputError("passphrase", "too_short", min=8)
        self.installation.people.append(Account(worker.id, worker.display_name))
        self.installation.passphrases[worker.id] = passphrase

    def take_locked(self) -> tuple[list[dict[str, Any]], Callable[[], None]]:
        taken = list(self.installation.locked)
        return taken, lambda: self.installation.locked.__delitem__(slice(len(taken)))


def _closed(_: object) -> None:
    raise StoreDamaged(reason="closed")


@cache
def _no_server() -> httpx.Client:
    return client(NOWHERE)  # reading the certificates of the system once is enough


@dataclass
class Tablet:
    """`facts`: what its replica holds at first. Its workers have the pass phrase `PASSPHRASE`."""

    folder: Path
    facts: list[Fact] = field(default_factory=list)
    demo: bool = False
    online: bool = True
    device_role: str = "field"
    withdrawn: bool = False
    findings: list[Finding] = field(default_factory=list)  # what the doctor says of it

    def __post_init__(self) -> None:
        keychain = Keychain("org", {1: new_org_key()})
        self.storage = MemoryStorage()
        self.replica = Replica(self.storage, "00000000000000a1", keychain, lambda: time.time_ns() // 1_000_000)
        self.replica.save(*self.facts, by=new_id())
        self.sync = SyncLoop(self.replica, lambda: None)  # type: ignore[arg-type,return-value]
        self.office = Office(_no_server(), self.replica, keychain, KeyPair())
        self.publishing, self.forecaster = PublishingClient(_no_server()), Forecaster(NOWHERE, NOWHERE)
        self.publicity = Publicity(
            self.replica, self.publishing, lambda: None, lambda: time.time_ns() // 1_000_000, supervises=True
        )
        self.access_log = AccessClient(_no_server(), self.replica)
        self.status = DeviceStatus(self.replica.pending, self.folder)
        self.people = [Account(w.id, w.display_name) for w in self.facts if isinstance(w, Worker)]
        self.passphrases = {a.id: PASSPHRASE for a in self.people}
        self.pins: dict[str, str] = {}
        self.failures = 0
        self.locked: list[dict[str, Any]] = []
        self.locked_fails = False

    def accounts(self) -> list[Account]:
        return list(self.people)

    def has_pin(self, account_id: str) -> bool:
        return account_id in self.pins

    def unlock(self, account_id: str, passphrase: str) -> TabletSession:
        if self.failures >= 5:
            raise TooManyAttempts(seconds=30)
        if self.passphrases[account_id] != passphrase:
            self.failures += 1
            raise WrongPassphrase()
        return TabletSession(self, account_id)

    def unlock_pin(self, account_id: str, pin: str) -> TabletSession:
        if self.pins.get(account_id) != pin:
            self.failures += 1
            if self.failures >= 3:
                self.pins.pop(account_id, None)
            raise WrongPassphrase(left=3 - self.failures)
        return TabletSession(self, account_id)

    def withdraw(self) -> None:
        """What an installation does once everything is handed in."""
        self.people, self.pins, self.withdrawn = [], {}, True
        self.storage.commit = _closed  # type: ignore[method-assign]

    def fill_disk(self) -> None:
        def refuse(_: object) -> None:
            raise StoreFull()

        self.storage.commit = refuse  # type: ignore[method-assign]

    def count_locked(self, payload: dict[str, Any]) -> None:
        if self.locked_fails:
            raise StoreFull()
        self.locked.append({"id": new_id(), **payload})


def worker(name: str = "Awa", role: Role = Role.FIELD, teams: tuple[str, ...] = ()) -> Worker:
    return Worker(id=new_id(), display_name=name, role=role, team_ids=teams)


NORTH = Team(id=new_id(), name="Équipe Nord")
MARKET = Place(id=new_id(), name="Marché des Tilleuls", type=PlaceType.MARKET)
AWA = worker("Awa", Role.FIELD, (NORTH.id,))


def outing(**more: Any) -> Outing:
    """Today's, from 9 to 13, of the North team."""
    today = {"on": clock.today(), "starts": day_time(9), "ends": day_time(13)}
    return Outing(**{"id": new_id(), "place_id": MARKET.id, "team_id": NORTH.id, **today, **more})


def at_work(folder: Path, *facts: Fact, **more: Any) -> Tablet:
    """A tablet of the North team, used by Awa."""
    return Tablet(folder, [NORTH, MARKET, AWA, *facts], **more)


def play(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(story())


@asynccontextmanager
async def unlocked(tablet: Tablet, language: str = "fr", **page: Any) -> AsyncIterator[AppUnderTest]:
    """The app past its lock, on the route asked for."""
    preferences.save(tablet.folder, Preferences(language=language))
    async with AppUnderTest(build(tablet), **page) as app:  # type: ignore[arg-type]
        await unlock(app)
        yield app


async def unlock(app: AppUnderTest, passphrase: str = PASSPHRASE) -> None:
    label = "Phrase secrète" if app.sees("Phrase secrète") else "Pass phrase"
    await app.type(label, passphrase)
    await app.tap("unlock.go")
    await app.until(lambda: (not app.has("unlock.go") and not app.all(ft.ProgressRing)) or app.sees_error(label))
