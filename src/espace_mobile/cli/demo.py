"""The demonstration: a real server, two real tablets and the office, each a process of its own on this machine.

The office creates the org's key, loads the fictitious register and lets the tablets in exactly as a real office does.
"""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from espace_mobile.bootstrap import Installation, Newcomer, Session
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import EspaceError, Unreachable
from espace_mobile.protocol.publication import pages_path
from espace_mobile.sample.demonstration import DEMO_ACCOUNTS, DemoAccount, demonstration
from espace_mobile.sample.publicity import SLUG
from espace_mobile.store.replica import Replica
from espace_mobile.sync.joining import Joining, Membership

LOCALHOST = "127.0.0.1"
NAME = "DÉMO Espace Mobile"
STARTUP = 90.0  # seconds: five processes begin at once, and a small machine may be busy


@dataclass(frozen=True)
class Post:
    """One device of the demonstration and who uses it."""

    label: str
    accounts: list[DemoAccount]
    folder: Path
    port: int

    @property
    def address(self) -> str:
        return f"http://{LOCALHOST}:{self.port}"


def _disagree(office: Replica, tablet: Replica, by: str) -> None:
    """Two devices edit one field, neither having seen the other: the demonstration's conflict."""
    person = next(p for p in tablet.all(Person) if p.phone)
    office.save(person.but(phone="+33639980198"), by=by)
    tablet.save(person.but(phone="+33639980199"), by=by)


