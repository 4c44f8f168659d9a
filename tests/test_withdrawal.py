"""A device is withdrawn: its work is handed in, it keeps nothing, and the others go on under a new key."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest

from espace_mobile.bootstrap import Installation
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Role
from espace_mobile.errors import (
    KeyUntrusted,
    Refused,
    SealBroken,
    StoreError,
    Unauthorised,
    Unreachable,
    Withdrawn,
)
from espace_mobile.protocol.enrolment import KeyPair, wrap_keys
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import Sealed, new_id, pack
from espace_mobile.sync import engine
from espace_mobile.sync.http import call
from espace_mobile.sync.loop import State
from sync_server.register import Register, devices, handovers
from sync_server.register.devices import ACTIVE
from sync_server.register.devices import Device as Row
from sync_server.register.handovers import Handover
from sync_server.service.tokens import hashed, new_device_id
from tests.crew import PHRASE, Crew, Post, left, saved, synced_until_gone


@pytest.fixture(scope="module")
def office(crew: Crew) -> Post:
    return crew.found()


@pytest.fixture(scope="module")
def staying(crew: Crew, office: Post) -> Post:
    return crew.let_in(office)


@pytest.fixture
def register(crew: Crew) -> Iterator[Register]:
    """The server's own database, as whoever holds the server could change it."""
    opened = Register(crew.server.database)
    yield opened
    opened.close()


def _has(post: Post, person: Person) -> bool:
    return post.session.replica.get(Person, person.id) == person


def _current(post: Post) -> int:
    return post.session.office.keychain.current


def test_a_withdrawn_tablet_hands_in_its_work_and_holds_nothing_while_the_others_go_on(
    crew: Crew, office: Post, staying: Post
) -> None:
    going = crew.let_in(office)
    known = saved(going, "Ancienne")
    for post in (going, office, staying):
        post.synced()
    old_keys = Keychain(crew.server.org, going.session.membership.keys)
    going.session.set_pin("204816")

    offline = saved(going, "Hors ligne")
    assert office.session.office.revoke(crew.device(office, going)) == []
    assert crew.device(office, going).state == "revoked"
    assert _current(office) == old_keys.current + 1

    status = going.sync()
    assert isinstance(status.error, Withdrawn)
    assert crew.device(office, going).state == "left"
    assert going.installation.withdrawn
    assert going.installation.accounts() == []
    assert not going.installation.has_pin(going.session.account_id)
    assert left(going.installation.folder) == {"device.key"}  # a new one, for a new life
    with pytest.raises(StoreError):
        saved(going, "Trop tard")

    fresh = saved(office, "Nouvelle")
    office.synced()
    staying.synced()  # one exchange: the value came before the key that opens it
    assert _current(staying) == _current(office)
    assert all(_has(staying, person) for person in (known, offline, fresh))
    assert all(_has(office, person) for person in (known, offline, fresh))
    sealed = _as_the_server_has_it(crew, staying, fresh)
    assert sealed.key == old_keys.current + 1
    with pytest.raises(SealBroken):
        old_keys.open(fresh.id, "first_name", sealed)
    back = saved(staying, "Retour")
    staying.synced()
    office.synced()
    assert _has(office, back)


def _as_the_server_has_it(crew: Crew, post: Post, person: Person) -> Sealed:
    endpoint = post.session._opened.engine.endpoint
    cursor, more = "", True
    while more:
        page = endpoint.pull(cursor)
        for record in page.opened():
            if record.id == person.id:
                found: Sealed = record.fields["first_name"]
                return found
        cursor, more = page.cursor, page.more
    raise AssertionError("not there")


def test_what_was_counted_on_the_lock_screen_is_waited_for(crew: Crew, office: Post) -> None:
    going = crew.let_in(office)
    going.synced()
    going.installation.count_locked({"at": "2026-05-14T09:00:00Z", "sex": "female"})
    office.session.office.revoke(crew.device(office, going))
    going.sync()
    assert not going.installation.withdrawn
    assert crew.device(office, going).state == "revoked"
    counted, taken = going.session.take_locked()  # as the app does when somebody unlocks
    contacts = [Contact.of(one["id"], {"outing_id": new_id(), "at": one["at"]}) for one in counted]
    going.session.replica.save(*contacts, by=going.session.worker.id)
    taken()
    going.sync()
    assert going.installation.withdrawn
    office.synced()
    assert [office.session.replica.get(Contact, contact.id) for contact in contacts] == contacts


