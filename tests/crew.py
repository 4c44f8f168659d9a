"""An org on a real server, and its devices, each a whole installation; a network that loses what it is told to lose."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from espace_mobile.bootstrap import Installation, Session
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Role
from espace_mobile.protocol.values import new_id
from espace_mobile.sync.http import client
from espace_mobile.sync.loop import State, Status
from espace_mobile.sync.office import Device
from tests.served import Served

PHRASE = "camion orange tambour"


@dataclass
class Network:
    """`before`, `after`: the end of a path whose next request never arrives, or whose answer never does.

    `spared`: how many requests get through first.
    """

    before: str = ""
    after: str = ""
    spared: int = 0
    asked: list[str] = field(default_factory=list)

    def connect(self, address: str, token: str) -> httpx.Client:
        return client(address, token, transport=_Line(self))


class _Line(httpx.BaseTransport):
    def __init__(self, network: Network) -> None:
        self._network, self._real = network, httpx.HTTPTransport(verify=False)

    def close(self) -> None:
        self._real.close()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        network, path = self._network, request.url.path
        network.asked.append(path)
        if network.before and path.endswith(network.before):
            network.spared -= 1
            if network.spared < 0:
                network.before, network.spared = "", 0
                raise httpx.ConnectError("lost")
        answer = self._real.handle_request(request)
        if network.after and path.endswith(network.after):
            network.after = ""
            answer.read()
            answer.close()
            raise httpx.ReadError("lost")
        return answer


@dataclass
class Post:
    """A device whose sync loop is stopped: tests say when."""

    name: str
    session: Session
    network: Network

    @property
    def installation(self) -> Installation:
        return self.session.installation

    def sync(self) -> Status:
        return self.session.sync.run_once()

    def synced(self) -> None:
        status = self.sync()
        assert status.state == State.DONE, status.error


@dataclass
class Crew:
    server: Served
    folder: Path
    posts: list[Post] = field(default_factory=list)

    def found(self) -> Post:
        """The org's first device."""
        network = Network()
        installation = Installation(self.folder / "office", connect=network.connect)
        member = installation.join(self.server.address, self.server.org, self.server.code, "office").poll()
        assert member is not None
        newcomer = installation.receive(member)
        return self._in("office", newcomer.account(newcomer.new_worker("Mireille"), PHRASE), network)

    def let_in(self, by: Post, role: Role = Role.FIELD, teams: list[str] | str = "*") -> Post:
        name = f"post-{len(self.posts)}"
        network = Network()
        installation = Installation(self.folder / name, connect=network.connect)
        code = by.session.office.invite(role, teams)
        joining = installation.join(self.server.address, self.server.org, code, name)
        [candidate] = [c for c in by.session.office.candidates() if c.label == name]
        by.session.office.approve(candidate)
        member = joining.poll()
        assert member is not None
        newcomer = installation.receive(member)
        newcomer.workers()
        return self._in(name, newcomer.account(newcomer.new_worker(name), PHRASE), network)

    def _in(self, name: str, session: Session, network: Network) -> Post:
        session.sync.stop()
        post = Post(name, session, network)
        self.posts.append(post)
        post.synced()
        return post

    def device(self, by: Post, of: Post) -> Device:
        """`of`, as `by` lists it: the identity it has now, or had last."""
        return [d for d in by.session.office.devices() if d.label == of.name][-1]

    def close(self) -> None:
        for post in self.posts:
            post.installation.close()


def synced_until_gone(post: Post, tries: int = 4) -> Status:
    """What its loop would do: try again until the device has left."""
    end = time.monotonic() + 60
    for _ in range(tries):
        status = post.sync()
        if status.error is not None and status.error.code == "withdrawn":
            return status
        assert time.monotonic() < end
    raise AssertionError(f"{post.name} is still here: {status}")


def saved(post: Post, name: str) -> Person:
    person = Person.of(new_id(), {"first_name": name})
    post.session.replica.save(person, by=post.session.worker.id)
    return person


def left(folder: Path) -> set[str]:
    """What is still in there."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
