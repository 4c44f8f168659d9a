"""One seeded history: what happens, and what must be true once everything has gone quiet.

`python -m tests.simulation.history SEED` plays one again and tells its steps.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from espace_mobile.domain.contact import Contact
from espace_mobile.domain.person import Person
from espace_mobile.domain.tally import Tally
from espace_mobile.protocol import conflict
from espace_mobile.protocol.change import Change
from espace_mobile.protocol.record import DELETED, Record
from espace_mobile.protocol.values import pack
from sync_server.register import history as told
from tests.simulation.world import ORG, Post, World

AT, YEAR_MS = "2026-05-14T09:00:00Z", 365 * 86_400_000
TEAMS = ("north", "south")
FIELDS = ("phone", "address", "last_name", "commune_insee")
MEMORY = Path("/dev/shm")


class History:
    """`steps`: how many things happen before everybody has network again."""

    def __init__(self, seed: int, folder: Path, steps: int = 40) -> None:
        self.world = World(seed, folder)
        self.rng = self.world.rng
        self.steps = steps
        self.told: list[str] = []
        self.outing = self.world.id()
        self.contacts: set[str] = set()
        self.deltas: list[int] = []
        self.backup: Path | None = None
        for n in range(self.rng.randint(2, 8)):
            teams = "*" if n == 0 or self.rng.random() < 0.6 else [self.rng.choice(TEAMS)]
            skew = self.rng.choice((0, 0, 0, 3_600_000, -7_200_000, -50 * YEAR_MS, 73 * YEAR_MS))
            self.world.enrol(f"device-{n}", teams, skew)
        self.office = self.world.posts[0]

    # What happens

    def play(self) -> None:
        acts: list[tuple[int, Callable[[Post], None]]] = [
            (6, self.count), (3, self.tally), (4, self.open_file), (8, self.edit), (2, self.delete), (2, self.settle),
            (10, self.sync), (2, self.crash), (1, self.jump), *self._losses(),
        ]  # fmt: skip
        for post in self.world.posts:
            post.weather.lose_request = self.rng.choice((0.0, 0.2))
            post.weather.lose_answer = self.rng.choice((0.0, 0.3))
            post.weather.deliver_twice = self.rng.choice((0.0, 0.3))
            post.weather.deliver_stale = self.rng.choice((0.0, 0.3))
        for _ in range(self.steps):
            post = self.rng.choice(self.world.posts)
            [act] = self.rng.choices([a for _, a in acts], [w for w, _ in acts])
            self.told.append(f"{act.__name__} {post.name}")
            act(post)

    def _losses(self) -> list[tuple[int, Callable[[Post], None]]]:
        """Registers or tablets come back from old copies, not both: what only the other one knew would be gone."""
        register = [(1, self.back_up), (1, self.lose_register)]
        return self.rng.choice((register, [(1, self.copy_tablet), (2, self.lose_tablet)]))

    def count(self, post: Post) -> None:
        contact = Contact.of(self.world.id(), {"outing_id": self.outing, "at": AT, "team": self._team(post)})
        post.save(contact)
        self.contacts.add(contact.id)

    def tally(self, post: Post) -> None:
        delta = self.rng.choice((1, 1, 5, -1))
        fields = {"outing_id": self.outing, "at": AT, "what": "flyer", "delta": delta, "team": self._team(post)}
        post.save(Tally.of(self.world.id(), fields))
        self.deltas.append(delta)

    def open_file(self, post: Post) -> None:
        post.save(Person.of(self.world.id(), {"first_name": self._word(), "team": self._team(post)}))

    def edit(self, post: Post) -> None:
        people = sorted(post.replica.all(Person), key=lambda p: p.id)
        if people:
            person = self.rng.choice(people)
            post.save(person.but(**{self.rng.choice(FIELDS): self._word()}))

    def delete(self, post: Post) -> None:
        people = sorted(post.replica.all(Person), key=lambda p: p.id)
        if people:
            post.replica.delete(self.rng.choice(people), by=post.by)

    def settle(self, post: Post) -> None:
        found = sorted(post.replica.conflicts(), key=lambda c: c.id)
        if found:
            chosen = self.rng.choice(found)
            value = self.rng.choice([*(e.value for e in chosen.values), self._word()])
            post.replica.settle(chosen.id, value, by=post.by)

    def sync(self, post: Post) -> None:
        post.sync()

    def crash(self, post: Post) -> None:
        post.crash()

    def jump(self, post: Post) -> None:
        post.skew_ms += self.rng.choice((-86_400_000, 86_400_000, -YEAR_MS, 3_600_000))

    def back_up(self, _: Post) -> None:
        self.backup = self.world.backup()

    def lose_register(self, _: Post) -> None:
        if self.backup is not None:
            self.world.restore(self.backup)

    def copy_tablet(self, post: Post) -> None:
        post.copy(self._copy_of(post))

    def lose_tablet(self, post: Post) -> None:
        """It comes back as it was, once it has sent what it had: what reached nobody can't be had from anywhere."""
        if self._copy_of(post).exists() and any(post.sync() for _ in range(9)) and not post.replica.pending():
            post.restore(self._copy_of(post))

    def _copy_of(self, post: Post) -> Path:
        return self.world.folder / "copies" / post.name

    def _team(self, post: Post) -> str | None:
        return self.rng.choice((None, *(TEAMS if post.teams == "*" else post.teams)))

    def _word(self) -> str:
        return f"mot-{self.rng.randrange(10**6)}"

    # What must be true in the end

    def calm(self) -> None:
        """The network is back for good, and everybody syncs until nobody has anything new."""
        for post in self.world.posts:
            post.weather = type(post.weather)()
        for _ in range(8):
            before = [self._view(post) for post in self.world.posts]
            for post in self.world.posts:
                assert post.sync(), f"{post.name} can't sync in calm weather"
            if before == [self._view(post) for post in self.world.posts]:
                break
        assert not any(post.replica.pending() for post in self.world.posts)

    def check(self) -> None:
        self._check_scopes_and_equality()
        self._check_additive()
        self._check_saves_and_races()

    def _check_scopes_and_equality(self) -> None:
        whole = self._view(self.office)
        for post in self.world.posts[1:]:
            view = self._view(post)
            for key, record in view.items():
                assert record == whole[key], f"{post.name} and the office differ about {key}"
            hidden = {
                k for k, r in whole.items() if post.teams != "*" and r.fields.get("team") not in (None, *post.teams)
            }
            assert set(view) == set(whole) - hidden, f"{post.name} holds what it should not, or lacks something"

    def _may_hold(self, post: Post, record: Record) -> bool:
        return post.teams == "*" or record.fields.get("team") in (None, *post.teams)

    def _check_additive(self) -> None:
        assert {c.id for c in self.office.replica.all(Contact)} == self.contacts
        assert sum(t.delta for t in self.office.replica.all(Tally)) == sum(self.deltas)

    def _check_saves_and_races(self) -> None:
        """Every value a device saved shows, or was replaced by somebody who saw it, or stands in a conflict record."""
        for (kind, _), record in self._view(self.office).items():
            for name in record.fields if kind == Person.kind else ():
                if name != DELETED:
                    self._check_field(record, name)

    def _check_field(self, record: Record, name: str) -> None:
        changes = [c for c in self._history(record.id) if name in c.set]
        seen = {c.base[name] for c in changes if name in c.base}
        heads = {pack(self._clear(c, name)) for c in changes if c.stamp not in seen}
        kept = self.office.replica.record(conflict.KIND, conflict.conflict_id(record.id, name))
        known = {pack(e.value) for e in conflict.entries(kept)} if kept else set()
        shown = pack(record.fields[name])
        assert heads <= {*known, shown}, f"lost without a trace: {name} of {record.id}"
        assert shown in {pack(self._clear(c, name)) for c in changes}

    def _clear(self, change: Change, name: str) -> object:
        value = change.set[name]
        return self.world.keychain.open(change.record, name, value) if name in Person.sealed else value

    def _history(self, record: str) -> list[Change]:
        with self.world.register.read() as connection:
            return [Change.unpack(device, body) for device, _, body in told.of_record(connection, ORG, record)]

    def _view(self, post: Post) -> dict[tuple[str, str], Record]:
        found = {}
        for kind, rows in post.replica.storage.tables.items():
            for id in rows if not kind.startswith("_") else ():
                record = post.replica.record(kind, id)
                assert record is not None
                found[kind, id] = record
        return found


def run(seed: int, steps: int = 40) -> History:
    """Play a history and check it. An `AssertionError` names the seed that plays it again."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        history = History(seed, Path(folder), steps)
        try:
            history.play()
            history.calm()
            history.check()
        except AssertionError as e:
            raise AssertionError(f"seed {seed}: {e}\n  python -m tests.simulation.history {seed}") from e
        finally:
            history.world.close()
        return history


def main() -> None:
    seed = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        history = History(seed, Path(folder))
        try:
            history.play()
            history.calm()
            history.check()
            print("all is well")
        finally:
            print("\n".join(history.told))
            history.world.close()


if __name__ == "__main__":
    main()
