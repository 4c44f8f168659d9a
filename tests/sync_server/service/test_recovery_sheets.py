"""The recovery sheet in the register, on both databases: whoever asks at once, one state comes of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest

from espace_mobile.errors import EspaceError, Refused, ServerBusy, Unauthorised
from espace_mobile.protocol.enrolment import KeyPair, wrap_keys
from espace_mobile.protocol.recovery import Secret, new_secret
from espace_mobile.protocol.sealing import new_org_key
from sync_server.register import Register, devices
from sync_server.register.devices import ACTIVE, LEFT, RECOVERY, Device
from sync_server.register.moving import move
from sync_server.service import recovery
from sync_server.service.devices import revoke
from sync_server.service.recovery import Sheet

T = TypeVar("T")


def _boss(fleet: Any) -> Device:
    tablet = fleet.tablet("supervisor")
    with fleet.register.read() as connection:
        found = devices.get(connection, fleet.org, tablet.id)
    assert found
    return found


def _sheet(secret: Secret, key: int = 1) -> Sheet:
    wrapped = wrap_keys(secret.org, {key: new_org_key()}, secret.pair, secret.pair.public)
    return Sheet(secret.pair.public, bytes.fromhex(secret.token_hash), "Feuille", key, wrapped)


def _all(fleet: Any) -> list[Device]:
    with fleet.register.read() as connection:
        return devices.everyone(connection, fleet.org)


def _at_once(works: Iterable[Callable[[], T]]) -> list[T]:
    """What each returned, begun at the same moment; one that was told to come back does."""
    all_of = list(works)
    ready = threading.Barrier(len(all_of))

    def run(work: Callable[[], T]) -> T:
        ready.wait(30)
        while True:
            try:
                return work()
            except ServerBusy:
                continue

    with ThreadPoolExecutor(len(all_of)) as pool:
        return list(pool.map(run, all_of))


def test_sheets_kept_at_once_come_one_after_the_other_though_the_clock_stands_still(fleet: Any) -> None:
    """By that the devices know which one stays."""
    boss, secrets = _boss(fleet), [new_secret(fleet.org) for _ in range(4)]
    _at_once([lambda s=s: recovery.keep(fleet.register, boss, fleet.org, _sheet(s), fleet.now) for s in secrets])  # type: ignore[misc]
    made = [d for d in _all(fleet) if d.role == RECOVERY]
    assert len({d.created_at for d in made}) == 4
    last = recovery.keep(fleet.register, boss, fleet.org, _sheet(new_secret(fleet.org)), fleet.now - 1_000_000)
    assert last.created_at > max(d.created_at for d in made), "a clock that went back"


def test_the_same_sheet_kept_twice_at_once_is_one(fleet: Any) -> None:
    boss, secret = _boss(fleet), new_secret(fleet.org)
    sheet = _sheet(secret)
    ids = _at_once([lambda: recovery.keep(fleet.register, boss, fleet.org, sheet, fleet.now).id] * 4)
    assert len({*ids}) == 1


def test_devices_that_come_in_at_once_are_one_in_the_end(fleet: Any) -> None:
    boss, secret = _boss(fleet), new_secret(fleet.org)
    recovery.keep(fleet.register, boss, fleet.org, _sheet(secret), fleet.now)
    pairs = [KeyPair() for _ in range(4)]
    _at_once(
        lambda p=p: recovery.enter(fleet.register, fleet.org, secret.token, p.public, "PC", fleet.now)  # type: ignore[misc]
        for p in pairs
    )
    came = [d for d in _all(fleet) if d.label == "PC"]
    assert sorted(d.state for d in came) == [ACTIVE, LEFT, LEFT, LEFT]
    assert len({d.recovered_at for d in came}) == 4


def test_coming_in_while_the_sheet_is_withdrawn_ends_in_a_seen_device_or_none(fleet: Any) -> None:
    boss, secret = _boss(fleet), new_secret(fleet.org)
    sheet = recovery.keep(fleet.register, boss, fleet.org, _sheet(secret), fleet.now)

    def come_in() -> object:
        try:
            return recovery.enter(fleet.register, fleet.org, secret.token, KeyPair().public, "PC", fleet.now)[1]
        except Unauthorised as error:
            return error

    told, _ = _at_once([come_in, lambda: revoke(fleet.register, boss, sheet.id, fleet.now)])
    came = [d for d in _all(fleet) if d.label == "PC"]
    assert len(came) == isinstance(told, Device)
    assert all(d.recovered_at for d in came)
    with pytest.raises(Unauthorised):
        recovery.opened(fleet.register, fleet.org, secret.token)


def test_keys_newer_than_the_register_knows_of_are_taken_and_the_next_one_comes_after(fleet: Any) -> None:
    """It came back from a backup; the devices did not."""
    boss, secret = _boss(fleet), new_secret(fleet.org)
    recovery.keep(fleet.register, boss, fleet.org, _sheet(secret, key=7), fleet.now)
    _, handed = recovery.opened(fleet.register, fleet.org, secret.token)
    assert [one.key for one in handed] == [recovery.opened(fleet.register, fleet.org, secret.token)[0].key]


def test_a_sheet_of_another_org_or_of_no_supervisor_is_not_kept(fleet: Any, fleets: Any) -> None:
    other, secret = fleets(fleet.register), new_secret(fleet.org)
    field = fleet.tablet("field")
    with fleet.register.read() as connection:
        tablet = devices.get(connection, fleet.org, field.id)
    assert tablet
    for device in (_boss(other), tablet):
        with pytest.raises(Refused) as refused:
            recovery.keep(fleet.register, device, fleet.org, _sheet(secret), fleet.now)
        assert refused.value.params["reason"] == "forbidden"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_after_a_move_it_opens_at_the_new_place_only(fleet: Any, tmp_path: Any) -> None:
    boss, secret = _boss(fleet), new_secret(fleet.org)
    recovery.keep(fleet.register, boss, fleet.org, _sheet(secret), fleet.now)
    target = Register(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    move(fleet.register, target, fleet.now)
    home, handed = recovery.opened(target, fleet.org, secret.token)
    assert (home.id, len(handed)) == (fleet.org, 1)
    assert recovery.enter(target, fleet.org, secret.token, KeyPair().public, "PC", fleet.now)[1].state == ACTIVE
    with pytest.raises(EspaceError) as told:
        recovery.enter(fleet.register, fleet.org, secret.token, KeyPair().public, "PC", fleet.now)
    assert told.value.params["reason"] == "moved"
    target.close()