def test_the_same_folder_may_join_again_and_is_another_device(crew: Crew, office: Post) -> None:
    going = crew.let_in(office)
    office.session.office.revoke(crew.device(office, going))
    synced_until_gone(going)
    code = office.session.office.invite(Role.FIELD)
    joining = going.installation.join(crew.server.address, crew.server.org, code, "again")
    [candidate] = [c for c in office.session.office.candidates() if c.label == "again"]
    office.session.office.approve(candidate)
    member = joining.poll()
    assert member is not None
    newcomer = going.installation.receive(member)
    assert newcomer.workers()
    assert not going.installation.withdrawn
    assert newcomer.opened.keychain.current == _current(office)
    going.installation.close()


@pytest.mark.parametrize(
    ("path", "when"),
    [("/v1/push", "after"), ("/v1/pull", "after"), ("/v1/device/farewell", "before"), ("/v1/device/farewell", "after")],
)
def test_whatever_is_lost_on_the_way_out_nothing_is_lost(crew: Crew, office: Post, path: str, when: str) -> None:
    going = crew.let_in(office)
    office.session.office.revoke(crew.device(office, going))
    last = saved(going, "Dernière")
    setattr(going.network, when, path)
    status = going.sync()
    assert status.state == State.OFFLINE
    assert _has(going, last)
    assert going.installation.accounts()
    synced_until_gone(going)
    assert crew.device(office, going).state == "left"
    office.synced()
    assert _has(office, last)


def test_what_is_saved_after_a_farewell_whose_answer_was_lost_is_handed_in_too(crew: Crew, office: Post) -> None:
    going = crew.let_in(office)
    office.session.office.revoke(crew.device(office, going))
    going.network.after = "/v1/device/farewell"
    assert isinstance(going.sync().error, Unreachable)
    assert crew.device(office, going).state == "left"
    last = saved(going, "Entre deux")
    synced_until_gone(going)
    office.synced()
    assert _has(office, last)


