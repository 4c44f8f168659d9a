"""Every tablet is lost, or every pass phrase: the association comes back with a sheet of paper, nobody else does."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from espace_mobile.bootstrap import Installation, Newcomer
from espace_mobile.domain.device_key import DeviceKey
from espace_mobile.domain.vocabulary import Role
from espace_mobile.errors import (
    EspaceError,
    NotOurServer,
    Refused,
    SealBroken,
    SyncError,
    Unauthorised,
    Unreachable,
)
from espace_mobile.protocol.enrolment import KeyPair, wrap_keys
from espace_mobile.protocol.recovery import Secret, new_secret, sheet_name, whole
from espace_mobile.protocol.sealing import new_org_key
from espace_mobile.sync.http import call, client, send
from espace_mobile.sync.office import Device
from espace_mobile.sync.recovering import Recovering
from sync_server.register import Register, devices, handovers
from sync_server.register.devices import ACTIVE, RECOVERY
from sync_server.register.devices import Device as Row
from sync_server.register.handovers import Handover
from sync_server.service.tokens import hashed, new_device_id
from tests.crew import PHRASE, Crew, Network, Post, saved, synced_until_gone
from tests.restored import copied, restored
from tests.served import served

_NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def office(crew: Crew) -> Post:
    return crew.found()


@pytest.fixture
def register(crew: Crew) -> Iterator[Register]:
    """The server's own database, as whoever holds the server could change it."""
    opened = Register(crew.server.database)
    yield opened
    opened.close()


def _made(office: Post) -> Secret:
    secret = new_secret(office.session.membership.org)
    office.session.office.keep_sheet(secret)
    office.synced()
    return secret


def _blank(crew: Crew) -> tuple[Installation, Network]:
    network = Network()
    made = Installation(crew.folder / f"new-{next(_NUMBERS)}", connect=network.connect)
    return made, network


def _let_in(crew: Crew, installation: Installation, secret: Secret, label: str = "Nouveau PC") -> Newcomer:
    asking = installation.recover(crew.server.address, secret, label)
    return installation.receive(asking.enter(), asking.sheet)


def _recovered(crew: Crew, secret: Secret, label: str = "Nouveau PC") -> Post:
    """A device that came in with the sheet; its account is made, and the sheet used up."""
    installation, network = _blank(crew)
    newcomer = _let_in(crew, installation, secret, label)
    newcomer.workers()
    return crew._in(label, newcomer.account(newcomer.new_worker("Mireille"), PHRASE), network)


def _sheet(post: Post, secret: Secret) -> Device:
    [found] = [d for d in post.session.office.devices() if d.public_key == secret.pair.public]
    return found


def _is_unknown(crew: Crew, secret: Secret) -> bool:
    installation, _ = _blank(crew)
    with pytest.raises(Refused) as refused:
        installation.recover(crew.server.address, secret, "PC").enter()
    installation.close()
    return refused.value.params == {"reason": "sheet_unknown"}


def _current(post: Post) -> int:
    return post.session.office.keychain.current


# The way back


def test_when_every_tablet_is_lost_the_sheet_brings_everything_back(crew: Crew, office: Post) -> None:
    """Also what was written under a key made after the sheet, and after a device was withdrawn."""
    secret = _made(office)
    before = saved(office, "Avant")
    going = crew.let_in(office)
    office.session.office.revoke(crew.device(office, going))
    synced_until_gone(going)
    after = saved(office, "Après")
    office.synced()

    post = _recovered(crew, secret)
    replica = post.session.replica
    assert replica.get(type(before), before.id) == before
    assert replica.get(type(after), after.id) == after
    assert post.session.membership.role == Role.SUPERVISOR
    office.synced()
    mine = saved(post, "Depuis")
    post.synced()
    office.synced()
    assert office.session.replica.get(type(mine), mine.id) == mine
    assert _current(post) == _current(office)  # the sheet was withdrawn, with a new key for those that stay
    assert office.session.office.keys.is_vouched(post.session.office.pair.public)


def test_everybody_sees_who_came_in_with_the_sheet_and_that_it_is_used_up(crew: Crew, office: Post) -> None:
    secret = _made(office)
    post = _recovered(crew, secret, "PC de secours")
    office.synced()
    [listed] = [d for d in office.session.office.devices() if d.label == "PC de secours"]
    assert listed.recovered_ms is not None
    assert (_sheet(office, secret).state, _sheet(office, secret).recovered_ms) == ("left", listed.recovered_ms)
    own = post.session.office.pair.public.hex()
    told = [k for k in office.session.replica.all(DeviceKey) if k.public_key == own and k.recovered_at]
    assert len(told) == 1
    assert _is_unknown(crew, secret)
    # It lets others in as any supervisor's device does.
    assert crew.let_in(post).session.membership.keys.keys() == post.session._opened.membership.keys.keys()


