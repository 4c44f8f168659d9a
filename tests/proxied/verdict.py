"""What must be true once a storm is over and everybody has synced."""

from __future__ import annotations

import time
from collections import defaultdict
from contextlib import ExitStack

from sqlalchemy import select

from espace_mobile.bootstrap import Session
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.person import Person
from espace_mobile.domain.tally import Tally
from espace_mobile.errors import ServerBusy
from espace_mobile.protocol import conflict
from espace_mobile.protocol.change import Change
from espace_mobile.protocol.record import DELETED, Record, merge
from espace_mobile.protocol.sealing import Keychain
from espace_mobile.protocol.values import Sealed, pack
from espace_mobile.sync.loop import State
from sync_server.register import Register
from sync_server.register.schema import history
from tests.proxied import ledger
from tests.proxied.fleet import Fleet, Tablet
from tests.proxied.ledger import Told
from tests.proxied.tablet import opened

ROUNDS = 8
WEATHER = {"unreachable", "server_busy", "not_our_server"}  # what a device may be told in a storm, and nothing else
View = dict[tuple[str, str], Record]


class History:
    """What the register holds, read from its database: `numbers` of {device}, `changes` in clear of {record}."""

    def __init__(self, server_database: str, org: str, keychain: Keychain | None = None) -> None:
        self.numbers: dict[str, list[int]] = defaultdict(list)
        self.changes: dict[str, list[Change]] = defaultdict(list)
        self.refused: list[str] = []
        register = Register(server_database)
        columns = (history.c.device, history.c.n, history.c.verdict, history.c.reason, history.c.body)
        query = select(*columns).where(history.c.org == org).order_by(history.c.device, history.c.n)
        with register.read() as connection:
            for device, n, verdict, reason, body in connection.execute(query):
                self.numbers[device].append(n)
                if body is None:
                    self.refused.append(f"{device} {n}: {verdict} {reason}")
                elif keychain is not None:
                    self._add(Change.unpack(device, body), keychain)
        register.close()

    def _add(self, change: Change, keychain: Keychain) -> None:
        for name, value in change.set.items():
            if isinstance(value, Sealed):
                change.set[name] = keychain.open(change.record, name, value)
        self.changes[change.record].append(change)

    def said(self, record: str, name: str) -> set[bytes]:
        return {pack(change.set[name]) for change in self.changes[record] if name in change.set}


def check_acknowledged(fleet: Fleet) -> None:
    """After a kill, before anybody can send anything again: what a 2xx said is held is in the database."""
    acknowledged = dict(fleet.witness.have)
    held = History(fleet.server.database, fleet.server.org).numbers
    for device, have in acknowledged.items():
        assert held[device][:have] == list(range(1, have + 1)), f"{device}: {have} acknowledged, not all of it is held"


def check(fleet: Fleet, *, restored: bool = False) -> str:
    """Sync everybody, hold everything against everything. Returns what was compared, in a line. `restored`: the
    register lost a part of its past meanwhile."""
    with ExitStack() as running:
        sessions = []
        for tablet in fleet.tablets:
            installation, session = opened(tablet.folder)
            running.callback(installation.close)
            sessions.append(session)
        _until_quiet(sessions)
        told = [ledger.read(tablet.ledger) for tablet in fleet.tablets]
        office = sessions[0]
        held = History(fleet.server.database, fleet.server.org, office.replica.keychain)
        for tablet, session, said in zip(fleet.tablets, sessions, told, strict=True):
            _check_device(tablet, session, said, held)
        views = [_view(session) for session in sessions]
        _check_equal(fleet.tablets, views, restored)
        _check_saves(told, held)
        _check_sums(told, office, held)
        _check_races(views[0], held)
        _check_server(fleet, held)
        saved = sum(len(said.saved) for said in told)
        conflicts = sum(kind == conflict.KIND for kind, _ in views[0])
        return f"{saved} saves, {len(views[0])} records, {conflicts} conflicts"


def _until_quiet(sessions: list[Session]) -> None:
    before: list[View] = []
    for _ in range(ROUNDS):
        for session in sessions:
            _sync(session)
        views = [_view(session) for session in sessions]
        if views == before:
            return
        before = views
    raise AssertionError("they never agree")


def _sync(session: Session) -> None:
    status = session.sync.run_once()
    while isinstance(status.error, ServerBusy) and status.error.params["status"] == 429:
        time.sleep(float(str(status.error.params["after"])))
        status = session.sync.run_once()
    assert status.state == State.DONE, f"in calm weather: {status}"