def test_a_tablet_cut_off_in_the_middle_of_handing_in_keeps_everything(
    crew: Crew, office: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    going = crew.let_in(office)
    work = [saved(going, f"Numéro {n}") for n in range(3)]
    office.session.office.revoke(crew.device(office, going))
    monkeypatch.setattr(engine, "BATCH", 1)
    going.network.before, going.network.spared = "/v1/push", 1
    assert going.sync().state == State.OFFLINE
    assert going.session.replica.pending() == 2
    assert all(_has(going, person) for person in work)
    synced_until_gone(going)
    office.synced()
    assert all(_has(office, person) for person in work)


@pytest.mark.parametrize("path", ["/revoke", "/v1/push", "/v1/device/keys"])
def test_a_lost_answer_while_withdrawing_costs_one_more_try(crew: Crew, office: Post, staying: Post, path: str) -> None:
    going = crew.let_in(office)
    device, before = crew.device(office, going), _current(office)
    office.network.after = path
    try:
        office.session.office.revoke(device)
    except Unreachable:
        office.session.office.revoke(device)
    office.synced()
    assert _current(office) == before + 1
    staying.synced()
    fresh = saved(office, "Nouvelle")
    office.synced()
    staying.synced()
    assert _has(staying, fresh)
    synced_until_gone(going)


def test_two_supervisors_who_withdraw_at_once_both_succeed(crew: Crew, office: Post, staying: Post) -> None:
    second = crew.let_in(office, Role.SUPERVISOR)
    one, other = crew.let_in(office), crew.let_in(office)
    office.synced()
    before, exchange, told = _current(office), second.session.office.exchange, [0]

    def overtaken() -> None:
        exchange()
        told[0] += 1
        if told[0] == 2:  # all is ready, but the request to revoke
            office.session.office.revoke(crew.device(office, one))

    second.session.office.exchange = overtaken
    assert second.session.office.revoke(crew.device(second, other)) == []
    assert _current(second) == before + 2
    for post in (office, staying, second):
        post.synced()
    assert _current(office) == _current(staying) == before + 2
    assert staying.session._opened.membership.keys == office.session._opened.membership.keys
    for post in (one, other):
        synced_until_gone(post)


def test_a_newcomer_let_in_by_who_missed_a_new_key_gets_it_all_the_same(crew: Crew, office: Post) -> None:
    second, going = crew.let_in(office, Role.SUPERVISOR), crew.let_in(office)
    office.session.office.revoke(crew.device(office, going))
    assert _current(second) == _current(office) - 1
    newcomer = crew.let_in(second)
    assert _current(newcomer) == _current(office)


# What a server might try


def test_a_public_key_that_the_server_slips_in_gets_no_key(
    crew: Crew, office: Post, staying: Post, register: Register
) -> None:
    going = crew.let_in(office)
    thief, id = KeyPair(), new_device_id()
    row = Row(crew.server.org, id, thief.public, ACTIVE, "field", "*", "Tablette 9", "", 0, None, 0)
    register.write(lambda c: devices.create(c, row, hashed(id)))
    without = office.session.office.revoke(crew.device(office, going))
    assert [d.public_key for d in without] == [thief.public]
    with register.read() as connection:
        assert handovers.of(connection, crew.server.org, thief.public) == []
    staying.synced()
    assert _current(staying) == _current(office)
    register.write(lambda c: devices.change(c, crew.server.org, id, state="retired"))


def test_a_key_from_nobody_we_know_of_is_left_alone_and_told(crew: Crew, office: Post, register: Register) -> None:
    tablet, thief = crew.let_in(office), KeyPair()
    public, org = crew.device(office, tablet).public_key, crew.server.org
    before = tablet.session._opened.membership.keys
    fake = wrap_keys(org, {**before, 60_000: new_org_key()}, thief, public)
    row = Handover(org, public, 60_000, fake, thief.public, 0)
    with register.read() as connection:
        newest = handovers.newest(connection, org)
    register.write(lambda c: handovers.keep(c, org, 60_000, [row]))
    sent = saved(tablet, "Envoyée")
    status = tablet.sync()
    assert isinstance(status.error, KeyUntrusted)
    assert _current(tablet) == max(before)
    assert tablet.session._opened.membership.keys == before
    office.synced()
    assert _has(office, sent)  # the rest goes on
    with register.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM handovers WHERE key = 60000")
        connection.exec_driver_sql(f"UPDATE orgs SET key = {newest}")


def test_a_forged_notice_erases_nothing(crew: Crew, office: Post) -> None:
    tablet = crew.let_in(office)
    device, org = crew.device(office, tablet), crew.server.org
    forger = Keychain(org, dict.fromkeys(tablet.session.membership.keys, new_org_key()))
    about = device.public_key.hex()
    forged = pack([forger.seal(about, "revoked", True, key) for key in sorted(forger.keys())])
    told = {"notice": base64.b64encode(forged).decode()}
    call(office.session.office.http, "POST", f"/v1/devices/{device.id}/revoke", json=told)
    work = saved(tablet, "Gardée")
    for _ in range(2):
        status = tablet.sync()
        assert isinstance(status.error, Unauthorised)
        assert status.error.params["reason"] == "revoked"
    assert "/v1/device/farewell" not in tablet.network.asked
    assert _has(tablet, work)
    folder, account = tablet.installation.folder, tablet.session.account_id
    tablet.installation.close()
    again = Installation(folder)
    session = again.unlock(account, PHRASE)
    session.sync.stop()
    assert session.replica.get(Person, work.id) == work
    again.close()
    # A supervisor who says it again with a notice that opens is believed.
    office.session.office.revoke(crew.device(office, tablet))
    reopened = Post(tablet.name, Installation(folder).unlock(account, PHRASE), tablet.network)
    reopened.session.sync.stop()
    assert isinstance(reopened.sync().error, Withdrawn)
    assert crew.device(office, tablet).state == "left"


def test_a_supervisor_moves_a_device_to_other_teams_but_never_its_own(crew: Crew, office: Post) -> None:
    tablet = crew.let_in(office, teams=["nord"])
    office.session.office.move(crew.device(office, tablet), ["sud", "est"])
    assert crew.device(office, tablet).teams == ["sud", "est"]
    with pytest.raises(Refused) as refused:
        office.session.office.move(crew.device(office, office), [])
    assert refused.value.params["reason"] == "own_device"
