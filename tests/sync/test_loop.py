from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from espace_mobile.domain.team import Team
from espace_mobile.errors import CertificateRefused, EspaceError, ServerBusy, Unauthorised, Unreachable
from espace_mobile.protocol.messages import Pushed
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store import incoming
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from espace_mobile.sync import loop as timing
from espace_mobile.sync.engine import Exchange
from espace_mobile.sync.loop import State, Status, SyncLoop


@pytest.fixture
def replica() -> Replica:
    return Replica(MemoryStorage(), "00000000000000a1", Keychain("org", {1: new_org_key()}), lambda: 0)


class Network:
    """Exchanges that succeed until told what to raise."""

    def __init__(self, replica: Replica) -> None:
        self.replica, self.error, self.count = replica, None, 0
        self.happened = threading.Event()
        self.error: EspaceError | None

    def exchange(self) -> Exchange:
        self.count += 1
        self.happened.set()
        if self.error:
            raise self.error
        sent = self.replica.pending()
        incoming.accept(self.replica, Pushed(self.replica.outbox.last, 0, "e"))
        return Exchange(sent=sent)


@pytest.fixture
def network(replica: Replica) -> Network:
    return Network(replica)


@pytest.fixture
def sync(replica: Replica, network: Network) -> Iterator[SyncLoop]:
    loop = SyncLoop(replica, network.exchange)
    yield loop
    loop.stop()


def _save(replica: Replica) -> None:
    replica.save(Team.of(new_id(), {"name": "Équipe Nord"}), by="w")


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_the_indicator_counts_what_waits_until_it_is_sent(sync: SyncLoop, replica: Replica) -> None:
    _save(replica)
    assert sync.status.pending == 1
    done = sync.run_once()
    assert (done.state, done.pending) == (State.DONE, 0)
    assert done.synced_at is not None


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Unreachable(reason="network"), State.OFFLINE),
        (ServerBusy(after=3), State.OFFLINE),
        (Unauthorised(reason="revoked"), State.FAILED),
        (CertificateRefused(), State.FAILED),
    ],
)
def test_a_failure_is_told_as_what_it_is_and_deletes_nothing(
    sync: SyncLoop, replica: Replica, network: Network, error: EspaceError, state: State
) -> None:
    _save(replica)
    network.error = error
    failed = sync.run_once()
    assert (failed.state, failed.error, failed.pending, failed.synced_at) == (state, error, 1, None)
    network.error = None
    assert sync.run_once().pending == 0


def test_the_time_of_the_last_whole_exchange_outlives_a_failure_and_a_restart(
    sync: SyncLoop, replica: Replica, network: Network
) -> None:
    at = sync.run_once().synced_at
    network.error = Unreachable()
    assert sync.run_once().synced_at == at
    assert SyncLoop(replica, network.exchange).status.synced_at == at


def test_with_the_network_cut_nothing_is_tried_until_it_is_back(sync: SyncLoop, network: Network) -> None:
    sync.offline = True
    assert sync.run_once().state == State.OFFLINE
    assert network.count == 0
    sync.offline = False
    assert sync.run_once().state == State.DONE


def test_the_switch_outlives_a_restart(sync: SyncLoop, replica: Replica, network: Network) -> None:
    sync.offline = True
    assert SyncLoop(replica, network.exchange).offline


def test_a_save_is_sent_a_moment_later_without_being_asked(
    sync: SyncLoop, replica: Replica, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timing, "AFTER_SAVE", 0.05)
    sync.start()
    _until(lambda: sync.status.state == State.DONE)
    _save(replica)
    _until(lambda: replica.pending() == 0)
    assert network.count == 2


def test_after_failures_it_comes_back_by_itself(
    sync: SyncLoop, replica: Replica, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timing, "FIRST_RETRY", 0.02)
    network.error = Unreachable()
    _save(replica)
    sync.start()
    _until(lambda: network.count >= 2)
    network.error = None
    _until(lambda: replica.pending() == 0)


def test_an_error_nobody_foresaw_does_not_end_the_loop(
    replica: Replica, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timing, "FIRST_RETRY", 0.02)
    failures = iter([RuntimeError("a bug")])

    def exchange() -> Exchange:
        for failure in failures:
            raise failure
        return network.exchange()

    loop = SyncLoop(replica, exchange)
    told: list[Status] = []
    loop.observe(told.append)
    loop.start()
    _until(lambda: network.count >= 1)
    loop.stop()
    assert any(s.state == State.FAILED and s.error and s.error.params == {"kind": "RuntimeError"} for s in told)


def test_two_exchanges_never_run_at_once(replica: Replica) -> None:
    running, most = 0, 0

    def exchange() -> Exchange:
        nonlocal running, most
        running += 1
        most = max(most, running)
        time.sleep(0.02)
        running -= 1
        return Exchange()

    loop = SyncLoop(replica, exchange)
    threads = [threading.Thread(target=loop.run_once) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_a_delay_grows_is_bounded_and_differs_between_tablets(
    sync: SyncLoop, replica: Replica, network: Network
) -> None:
    network.error = Unreachable()
    delays = []
    for _ in range(20):
        sync.run_once()
        delays.append(sync._delay())
    assert delays[0] <= timing.FIRST_RETRY
    assert all(timing.LAST_RETRY / 2 <= d <= timing.LAST_RETRY for d in delays[-5:])
    assert len(set(delays)) == len(delays)


def test_a_server_that_says_when_to_come_back_is_heard(sync: SyncLoop, network: Network) -> None:
    network.error = ServerBusy(after=60)
    sync.run_once()
    assert sync._delay() >= 60
