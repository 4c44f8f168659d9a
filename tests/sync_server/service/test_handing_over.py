from __future__ import annotations

import base64
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.engine import Connection

from espace_mobile.errors import Malformed, Refused, Unauthorised
from sync_server.register import Register, devices, handovers
from sync_server.register.devices import ACTIVE, LEFT, RETIRED, REVOKED, Device
from sync_server.service.devices import farewell, move, new_identity, revoke
from sync_server.service.handing_over import NewKey, check_newest, handed
from sync_server.service.tokens import new_device_id

WRAPPED = b"w" * 60


@pytest.fixture
def others(fleet: Any) -> list[Any]:
    """A supervisor's device, one to withdraw and one that stays."""
    return [fleet.tablet(*who) for who in (("supervisor", "*", b"s" * 32), ("field", "*", b"g" * 32), ("field",))]


def _row(register: Register, tablet: Any) -> Device:
    with register.read() as connection:
        found = devices.get(connection, tablet.fleet.org, tablet.id)
    assert found is not None
    return found


def _key(*recipients: Any, id: int = 2, without: tuple[Any, ...] = ()) -> NewKey:
    return NewKey(id, {tablet.id: WRAPPED for tablet in recipients}, [tablet.id for tablet in without])


def _revoke(register: Register, by: Any, going: Any, new: NewKey | None = None, notice: bytes | None = b"why") -> str:
    return revoke(register, _row(register, by), going.id, by.fleet.now, notice, new)


def _newest(register: Register, org: str) -> int:
    with register.read() as connection:
        return handovers.newest(connection, org)


def test_a_new_key_reaches_those_that_stay_and_a_pull_says_so(register: Register, fleet: Any, others: Any) -> None:
    boss, going, staying = others
    assert staying.pull().key == 0
    assert _revoke(register, boss, going, _key(boss, staying)) == REVOKED
    assert boss.pull().key == staying.pull().key == 2
    [handover] = handed(register, _row(register, staying))
    assert (handover.key, handover.wrapped, handover.sender_public_key) == (2, WRAPPED, b"s" * 32)
    assert handed(register, _row(register, going)) == []
    assert _newest(register, fleet.org) == 2


def test_a_key_outlives_the_identity_of_who_it_was_handed_to(register: Register, fleet: Any, others: Any) -> None:
    boss, going, staying = others
    _revoke(register, boss, going, _key(boss, staying))
    staying.id = new_identity(register, _row(register, staying), staying.id, fleet.now)
    assert staying.pull().key == 2
    assert len(handed(register, _row(register, staying))) == 1


def test_a_key_of_an_id_there_is_changes_nothing(register: Register, fleet: Any, others: Any) -> None:
    boss, going, staying = others
    for id in (0, 1):
        with pytest.raises(Refused) as refused:
            _revoke(register, boss, going, _key(boss, staying, id=id))
        assert refused.value.params["reason"] == "key_exists"
    assert _row(register, going).state == ACTIVE
    assert _newest(register, fleet.org) == 1


def test_every_active_device_must_be_thought_of(register: Register, fleet: Any, others: Any) -> None:
    boss, going, staying = others
    fifth, stranger = (fleet.tablet("field", "*", key * 32) for key in (b"5", b"x"))
    wrong = [
        _key(boss, staying),  # one too few
        _key(boss, staying, fifth, stranger, going),  # the one that goes
        _key(boss, staying, fifth, without=(stranger, staying)),  # both ways
    ]
    for new in wrong:
        with pytest.raises(Refused) as refused:
            _revoke(register, boss, going, new)
        assert refused.value.params["reason"] == "devices_changed"
    assert (_row(register, going).state, _newest(register, fleet.org)) == (ACTIVE, 1)
    _revoke(register, boss, going, _key(boss, staying, without=(fifth, stranger)))
    assert handed(register, _row(register, fifth)) == handed(register, _row(register, going)) == []


def test_a_key_that_its_maker_would_not_have_is_malformed(register: Register, others: Any) -> None:
    boss, going, staying = others
    with pytest.raises(Malformed):
        _revoke(register, boss, going, _key(staying, without=(boss,)))
    assert _row(register, going).state == ACTIVE


def test_withdrawing_again_after_a_lost_answer_is_harmless(register: Register, others: Any) -> None:
    boss, going, staying = others
    for _ in range(2):
        assert _revoke(register, boss, going, _key(boss, staying)) == REVOKED
    assert len(handed(register, _row(register, staying))) == 1
    with pytest.raises(Refused) as refused:
        _revoke(register, staying_as_boss(register, staying), going, _key(boss, staying))
    assert refused.value.params["reason"] == "key_exists"


def staying_as_boss(register: Register, tablet: Any) -> Any:
    register.write(lambda c: devices.change(c, tablet.fleet.org, tablet.id, role="supervisor"))
    return tablet


def test_of_two_supervisors_at_once_one_makes_the_key(register: Register, fleet: Any) -> None:
    bosses = [fleet.tablet("supervisor", "*", bytes([n]) * 32) for n in range(4)]
    going = [fleet.tablet("field", "*", bytes([10 + n]) * 32) for n in range(4)]

    def one(n: int) -> str:
        staying = [t for t in bosses + going if t is not going[n]]
        try:
            return _revoke(register, bosses[n], going[n], _key(*staying))
        except Refused as e:
            return str(e.params["reason"])

    with ThreadPoolExecutor(4) as pool:
        results = sorted(pool.map(one, range(4)))
    assert results == ["key_exists", "key_exists", "key_exists", REVOKED]
    assert [len(handed(register, _row(register, boss))) for boss in bosses] == [1, 1, 1, 1]