def test_a_sheet_is_no_tablet_and_can_do_nothing_else(crew: Crew, office: Post) -> None:
    secret = _made(office)
    sheet = _sheet(office, secret)
    assert (sheet.role, sheet.state, sheet.last_seen_ms, sheet.is_sheet) == (RECOVERY, ACTIVE, None, True)
    with client(crew.server.address, secret.token) as http:
        for method, path in (
            ("GET", "/v1/pull"), ("POST", "/v1/push"), ("GET", "/v1/device"), ("GET", "/v1/devices"),
            ("GET", "/v1/device/keys"), ("POST", f"/v1/devices/{sheet.id}/revoke"), ("GET", "/v1/publication"),
        ):  # fmt: skip
            with pytest.raises(Unauthorised) as refused:
                send(http, method, path)
            assert refused.value.params["reason"] == "unknown"
    with pytest.raises(Refused):
        office.session.office.move(sheet, ["nord"])
    with pytest.raises(SyncError):
        office.session.office.invite(RECOVERY)


# Wrong words, old sheets


def test_a_wrong_sheet_is_told_nothing(crew: Crew, office: Post) -> None:
    """Whether the org exists, whether it has a sheet: all answers are the same."""
    secret = _made(office)
    assert _is_unknown(crew, new_secret(crew.server.org))
    assert _is_unknown(crew, Secret("nowhere2", secret.lines))
    with client(crew.server.address, office.session.membership.token) as http, pytest.raises(Unauthorised):
        call(http, "GET", f"/v1/orgs/{crew.server.org}/recovery")  # a device's token is no sheet's
    with client(crew.server.address, secret.token) as http, pytest.raises(Unauthorised):
        call(http, "GET", "/v1/orgs/nowhere2/recovery")


def test_an_old_sheet_opens_nothing_once_there_is_a_new_one(crew: Crew, office: Post, register: Register) -> None:
    old = _made(office)
    before = _current(office)
    new = _made(office)
    assert _current(office) == before + 1  # as when a device is withdrawn
    assert _is_unknown(crew, old)
    with register.read() as connection:
        assert handovers.of(connection, crew.server.org, old.pair.public) == []
        assert [h.key for h in handovers.of(connection, crew.server.org, new.pair.public)] == [before, before + 1]
    active = [d for d in office.session.office.devices() if d.is_sheet and d.state == ACTIVE]
    assert [d.public_key for d in active] == [new.pair.public]
    assert _recovered(crew, new).session.replica.count(DeviceKey)


def test_a_field_tablet_makes_no_sheet(crew: Crew, office: Post) -> None:
    tablet = crew.let_in(office)
    with pytest.raises(Refused) as refused:
        tablet.session.office.keep_sheet(new_secret(crew.server.org))
    assert refused.value.params["reason"] == "forbidden"


# Two at once, and whatever stops in the middle