class Demonstration:
    """`port`: the server's; `folder`: None for a temporary one, removed at the end."""

    def __init__(self, port: int, folder: Path | None = None, today: date | None = None) -> None:
        self._temporary = folder is None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="espace-mobile-demo-"))
        self.today = today or date.today()  # noqa: DTZ011  the day on this machine's wall
        self.server = f"http://{LOCALHOST}:{port}"
        self._database = f"sqlite:///{self.folder / 'register.db'}"
        self._port = port
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        office = [a for a in DEMO_ACCOUNTS if a.role in (Role.SUPERVISOR, Role.PLANNER)]
        field = [a for a in DEMO_ACCOUNTS if a.role in (Role.FIELD, Role.COUNSELLOR)]
        self.posts = [
            Post("Bureau", office, self.folder / "office", port + 1),
            # Each tablet is shared by people of several teams; both have somebody of the team that goes out today.
            Post("Tablette A", field[0::2], self.folder / "tablet-a", port + 2),
            Post("Tablette B", field[1::2], self.folder / "tablet-b", port + 3),
        ]

    def run(self) -> None:
        """Start everything, print the addresses and the pass phrases, and stop it all at Ctrl-C."""
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: stop.set())
        try:
            self.start(stop)
            self._say()
            while not stop.wait(0.5):
                self._check()
        finally:
            self.stop()

    def start(self, stop: threading.Event | None = None) -> None:
        """Server, data, devices. Raises `EspaceError` when something does not start."""
        print("Préparation de la démonstration…", flush=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        invitation = self._create_org()
        here = ("--host", LOCALHOST, "--port", str(self._port))
        self._spawn("Serveur", "sync_server", "serve", "--database", self._database, *here)
        self.await_port(self._port)
        self._prepare(*invitation)
        for post in self.posts:
            if stop is None or not stop.is_set():
                self.open(post)
        for post in self.posts:
            self.await_port(post.port, stop)

    def open(self, post: Post) -> subprocess.Popen[bytes]:
        """Start the app of one device over its folder."""
        where = ("--folder", str(post.folder), "--port", str(post.port), "--demo")
        return self._spawn(post.label, "espace_mobile", "serve", *where)

    def stop(self) -> None:
        """End every process, the devices before the server, and remove what was temporary."""
        processes = list(reversed(self.processes.values()))
        for process in processes:
            process.terminate()
        for process in processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(15)
                continue
            process.kill()
            process.wait()
        self.processes.clear()
        if self._temporary:
            shutil.rmtree(self.folder, ignore_errors=True)

    # Preparing

    def _create_org(self) -> tuple[str, str]:
        command = [sys.executable, "-m", "sync_server", "org", "create", NAME, "--database", self._database, "--json"]
        made = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        answer = json.loads(made.stdout)
        return answer["org"], answer["code"]

    def _prepare(self, org: str, code: str) -> None:
        office, *tablets = self.posts
        sample = demonstration(self.today)
        workers = {w.id: w for w in sample.facts() if isinstance(w, Worker)}
        installation = Installation(office.folder, demo=True)
        try:
            newcomer = installation.receive(self._admitted(installation.join(self.server, org, code, office.label)))
            session = self._open_accounts(newcomer, office, workers)
            session.replica.save(*sample.facts(), by=office.accounts[0].worker_id)
            newcomer.opened.engine.run()
            for tablet in tablets:
                self._let_in(tablet, session, workers)
            newcomer.opened.engine.run()
            session.publicity.publish(office.accounts[0].worker_id)
        finally:
            installation.close()

    def _let_in(self, tablet: Post, office: Session, workers: dict[str, Worker]) -> None:
        installation = Installation(tablet.folder, demo=True)
        try:
            teams = sorted({team for a in tablet.accounts for team in workers[a.worker_id].team_ids})
            code = office.office.invite(Role.FIELD, teams)
            joining = installation.join(self.server, office.membership.org, code, tablet.label)
            for candidate in office.office.candidates():
                if candidate.words == joining.words:
                    office.office.approve(candidate)
            newcomer = installation.receive(self._admitted(joining))
            newcomer.opened.engine.run()
            session = self._open_accounts(newcomer, tablet, workers)
            if tablet == self.posts[1]:
                _disagree(office.replica, session.replica, tablet.accounts[0].worker_id)
            newcomer.opened.engine.run()
        finally:
            installation.close()

    def _open_accounts(self, newcomer: Newcomer, post: Post, workers: dict[str, Worker]) -> Session:
        first, *others = post.accounts
        session = newcomer.account(workers[first.worker_id], first.passphrase)
        for other in others:
            session.add_account(workers[other.worker_id], other.passphrase)
        return session

    def _admitted(self, joining: Joining) -> Membership:
        member = joining.poll()
        if member is None:
            raise EspaceError(reason="not_admitted")
        return member

    # Running

    def _spawn(self, name: str, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        # A session of their own: Ctrl-C reaches this process alone, which then ends them in order.
        command = [sys.executable, "-m", module, *arguments]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(  # noqa: S603
                command, start_new_session=True, stdout=log, stderr=log
            )
        return self.processes[name]

    def await_port(self, port: int, stop: threading.Event | None = None) -> None:
        end = time.monotonic() + STARTUP
        while time.monotonic() < end and not (stop and stop.is_set()):
            self._check()
            with suppress(OSError), socket.create_connection((LOCALHOST, port), 0.5):
                return
            time.sleep(0.1)
        if not (stop and stop.is_set()):
            raise Unreachable(reason="timeout", port=port)

    def _check(self) -> None:
        for name, process in self.processes.items():
            if process.poll() is not None:
                raise EspaceError(reason="stopped", process=name)

    def _say(self) -> None:
        print(f"\n  {NAME} — données fictives, {self.today:%d/%m/%Y}\n")
        print(f"  Serveur      {self.server}")
        print(f"  Site public  {self.server}{pages_path(SLUG)}")
        for post in self.posts:
            print(f"  {post.label:<12} {post.address}")
            for account in post.accounts:
                print(f"      {account.display_name:<28} phrase de passe : {account.passphrase}")
        print("\n  Sur chaque tablette, page « Synchronisation » : l’interrupteur « Réseau coupé ».")
        print("  Ctrl-C arrête tout.\n", flush=True)
