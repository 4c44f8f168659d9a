"""The recovery sheet where things go wrong at once: two supervisors, a register of before, tablets that were away."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from espace_mobile.bootstrap import Installation
from espace_mobile.domain.vocabulary import Role
from espace_mobile.errors import EspaceError, NotOurServer, Refused
from espace_mobile.protocol.recovery import Secret, new_secret
from espace_mobile.sync.http import call, client
from espace_mobile.sync.office import Device
from espace_mobile.sync.recovering import Recovering
from tests.crew import PHRASE, Crew, Network, Post, saved, synced_until_gone
from tests.restored import copied, restored
from tests.served import served

_NUMBERS = itertools.count()


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    """Of its own: what is lost here is lost."""
    with served(tmp_path / "server") as server:
        made = Crew(server, tmp_path / "crew")
        yield made
        made.close()


@pytest.fixture
def office(crew: Crew) -> Post:
    return crew.found()


def _recovered(crew: Crew, secret: Secret) -> Post:
    network, name = Network(), f"Secours {next(_NUMBERS)}"
    installation = Installation(crew.folder / name, connect=network.connect)
    asking = installation.recover(crew.server.address, secret, name)
    newcomer = installation.receive(asking.enter(), asking.sheet)
    newcomer.workers()
    return crew._in(name, newcomer.account(newcomer.new_worker("Mireille"), PHRASE), network)


def _sheets(post: Post) -> list[Device]:
    return [d for d in post.session.office.devices() if d.is_sheet and d.state == "active"]


def _opens(crew: Crew, secret: Secret) -> bool:
    with client(crew.server.address, secret.token) as http:
        try:
            call(http, "GET", f"/v1/orgs/{secret.org}/recovery")
        except EspaceError:
            return False
    return True


def test_two_supervisors_who_make_one_at_once_leave_one_that_opens(crew: Crew, office: Post) -> None:
    """The last one sent; whoever made the other is told that it is not good."""
    other = crew.let_in(office, Role.SUPERVISOR)
    office.synced()
    made = {post.name: new_secret(crew.server.org) for post in (office, other)}
    both = threading.Barrier(2)
    told: dict[str, object] = {}

    def keep(post: Post) -> None:
        try:
            told[post.name] = post.session.office.keep_sheet(made[post.name])
        except EspaceError as error:
            told[post.name] = error

    listed = {post.name: post.session.office.devices for post in (office, other)}

    def waits(post: Post) -> None:
        def devices() -> list[Device]:
            if not both.broken:
                with suppress(threading.BrokenBarrierError):
                    both.wait(20)  # both were sent when either looks for older ones
                both.abort()
            return listed[post.name]()

        post.session.office.devices = devices  # type: ignore[method-assign]

    for post in (office, other):
        waits(post)
    threads = [threading.Thread(target=keep, args=(post,)) for post in (office, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    open_ = [name for name, secret in made.items() if _opens(crew, secret)]
    assert len(open_) == 1, told
    [lost] = {office.name, other.name} - {*open_}
    assert isinstance(told[lost], Refused), told
    assert not isinstance(told[open_[0]], EspaceError), told


def test_in_a_register_of_before_a_key_was_made_a_sheet_is_made_and_opens(
    crew: Crew, office: Post, tmp_path: Path
) -> None:
    """The devices hold a newer key than the register knows of: it came back from a backup."""
    backup = tmp_path / "backup.db"
    copied(crew, backup)
    office.session.office.keep_sheet(new_secret(crew.server.org))
    office.session.office.keep_sheet(new_secret(crew.server.org))
    office.synced()
    newest = office.session.office.keychain.current
    assert newest == 2
    restored(crew, backup)
    office.sync()
    secret = new_secret(crew.server.org)
    office.session.office.keep_sheet(secret)
    going = crew.let_in(office)
    office.session.office.revoke(crew.device(office, going))
    person = saved(office, "Après")
    office.synced()
    post = _recovered(crew, secret)
    assert post.session.replica.get(type(person), person.id) == person


def test_the_only_office_is_lost_while_tablets_hold_changes(crew: Crew, office: Post) -> None:
    """They go on, take the new key, and hand in what they have; one withdrawn meanwhile hands in, and goes."""
    secret = new_secret(crew.server.org)
    office.session.office.keep_sheet(secret)
    tablet, gone = crew.let_in(office), crew.let_in(office)
    office.synced()
    waiting, last = saved(tablet, "En attente"), saved(gone, "Avant de partir")
    office.session.office.revoke(crew.device(office, gone))
    office.installation.close()  # and nobody finds it again
    crew.posts.remove(office)

    post = _recovered(crew, secret)
    tablet.synced()
    synced_until_gone(gone)
    post.synced()
    for person in (waiting, last):
        assert post.session.replica.get(type(person), person.id) == person
    assert tablet.session.office.keychain.keys() == post.session.office.keychain.keys()
    assert post.session.office.keys.is_vouched(tablet.session.office.pair.public)
    assert tablet.session.office.keys.is_vouched(post.session.office.pair.public)
    lost = next(d for d in post.session.office.devices() if d.label == "office")
    assert post.session.office.revoke(lost) == []
    mine = saved(post, "Sans le bureau")
    post.synced()
    tablet.synced()
    assert tablet.session.replica.get(type(mine), mine.id) == mine
    assert crew.let_in(post).session.replica.get(type(mine), mine.id) == mine


@pytest.mark.parametrize("lie", [{"role": "planner"}, {"role": "field"}, {"device": "x"}, {"token": 5}])
def test_an_answer_that_names_no_supervisors_device_is_no_answer(
    crew: Crew, office: Post, lie: dict[str, object]
) -> None:
    """A server that lies makes no planner's device, which forgets people, of an org's last one."""
    secret = new_secret(crew.server.org)
    office.session.office.keep_sheet(secret)
    with client(crew.server.address, transport=_Liar(lie)) as http, pytest.raises(NotOurServer):
        Recovering(http, crew.server.address, secret, "PC").enter()


class _Liar(httpx.HTTPTransport):
    def __init__(self, lie: dict[str, object]) -> None:
        super().__init__()
        self._lie = lie

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = super().handle_request(request)
        answer.read()
        if request.method != "POST":
            return answer
        return httpx.Response(answer.status_code, json=answer.json() | self._lie)


@pytest.mark.parametrize("org", ["nord est", "nord/../x", "é", "a" * 200, "x?y=1#z"])
def test_an_org_that_can_be_none_is_unknown_and_asks_nothing_else(crew: Crew, office: Post, org: str) -> None:
    network = Network()
    installation = Installation(crew.folder / f"other-{next(_NUMBERS)}", connect=network.connect)
    with pytest.raises(Refused) as refused:
        installation.recover(crew.server.address, new_secret(org), "PC").enter()
    assert refused.value.params["reason"] == "sheet_unknown"
    installation.close()
