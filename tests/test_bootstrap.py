from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from espace_mobile.bootstrap import Installation, Session
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import NotOurServer, Refused, StoreInUse, Unreachable, WrongPassphrase
from espace_mobile.protocol.values import new_id
from espace_mobile.store.vault import Account
from espace_mobile.sync.http import call
from espace_mobile.sync.loop import State
from tests.served import Served, served

PHRASE, OTHER_PHRASE = "camion orange tambour", "jardin lune bateau"
OUTING, AT = new_id(), "2026-05-14T09:00:00Z"
NAME, PHONE, NOTE = "Élodie Çağlar-Introuvable", "+33639985577", "demande-introuvable à rappeler"

Enrol = Callable[..., Session]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="module")
def office(server: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The org's first device. Its sync loop is stopped: tests say when."""
    installation = Installation(tmp_path_factory.mktemp("office"))
    member = installation.join(server.address, server.org, server.code, "Bureau").poll()
    assert member is not None
    newcomer = installation.receive(member)
    session = newcomer.account(newcomer.new_worker("Mireille Introuvable"), PHRASE)
    session.sync.stop()
    session.sync.run_once()
    yield session
    installation.close()


@pytest.fixture
def enrol(server: Served, office: Session, tmp_path: Path) -> Iterator[Enrol]:
    """Let another device in, with a worker of its own; its sync loop is stopped."""
    opened: list[Installation] = []

    def another(name: str, teams: list[str] | str = "*") -> Session:
        installation = Installation(tmp_path / name)
        opened.append(installation)
        code = office.office.invite(Role.FIELD, teams)
        joining = installation.join(server.address, server.org, code, name)
        [candidate] = [c for c in office.office.candidates() if c.label == name]
        assert candidate.words == joining.words
        office.office.approve(candidate)
        member = joining.poll()
        assert member is not None
        newcomer = installation.receive(member)
        assert "Mireille Introuvable" in [w.display_name for w in newcomer.workers()]
        session = newcomer.account(newcomer.new_worker(f"Worker {name}"), PHRASE)
        session.sync.stop()
        return session

    yield another
    for installation in opened:
        installation.close()


def _person() -> Person:
    return Person.of(new_id(), {"first_name": NAME, "phone": PHONE})


def _contact() -> Contact:
    return Contact.of(new_id(), {"outing_id": OUTING, "at": AT, "note": NOTE})


def _sync(*sessions: Session) -> None:
    for _ in range(2):
        for session in sessions:
            assert session.sync.run_once().state == State.DONE


def test_a_device_hears_of_another_role_when_it_is_opened(enrol: Enrol, office: Session, tmp_path: Path) -> None:
    tablet = enrol("R")
    _sync(tablet, office)
    [known] = [d for d in office.office.devices() if d.label == "R"]
    office.office.move(known, "*", Role.SUPERVISOR)
    tablet.sync.run_once()
    assert tablet.membership.role == Role.FIELD
    tablet.installation.close()
    again = Installation(tmp_path / "R")
    try:
        opened = again.unlock(tablet.account_id, PHRASE)
        opened.sync.stop()
        assert opened.sync.run_once().state == State.DONE
        assert opened.membership.role == Role.SUPERVISOR
    finally:
        again.close()


def test_a_tablet_let_in_by_six_words_shares_the_register(enrol: Enrol, office: Session) -> None:
    tablet, person = enrol("A"), _person()
    tablet.replica.save(person, _contact(), by=tablet.worker.id)
    _sync(tablet, office)
    assert office.replica.get(Person, person.id) == person
    assert office.replica.get(Worker, tablet.worker.id) == tablet.worker
    assert tablet.worker.role == Role.FIELD
    assert office.worker.role == Role.SUPERVISOR


def test_nothing_readable_is_on_any_disk(enrol: Enrol, office: Session, server: Served) -> None:
    tablet, person = enrol("B"), _person()
    tablet.replica.save(person, _contact(), by=tablet.worker.id)
    _sync(tablet, office)
    tablet.replica.save(person.but(note=NOTE), by=tablet.worker.id)
    folders = [tablet.installation.folder, office.installation.folder, server.folder]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"register.db", "server.log"}
    for path in files:
        raw = path.read_bytes()
        for secret in (NAME, "Çağlar", PHONE, PHONE[3:], NOTE, "Mireille", "Worker B", PHRASE, "introuvable"):
            assert secret.encode() not in raw, f"{secret} stands in {path.name}"


def test_a_wrong_pass_phrase_opens_nothing_and_the_right_one_opens_what_was_saved(enrol: Enrol) -> None:
    tablet, contact = enrol("C"), _contact()
    tablet.replica.save(contact, by=tablet.worker.id)
    folder, account = tablet.installation.folder, tablet.account_id
    tablet.installation.close()
    again = Installation(folder)
    with pytest.raises(WrongPassphrase):
        again.unlock(account, "camion orange trompette")
    session = again.unlock(account, PHRASE)
    assert session.replica.get(Contact, contact.id) == contact
    again.close()


