"""A seeded history of the path: workers of several teams do on their tablets what the app lets them do.

Deeds go through `app.actions`, from facts a screen may have shown a while ago; what an action refuses is refused, and
the history goes on. `python -m tests.simulation.history path SEED` plays one again and tells its steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar
from unittest.mock import patch

from espace_mobile.app import clock
from espace_mobile.app.actions import files
from espace_mobile.app.actions.undoing import Done
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol import conflict, values
from espace_mobile.store import settling
from tests.simulation import laws, path_deeds
from tests.simulation.history import TEAMS, Act, History
from tests.simulation.world import Post

DAY_MS = 86_400_000
STALE = 0.15  # how often a deed is done to what a screen showed a while ago
Deed = Callable[[Any, Post], None]
F = TypeVar("F", bound=Fact)


class PathHistory(History):
    def __init__(self, seed: int, folder: Path, steps: int = 160, database: str = "") -> None:
        super().__init__(seed, folder, steps, database)
        self.refused = 0
        self.acknowledged: set[tuple[str, str]] = set()
        self.roles = {p.name: self.rng.choice((Role.COUNSELLOR, Role.COUNSELLOR, Role.FIELD)) for p in self.world.posts}
        self._shown: dict[str, list[Fact]] = {}
        self._undoable: dict[str, list[Any]] = {}

    # What happens

    def play(self) -> None:
        with self._drawn_ids():
            self.begin(self.office)
            for post in self.here:
                post.sync()
            super().play()

    def begin(self, office: Post) -> None:
        """What there is before anybody else syncs."""
        path_deeds.begin(self, office)

    def deeds(self) -> list[tuple[float, Deed]]:
        """What workers do, each with how often."""
        return [*path_deeds.DEEDS]

    def calm(self) -> None:
        with self._drawn_ids():
            super().calm()

    def _acts(self) -> list[Act]:
        daily = [
            (5, self.count), (1, self.tally), (1, self.move), (2, self._worked(PathHistory.settle)), (25, self.sync),
            (2, self.crash), (1, self.jump), (1, self.restart), (3, self.night), *self._losses(),
        ]  # fmt: skip
        return [*daily, *((weight, self._worked(deed)) for weight, deed in self.deeds())]

    def settle(self, post: Post) -> None:
        open_ = sorted(post.replica.conflicts(), key=lambda c: c.id)
        for chosen in [self.rng.choice(open_)] if open_ else []:
            settling.settle(post.replica, {chosen.id: self.rng.choice(chosen.values).value}, post.by)

    def night(self, _: Post) -> None:
        self.world.now_ms += DAY_MS * self.rng.choice((1, 1, 7, 40))

    def _worked(self, deed: Deed) -> Callable[[Post], None]:
        def act(post: Post) -> None:
            try:
                deed(self, post)
            except InputError:
                self.refused += 1

        act.__name__ = deed.__name__
        return act

    # What deeds are made of

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.world.now_ms // 1000, UTC)

    @property
    def today(self) -> date:
        return clock.local(self.now).date()

    def worker(self, post: Post) -> Worker:
        teams = TEAMS if post.teams == "*" else tuple(post.teams)
        role = Role.SUPERVISOR if post.supervises else self.roles[post.name]
        return Worker(id=post.by, display_name=post.name, role=role, team_ids=teams)

    def one(self, post: Post, kind: type[F]) -> F:
        """A fact that the tablet holds, now and then as it was when last shown. Raises `InputError` if it has none."""
        shown = self._shown.setdefault(post.name, [])
        before = [fact for fact in shown if isinstance(fact, kind)]
        if before and self.rng.random() < STALE:
            return self.rng.choice(before)
        fact = self.pick(sorted(post.replica.all(kind), key=lambda f: f.id))
        shown.append(fact)
        return fact

    def person(self, post: Post) -> Person:
        """Mostly the file that stands for all of a person's; now and then another."""
        shown = self.one(post, Person)
        return shown if self.rng.random() < STALE else files.person_of(post.replica, shown.id) or shown

    def pick(self, among: list[Any]) -> Any:
        if not among:
            raise InputError("record", "none")
        return self.rng.choice(among)

    def code(self, codes: Any) -> Any:
        return self.rng.choice(list(codes))

    def said(self, about: str | None) -> str:
        return self._word(about or "nobody")

    def hear(self, word: str, about: str) -> None:
        self.words.setdefault(about, set()).add(word)

    def did(self, post: Post, done: Any) -> None:
        """So that it may be undone, and must not be lost."""
        if isinstance(done, Done):
            self.acknowledged.update((fact.kind, fact.id) for fact in (*(f for _, f in done.saved), *done.deleted))
        self._undoable.setdefault(post.name, []).append(done)

    def undoable(self, post: Post, sort: Any) -> Any:
        return self.pick([done for done in self._undoable.get(post.name, []) if isinstance(done, sort)][-3:])

    @contextmanager
    def _drawn_ids(self) -> Iterator[None]:
        """The ids that actions give are drawn like all else."""
        machine = SimpleNamespace(urandom=self.rng.randbytes)
        time = SimpleNamespace(time_ns=lambda: self.world.now_ms * 1_000_000)
        with patch.multiple(values, os=machine, time=time):
            yield

    # What must be true in the end

    def check(self) -> None:
        self._check_scopes_and_equality()
        self._check_additive()
        self._check_saves_and_races()
        self._check_erasures()
        for law in laws.LAWS:
            law(self)

    def _watched(self, kind: str) -> bool:
        return kind in KINDS

    def _spared(self, erased: set[str]) -> str:
        """What stands in files of others: a merge, or an interview told in another file, may have carried it there."""
        tables = self.office.replica.storage.tables
        kept = [row for id, row in tables.get(Person.kind, {}).items() if id not in erased]
        of_people = [row for row in tables.get(conflict.KIND, {}).values() if row.get(conflict.OF_KIND) == Person.kind]
        return repr((kept, of_people))