def _view(session: Session) -> View:
    kinds = [kind for kind in session.replica.storage.tables if not kind.startswith("_")]
    found = [session.replica.record(kind, id) for kind in kinds for id in session.replica.storage.tables[kind]]
    return {(record.kind, record.id): record for record in found if record is not None}


def _check_device(tablet: Tablet, session: Session, told: Told, held: History) -> None:
    outbox, numbers = session.replica.outbox, held.numbers[tablet.device]
    assert session.replica.device == tablet.device, f"{tablet.name} had to take another identity"
    assert session.damage is None
    assert told.damage == [], f"{tablet.name} found its store damaged"
    assert told.errors <= WEATHER, f"{tablet.name} was told {told.errors - WEATHER}"
    assert numbers == list(range(1, len(numbers) + 1)), f"{tablet.name}: a hole in what the register holds"
    sent = (outbox.acked, session.replica.pending())
    assert sent == (len(numbers), 0), f"{tablet.name}: {sent} acknowledged and waiting, {len(numbers)} held"
    assert told.acked <= len(numbers), f"{tablet.name}: {told.acked} acknowledged, {len(numbers)} held"
    assert "Traceback" not in (tablet.log.read_text() if tablet.log.exists() else "")


def _check_equal(tablets: list[Tablet], views: list[View], restored: bool) -> None:
    """All hold the office's records, as it holds them, but for those of other teams."""
    for tablet, view in zip(tablets[1:], views[1:], strict=True):
        own = {
            key: record
            for key, record in views[0].items()
            if tablet.teams == "*" or record.fields.get("team") in (None, *tablet.teams)
        }
        differing = [key for key in own.keys() | view.keys() if not _agree(own.get(key), view.get(key), restored)]
        told = [(own.get(key), view.get(key)) for key in differing[:5]]
        assert not differing, f"{tablet.name} and the office differ about {told}"


def _agree(one: Record | None, other: Record | None, restored: bool) -> bool:
    """What came again came in another order, and may not clash with all it clashed with before: of a conflict one may
    know values that the other was never told."""
    told = one or other
    if not restored or told is None or told.kind != conflict.KIND:
        return one == other
    return one is None or other is None or merge(one, other) in (one, other)


def _check_saves(told: list[Told], held: History) -> None:
    """What a device was told is saved shows, or stands in the history under what replaced it."""
    for said in told:
        for save in said.saved:
            for name, value in save.set.items():
                values = held.said(save.id, name)
                found = any(values) if name == DELETED else pack(value) in values
                assert found, f"saved and nowhere: {name} of {save.kind} {save.id}"


def _check_sums(told: list[Told], office: Session, held: History) -> None:
    """Contacts and tallies: each once, every one that was acknowledged, none that nobody made."""
    for fact in (Contact, Tally):
        saved = {save.id for said in told for save in said.saved if save.kind == fact.kind}
        tried = {save.id for said in told for save in said.tried if save.kind == fact.kind}
        shown = [one.id for one in office.replica.all(fact)]
        assert len(shown) == len(set(shown))
        assert saved <= set(shown) <= tried
    deltas = {save.id: save.set["delta"] for said in told for save in said.tried if save.kind == Tally.kind}
    tallies = office.replica.all(Tally)
    assert sum(tally.delta for tally in tallies) == sum(deltas[tally.id] for tally in tallies)


def _check_races(whole: View, held: History) -> None:
    """A value that nobody replaced knowingly shows, or stands in a conflict record."""
    for (kind, id), record in whole.items():
        for name in record.fields if kind == Person.kind else ():
            if name != DELETED:
                _check_race(whole, held.changes[id], record, name)


def _check_race(whole: View, changes: list[Change], record: Record, name: str) -> None:
    made = [change for change in changes if name in change.set]
    seen = {change.base[name] for change in made if name in change.base}
    heads = {pack(change.set[name]) for change in made if change.stamp not in seen}
    kept = whole.get((conflict.KIND, conflict.conflict_id(record.id, name)))
    known = {pack(entry.value) for entry in conflict.entries(kept)} if kept else set()
    shown = pack(record.fields[name])
    assert heads <= {*known, shown}, f"lost without a trace: {name} of {record.id}"
    assert shown in {pack(change.set[name]) for change in made}


def _check_server(fleet: Fleet, held: History) -> None:
    assert held.refused == []
    assert fleet.witness.wrong == []
    assert len(fleet.witness.epochs) <= 1, "the register began another life"
    log = fleet.server.log.read_text()
    for bad in ("Traceback", "database is locked", '"level": "error"', "[error"):
        assert bad not in log, log[max(0, log.find(bad) - 1000) : log.find(bad) + 4000]