def test_a_sheet_used_twice_at_once_brings_one_device_in(crew: Crew, office: Post) -> None:
    secret = _made(office)
    found: list[object] = []

    def come_in(n: int) -> None:
        installation, _ = _blank(crew)
        try:
            found.append(installation.recover(crew.server.address, secret, f"À la fois {n}").enter())
        except EspaceError as e:
            found.append(e)
        installation.close()

    both = [threading.Thread(target=come_in, args=(n,)) for n in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(30)
    assert len(found) == 2
    states = [d.state for d in office.session.office.devices() if d.label.startswith("À la fois")]
    assert sorted(states) == ["active", "left"]


def test_whoever_has_the_sheet_puts_out_who_came_in_before_with_it(crew: Crew, office: Post) -> None:
    """A thief's app would not use it up. What somebody did meanwhile is handed in, not lost."""
    secret = _made(office)
    installation, network = _blank(crew)
    newcomer = _let_in(crew, installation, secret, "Le premier")
    newcomer.workers()  # heard by the server; no account yet
    second = _recovered(crew, secret, "Le second")
    assert crew.device(office, second).state == ACTIVE
    first = next(d for d in office.session.office.devices() if d.label == "Le premier")
    assert (first.state, first.recovered_ms is not None) == ("revoked", True)
    with pytest.raises(Unauthorised):
        newcomer.workers()
    assert _current(second) > newcomer.opened.keychain.current
    assert network.asked
    installation.close()


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_lost_answer_on_the_way_in_costs_one_more_try(crew: Crew, office: Post, when: str) -> None:
    secret = _made(office)
    installation, network = _blank(crew)
    network.spared = 1 if when == "before" else 0
    setattr(network, when, "/recovery")
    asking = installation.recover(crew.server.address, secret, "Perdue")
    with pytest.raises(Unreachable):
        asking.enter()
    if when == "after":  # that was the first question: lose the answer to the second, too
        network.after = ""
    member = asking.enter()
    again = asking.enter()  # the answer was lost after all
    assert member.device == again.device
    assert member.token != again.token
    newcomer = installation.receive(again, asking.sheet)
    newcomer.account(newcomer.new_worker("Mireille"), PHRASE).sync.stop()
    assert _sheet(office, secret).recovered_ms
    installation.close()


@pytest.mark.parametrize("stop", ["before it was kept", "before it was heard", "before it had an account"])
def test_killed_between_two_steps_the_same_sheet_is_typed_again(crew: Crew, office: Post, stop: str) -> None:
    secret = _made(office)
    installation, _ = _blank(crew)
    asking = installation.recover(crew.server.address, secret, f"Tuée {stop}"[:40])
    member = asking.enter()
    if stop != "before it was kept":
        newcomer = installation.receive(member, asking.sheet)
        if stop == "before it had an account":
            newcomer.workers()
    installation.close()
    again = Installation(installation.folder)  # the app starts again: nobody can open what is there
    assert again.accounts() == []
    newcomer = _let_in(crew, again, secret, "Cette fois")
    assert newcomer.workers()
    session = newcomer.account(newcomer.new_worker("Mireille"), PHRASE)
    session.sync.stop()
    session.sync.run_once()
    assert _sheet(office, secret).state == "left"
    again.close()


@pytest.mark.parametrize("path", ["/v1/devices", "/revoke", "/v1/push"])
def test_a_sheet_is_used_up_in_the_end_whatever_is_lost(crew: Crew, office: Post, path: str) -> None:
    secret = _made(office)
    installation, network = _blank(crew)
    newcomer = _let_in(crew, installation, secret, f"Perd {path}")
    newcomer.workers()
    network.after = path
    session = newcomer.account(newcomer.new_worker("Mireille"), PHRASE)
    session.sync.stop()
    account, folder = session.account_id, installation.folder
    session.sync.run_once()
    installation.close()
    reopened = Installation(folder).unlock(account, PHRASE)
    reopened.sync.stop()
    reopened.sync.run_once()
    assert _sheet(office, secret).state == "left"
    office.synced()
    assert _current(office) == reopened.office.keychain.current
    reopened.installation.close()


@pytest.mark.parametrize("path", ["/v1/push", "/recovery", "/v1/devices", "/revoke"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_making_one_is_not_done_before_the_server_holds_it_and_may_be_repeated(
    crew: Crew, office: Post, path: str, when: str
) -> None:
    old, secret = _made(office), new_secret(crew.server.org)
    setattr(office.network, when, path)
    try:
        office.session.office.keep_sheet(secret)
    except Unreachable:
        lost = _is_unknown_quietly(crew, secret)
        assert not (lost and _is_unknown_quietly(crew, old))  # one of them opens, at any moment
        office.session.office.keep_sheet(secret)
    assert _is_unknown(crew, old)
    assert _sheet(office, secret).state == ACTIVE
    assert len([d for d in office.session.office.devices() if d.is_sheet and d.state == ACTIVE]) == 1


def _is_unknown_quietly(crew: Crew, secret: Secret) -> bool:
    with client(crew.server.address, secret.token) as http:
        try:
            call(http, "GET", f"/v1/orgs/{secret.org}/recovery")
        except Unauthorised:
            return True
    return False


def test_offline_nothing_is_kept_and_nothing_is_claimed(crew: Crew, office: Post) -> None:
    secret = new_secret(crew.server.org)
    office.session.sync.offline = True
    try:
        with pytest.raises(Unreachable):
            office.session.office.keep_sheet(secret)
    finally:
        office.session.sync.offline = False
    assert _is_unknown(crew, secret)
    assert secret.pair.public not in {d.public_key for d in office.session.office.devices()}


def test_a_supervisor_who_withdraws_somebody_meanwhile_does_not_leave_the_sheet_out(crew: Crew, office: Post) -> None:
    second, going = crew.let_in(office, Role.SUPERVISOR), crew.let_in(office)
    office.synced()
    secret, exchange, told = new_secret(crew.server.org), office.session.office.exchange, [0]

    def overtaken() -> None:
        exchange()
        told[0] += 1
        if told[0] == 2:  # the sheet is vouched for, under a key that is no longer the newest
            second.session.office.revoke(crew.device(second, going))

    office.session.office.exchange = overtaken
    try:
        office.session.office.keep_sheet(secret)
    finally:
        office.session.office.exchange = exchange
    office.synced()
    assert office.session.office.keys.is_vouched(secret.pair.public)
    assert _current(_recovered(crew, secret)) > max(going.session.membership.keys)


# What a server might try


def test_a_server_cannot_make_a_sheet_of_its_own(crew: Crew, office: Post, register: Register) -> None:
    forged, going = new_secret(crew.server.org), crew.let_in(office)
    row = Row(crew.server.org, new_device_id(), forged.pair.public, ACTIVE, RECOVERY, "*", "Feuille", "", 0, None, 0)
    register.write(lambda c: devices.create(c, row, hashed(forged.token)))
    without = office.session.office.revoke(crew.device(office, going))
    assert forged.pair.public in {d.public_key for d in without}
    with register.read() as connection:
        assert handovers.of(connection, crew.server.org, forged.pair.public) == []
    office.session.office.revoke(_sheet(office, forged))


def test_keys_that_the_server_made_are_not_taken(crew: Crew, office: Post, register: Register) -> None:
    """Neither instead of the org's, nor above them."""
    secret, thief, org = _made(office), KeyPair(), crew.server.org
    known = office.session._opened.membership.keys

    def give(false: Handover) -> None:
        register.write(lambda c: handovers.give(c, false))

    for keys in ({max(known) + 1: new_org_key()}, {**dict.fromkeys(known, new_org_key()), 60_000: new_org_key()}):
        wrapped = wrap_keys(org, keys, thief, secret.pair.public)
        give(Handover(org, secret.pair.public, 60_000, wrapped, thief.public, 0))
        installation, _ = _blank(crew)
        assert installation.recover(crew.server.address, secret, "PC").enter().keys == known
        installation.close()
        with register.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM handovers WHERE key = 60000")
    register.write(lambda c: handovers.forget(c, org, secret.pair.public))
    wrapped = wrap_keys(org, {1: new_org_key()}, thief, secret.pair.public)
    give(Handover(org, secret.pair.public, 1, wrapped, thief.public, 0))
    installation, _ = _blank(crew)
    with pytest.raises(SealBroken):
        installation.recover(crew.server.address, secret, "PC").enter()
    installation.close()


def test_the_server_holds_nothing_that_opens_the_keys(crew: Crew, office: Post) -> None:
    """Nor the device that made the sheet, nor any log: looked for in every file there is."""
    secret = _made(office)
    post = _recovered(crew, secret)
    post.synced()
    hidden = [*(line.encode() for line in secret.lines), secret.token.encode(), secret.pair.private]
    hidden += [secret.pair.private.hex().encode(), "".join(secret.lines).encode()]
    folders = [crew.server.folder, office.installation.folder, post.installation.folder]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 5
    for path in files:
        held = path.read_bytes()
        assert not any(one in held for one in hidden), path.name
    kept = repr([office.session.replica.storage.tables, post.session.replica.storage.tables])
    assert not any(line in kept for line in secret.lines)
    assert repr(secret.pair.private) not in kept
    assert not any("recovery" in path and path != f"/v1/orgs/{crew.server.org}/recovery" for path in post.network.asked)


def test_an_address_that_is_none_and_a_server_that_is_another(crew: Crew, office: Post) -> None:
    with pytest.raises(NotOurServer):
        _blank(crew)[0].recover("ceci n’est pas", new_secret("nord"), "PC")


def test_the_text_of_the_square_names_the_sheet_to_nobody(office: Post) -> None:
    secret = new_secret("nord")
    assert sheet_name(secret.pair.public) not in whole("https://espace.exemple.fr", secret)


# A register restored from a backup


def test_a_restored_register(tmp_path: Path) -> None:
    """From before the sheet: it does not know it, and the list shows none. From before a sheet was replaced, or used:
    that one opens again, until it is withdrawn again; the newer one does not."""
    with served(tmp_path / "server") as server:
        crew = Crew(server, tmp_path / "crew")
        office = crew.found()
        backup = tmp_path / "backup.db"
        copied(crew, backup)
        first = _made(office)
        restored(crew, backup)
        assert not office.sync().error
        assert _is_unknown(crew, first)
        assert not [d for d in office.session.office.devices() if d.is_sheet]

        old = _made(office)
        copied(crew, backup)
        new = _made(office)
        restored(crew, backup)
        office.sync()
        assert _is_unknown(crew, new)
        # No longer vouched for under the newest key: the screen says so.
        assert not office.session.office.keys.is_vouched(_sheet(office, old).public_key)
        post = _recovered(crew, old)
        assert post.session.replica.count(DeviceKey)
        assert _sheet(post, old).state == "left"
        crew.close()


def test_a_sheet_that_is_asked_for_by_hand_is_the_same(crew: Crew, office: Post) -> None:
    """`Recovering` alone, as another client would write it."""
    secret = _made(office)
    with client(crew.server.address) as http:
        member = Recovering(http, crew.server.address, secret, "À la main").enter()
    assert (member.org, member.org_name, member.teams) == (crew.server.org, "Association", "*")
    assert member.keys == office.session._opened.membership.keys