def test_a_newcomer_is_not_let_in_without_the_newest_key(register: Register, fleet: Any, others: Any) -> None:
    boss, going, staying = others
    _revoke(register, boss, going, _key(boss, staying))
    with register.read() as connection:
        check_newest(connection, fleet.org, 2)
        with pytest.raises(Refused) as refused:
            check_newest(connection, fleet.org, 1)
    assert refused.value.params["reason"] == "key_outdated"


def test_a_revoked_device_may_hand_in_and_say_farewell_and_nothing_else(
    register: Register, others: Any, record: str
) -> None:
    boss, going, staying = others
    going.save(record, x=1)
    _revoke(register, boss, going)
    change = going.change(record, y=2)
    with pytest.raises(Unauthorised) as told:
        going.pull()
    assert told.value.params == {"reason": "revoked", "notice": base64.b64encode(b"why").decode()}
    early = farewell(register, _row(register, going), 2, False)
    assert (early.state, early.high_n) == (REVOKED, 1)
    assert farewell(register, _row(register, going), 1, True).state == REVOKED
    assert going.push(change).have == 2
    for _ in range(2):
        assert farewell(register, _row(register, going), 2, False).state == LEFT
    for ask in (going.pull, lambda: going.push(going.change(record, z=3))):
        with pytest.raises(Unauthorised) as told:
            ask()
        assert told.value.params == {"reason": "left", "notice": base64.b64encode(b"why").decode()}
    assert staying.everything()[record].fields == {"x": 1, "y": 2}
    # It turns out that it had more: it is waited for again.
    assert farewell(register, _row(register, going), 3, False).state == REVOKED


def test_a_device_that_may_stay_says_no_farewell(register: Register, others: Any) -> None:
    staying = others[2]
    with pytest.raises(Refused) as refused:
        farewell(register, _row(register, staying), 0, False)
    assert refused.value.params["reason"] == "not_revoked"
    assert _row(register, staying).state == ACTIVE


def test_a_revoked_device_that_was_cloned_hands_in_under_a_new_identity(
    register: Register, fleet: Any, others: Any, record: str
) -> None:
    boss, going, staying = others
    _revoke(register, boss, going)
    old = going.id
    going.id = new_identity(register, _row(register, going), old, fleet.now)
    assert (_row(register, going).state, _row(register, going).notice) == (REVOKED, b"why")
    going.save(record, x=1)
    assert farewell(register, _row(register, going), 1, False).state == LEFT
    assert staying.everything()[record].fields == {"x": 1}
    going.id = old
    assert _row(register, going).state == RETIRED
    with pytest.raises(Refused) as refused:
        _revoke(register, boss, going)
    assert refused.value.params["reason"] == "devices_changed"


def test_a_device_that_has_left_stays_left_when_withdrawn_again(register: Register, others: Any) -> None:
    boss, going, _ = others
    _revoke(register, boss, going, notice=None)
    farewell(register, _row(register, going), 0, False)
    assert _revoke(register, boss, going, notice=b"late") == LEFT
    assert _row(register, going).notice == b"late"


def test_a_device_receives_other_teams_from_now_on(register: Register, fleet: Any, others: Any, record: str) -> None:
    boss, going, staying = others
    boss.save(record, team="north", x=1)
    assert record in staying.everything()
    move(register, _row(register, boss), staying.id, ["south"])
    assert _row(register, staying).teams == ["south"]
    assert record not in staying.everything()
    for id, reason in ((boss.id, "own_device"), ("0" * 16, "not_found")):
        with pytest.raises(Refused) as refused:
            move(register, _row(register, boss), id, "*")
        assert refused.value.params["reason"] == reason
    _revoke(register, boss, going)
    with pytest.raises(Refused) as refused:
        move(register, _row(register, boss), going.id, "*")
    assert refused.value.params["reason"] == "devices_changed"
    with pytest.raises(Refused) as refused:
        move(register, _row(register, staying), boss.id, "*")
    assert refused.value.params == {"reason": "forbidden", "about": "role"}


def test_who_comes_in_while_a_new_key_is_made_is_not_overlooked(register: Register, fleet: Any, others: Any) -> None:
    """Both read what is there before either has written: one of them waits, and is then told."""
    boss, going, staying = others
    checked = threading.Event()
    newcomer = replace(_row(register, staying), id=new_device_id(), public_key=b"n" * 32)

    def admit(connection: Connection) -> None:
        check_newest(connection, fleet.org, 1)
        checked.set()
        time.sleep(0.2)  # time enough for the other to overtake it, if it could
        devices.create(connection, newcomer, None)

    with ThreadPoolExecutor(2) as pool:
        admitted = pool.submit(register.write, admit)
        assert checked.wait(10)
        revoked = pool.submit(_revoke, register, boss, going, _key(boss, staying))
        admitted.result()
        with pytest.raises(Refused) as refused:
            revoked.result()
    assert refused.value.params["reason"] == "devices_changed"