def test_another_account_signing_in_keeps_the_first_ones_unsent_work(enrol: Enrol, office: Session) -> None:
    tablet, contact = enrol("D"), _contact()
    colleague = Worker(id=new_id(), display_name="Julien", team_ids=())
    tablet.replica.save(contact, by=tablet.worker.id)
    tablet.add_account(colleague, OTHER_PHRASE)
    folder, pending = tablet.installation.folder, tablet.replica.pending()
    tablet.installation.close()
    again = Installation(folder)
    assert Account(colleague.id, "Julien") in again.accounts()
    session = again.unlock(colleague.id, OTHER_PHRASE)
    session.sync.stop()
    assert session.replica.outbox.last >= pending
    _sync(session, office)
    found = office.replica.record("contact", contact.id)
    assert found is not None
    assert office.replica.get(Contact, contact.id) == contact
    assert office.replica.get(Worker, colleague.id) == colleague
    again.close()


def test_what_was_counted_while_locked_is_taken_once(enrol: Enrol) -> None:
    tablet = enrol("E")
    tablet.installation.count_locked({"at": AT, "sex": "female"})
    tablet.installation.count_locked({"at": AT, "sex": "male"})
    counted, done = tablet.take_locked()
    assert [c["sex"] for c in counted] == ["female", "male"]
    assert [c["sex"] for c in tablet.take_locked()[0]] == ["female", "male"]
    done()
    assert list(tablet.take_locked()[0]) == []


def test_a_pin_opens_while_the_process_lives_and_three_mistakes_ask_for_the_pass_phrase(enrol: Enrol) -> None:
    tablet = enrol("F")
    device, account = tablet.installation, tablet.account_id
    assert not device.has_pin(account)
    tablet.set_pin("204816")
    assert device.unlock_pin(account, "204816").worker == tablet.worker
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            device.unlock_pin(account, "000000")
    assert not device.has_pin(account)
    with pytest.raises(WrongPassphrase):
        device.unlock_pin(account, "204816")
    assert device.unlock(account, PHRASE).worker == tablet.worker


def test_two_processes_never_share_a_folder(enrol: Enrol) -> None:
    tablet = enrol("G")
    with pytest.raises(StoreInUse):
        Installation(tablet.installation.folder).unlock(tablet.account_id, PHRASE)


def test_a_code_that_opens_nothing_and_a_server_that_is_none_are_said_so(server: Served, tmp_path: Path) -> None:
    device = Installation(tmp_path / "x")
    with pytest.raises(Refused) as refused:
        device.join(server.address, server.org, "AAAAA-AAAAA", "x")
    assert refused.value.params["reason"] == "invitation_unknown"
    with pytest.raises(NotOurServer):
        device.join("serveur", server.org, server.code, "x")
    with pytest.raises(Unreachable):
        device.join("http://127.0.0.1:9", server.org, server.code, "x")
    device.close()


def test_a_tablet_revoked_without_a_notice_is_told_and_erases_nothing(enrol: Enrol, office: Session) -> None:
    tablet = enrol("H")
    _sync(tablet, office)
    [device] = [d for d in office.office.devices() if d.label == "H"]
    call(office.office.http, "POST", f"/v1/devices/{device.id}/revoke")
    contact = _contact()
    tablet.replica.save(contact, by=tablet.worker.id)
    status = tablet.sync.run_once()
    assert (status.state, status.pending) == (State.FAILED, 0)
    assert status.error is not None
    assert status.error.params == {"reason": "revoked"}
    assert tablet.replica.get(Contact, contact.id) == contact
    assert tablet.installation.accounts()
    assert not tablet.installation.withdrawn


def test_a_server_killed_and_started_again_has_all_it_acknowledged(tmp_path: Path) -> None:
    with served(tmp_path / "server") as server:
        installation = Installation(tmp_path / "office")
        member = installation.join(server.address, server.org, server.code, "Bureau").poll()
        assert member is not None
        newcomer = installation.receive(member)
        session = newcomer.account(newcomer.new_worker("Mireille"), PHRASE)
        session.sync.stop()
        for _ in range(5):
            session.replica.save(_contact(), by=session.worker.id)
            assert session.sync.run_once().state == State.DONE
        server.stop(signal.SIGKILL)
        assert session.sync.run_once().state == State.OFFLINE
        server.start()
        assert session.sync.run_once().state == State.DONE
        session.replica.set_meta("cursor", None)
        assert newcomer.opened.engine.endpoint.pull("").have == session.replica.outbox.last
        installation.close()
