"""Many at once, where one at a time was meant."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from espace_mobile.errors import SyncError
from espace_mobile.protocol.change import Change
from espace_mobile.protocol.messages import Push
from espace_mobile.protocol.stamp import at_ms
from espace_mobile.protocol.values import new_id
from espace_mobile.sync.engine import SyncEngine, wall_clock_ms
from espace_mobile.sync.http import HttpEndpoint
from espace_mobile.sync.loop import State
from sync_server.register import Register, devices
from sync_server.register.devices import ACTIVE, Device
from sync_server.service import orgs
from sync_server.service.tokens import hashed, new_device_id, new_token
from tests.proxied.conftest import Post
from tests.proxied.faults import Storm
from tests.proxied.fleet import Fleet
from tests.proxied.network import way
from tests.proxied.tablet import connect
from tests.proxied.verdict import History

CLIENTS, BATCHES, TOGETHER, SAVES = 50, 2, 10, 60


def test_two_sync_loops_at_once_over_one_replica_lose_and_double_nothing(
    ships: Fleet, post: Callable[[int], Post]
) -> None:
    tablet, enough = post(1), threading.Event()
    replica, token = tablet.session.replica, tablet.session.membership.token
    failed: list[BaseException] = []

    def loop(seed: str) -> None:
        with way(seed, ships.server.port, ships.witness) as other, connect(other.address, token) as http:
            other.weather = Storm(seed)
            engine = SyncEngine(replica, HttpEndpoint(http, lambda: replica.device))
            while not enough.is_set():
                try:
                    engine.run()
                except SyncError:
                    continue
                except BaseException as e:
                    failed.append(e)
                    return

    threads = [threading.Thread(target=loop, args=(f"loop {n}",)) for n in (1, 2)]
    for thread in threads:
        thread.start()
    contacts = [tablet.save() for _ in range(SAVES)]
    enough.set()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert tablet.sync().state == State.DONE
    tablet.check_all_held()
    office = post(0)
    assert all(map(office.has, contacts))


def test_fifty_clients_at_once_are_all_served(ships: Fleet) -> None:
    register = Register(ships.server.database)
    org, _ = orgs.create(register, "Cinquante", wall_clock_ms())
    tokens = {new_device_id(): new_token(org) for _ in range(CLIENTS)}
    for id, token in tokens.items():
        row = Device(org, id, bytes(32), ACTIVE, "field", "*", "Tablette", "", 0, None, 0)
        register.write(partial(devices.create, device=row, token_hash=hashed(token)))
    register.close()
    ready = threading.Barrier(CLIENTS)

    def work(device: str, token: str) -> int:
        """The last `have` it was told. Raises what a client would be told instead of a 2xx."""
        with connect(ships.server.address, token) as http:
            endpoint, have = HttpEndpoint(http, lambda: device), 0
            ready.wait(60)
            for _ in range(BATCHES):
                have = endpoint.push(Push(_changes(device, have))).have
            assert endpoint.pull("").records
            return have

    with ThreadPoolExecutor(CLIENTS) as pool:
        had = list(pool.map(work, tokens, tokens.values()))
    assert had == [BATCHES * TOGETHER] * CLIENTS
    held = History(ships.server.database, org).numbers
    assert held == {device: list(range(1, BATCHES * TOGETHER + 1)) for device in tokens}
    assert "locked" not in ships.server.log.read_text()


def _changes(device: str, after: int) -> list[bytes]:
    at = at_ms(wall_clock_ms())
    numbers = range(after + 1, after + 1 + TOGETHER)
    return [Change(device, n, new_id(), "contact", at + n, "", {"sex": "female"}, {}).pack() for n in numbers]
