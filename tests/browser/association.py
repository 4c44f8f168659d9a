"""An association that begins: a real server, an office with a supervisor and a planner, another planner's PC; no date,
no place, no team."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from espace_mobile.bootstrap import Installation, Session
from espace_mobile.cli.demo import Demonstration, Post
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.demonstration import DemoAccount

SUPERVISOR, PLANNER, OTHER = (
    DemoAccount(derived_id("association", "worker", name), name, role, phrase)
    for name, role, phrase in (
        ("Mireille Départ", Role.SUPERVISOR, "phare muguet cahier"),
        ("Yann Départ", Role.PLANNER, "banane clavier merle"),
        ("Inès Départ", Role.PLANNER, "sentier noisette brume"),
    )
)


class Association(Demonstration):
    """`posts`: the office, then the PC at which the other planner works at home. `facts`: what is planned already."""

    def __init__(self, port: int, folder: Path, today: date, facts: Sequence[Fact] = ()) -> None:
        super().__init__(port, folder, today)
        self.facts = facts
        self.posts = [
            Post("Bureau", [SUPERVISOR, PLANNER], folder / "office", port + 1),
            Post("Portable", [OTHER], folder / "home", port + 2),
        ]

    def _prepare(self, org: str, code: str) -> None:
        office, home = self.posts
        workers = {a.worker_id: Worker(id=a.worker_id, display_name=a.display_name, role=a.role)
                   for a in (SUPERVISOR, PLANNER, OTHER)}  # fmt: skip
        installation = Installation(office.folder, demo=True)
        try:
            newcomer = installation.receive(self._admitted(installation.join(self.server, org, code, office.label)))
            session = self._open_accounts(newcomer, office, workers)
            session.replica.save(*workers.values(), *self.facts, by=SUPERVISOR.worker_id)
            newcomer.opened.engine.run()
            self._let_in_planner(home, session, workers)
            newcomer.opened.engine.run()
        finally:
            installation.close()

    def _let_in_planner(self, post: Post, office: Session, workers: dict[str, Worker]) -> None:
        installation = Installation(post.folder, demo=True)
        try:
            joining = installation.join(
                self.server, office.membership.org, office.office.invite(Role.PLANNER, "*"), post.label
            )
            [candidate] = [c for c in office.office.candidates() if c.words == joining.words]
            office.office.approve(candidate)
            newcomer = installation.receive(self._admitted(joining))
            newcomer.opened.engine.run()
            self._open_accounts(newcomer, post, workers)
            newcomer.opened.engine.run()
        finally:
            installation.close()
