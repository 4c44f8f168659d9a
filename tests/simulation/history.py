"""One seeded history: what happens, and what must be true once everything has gone quiet.

`python -m tests.simulation.history [SORT] SEED` plays one again and tells its steps. Of four sorts: `first`, of the
first kinds and of all that may befall devices and the register; `path`, of what workers do (`path_history`);
`programmes`, of what they do about programmes too (`programme_history`); `schedule`, of what planners do to the dates.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select

from espace_mobile.domain.contact import Contact
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.tally import Tally
from espace_mobile.errors import InputError
from espace_mobile.protocol import conflict
from espace_mobile.protocol.change import Change
from espace_mobile.protocol.record import DELETED, TEAM, Record, is_erased
from espace_mobile.protocol.stamp import NEVER
from espace_mobile.protocol.values import Sealed, pack
from espace_mobile.store import erasing, settling
from sync_server.register.devices import REVOKED, SUPERVISOR
from sync_server.register.schema import history
from tests.simulation.world import Post, World

AT, YEAR_MS = "2026-05-14T09:00:00Z", 365 * 86_400_000
TEAMS = ("north", "south")
FIELDS = ("phone", "address", "last_name", "commune_insee")
MEMORY = Path("/dev/shm")
FIRST, PATH, PROGRAMMES, SCHEDULE = SORTS = ("first", "path", "programmes", "schedule")
WORD = re.compile(r"mot-\d{12}")
T = TypeVar("T")
Act = tuple[float, Callable[[Post], None]]


class History:
    """`steps`: how many things happen before everybody has network again."""

    def __init__(self, seed: int, folder: Path, steps: int = 40, database: str = "") -> None:
        self.world = World(seed, folder, database)
        self.rng = self.world.rng
        self.steps = steps
        self.told: list[str] = []
        self.outing = self.world.id()
        self.contacts: set[str] = set()
        self.deltas: list[int] = []
        self.words: dict[str, set[str]] = {}  # what was written about each person
        self.backup: Path | None = None
        self.restored = False
        for n in range(self.rng.randint(2, 8)):
            teams = "*" if n == 0 or self.rng.random() < 0.6 else [self.rng.choice(TEAMS)]
            skew = self.rng.choice((0, 0, 0, 3_600_000, -7_200_000, -50 * YEAR_MS, 73 * YEAR_MS))
            role = SUPERVISOR if n == 0 or self.rng.random() < 0.2 else "field"
            self.world.enrol(f"device-{n}", teams, skew, role)
        self.office = self.world.posts[0]

    @property
    def here(self) -> list[Post]:
        return [post for post in self.world.posts if not post.left]

    # What happens

    def play(self) -> None:
        acts = self._acts()
        for post in self.world.posts:
            post.weather.lose_request = self.rng.choice((0.0, 0.2))
            post.weather.lose_answer = self.rng.choice((0.0, 0.3))
            post.weather.deliver_twice = self.rng.choice((0.0, 0.3))
            post.weather.deliver_stale = self.rng.choice((0.0, 0.3))
            post.weather.server_dies = self.rng.choice((0.0, 0.0, 0.2))
        for _ in range(self.steps):
            post = self.rng.choice(self.here)
            [act] = self.rng.choices([a for _, a in acts], [w for w, _ in acts])
            self.told.append(f"{act.__name__} {post.name}")
            act(post)

    def _acts(self) -> list[Act]:
        """What may happen, each with how often."""
        return [
            (6, self.count), (3, self.tally), (4, self.open_file), (8, self.edit), (2, self.delete), (2, self.settle),
            (3, self.note), (3, self.move), (1, self.erase), (10, self.sync), (2, self.crash), (1, self.jump),
            (1, self.restart), *self._losses(),
        ]  # fmt: skip

    def _losses(self) -> list[Act]:
        """Registers or tablets come back from old copies, or tablets go, not several of these: what only the other one
        knew would be gone."""
        register = [(1, self.back_up), (1, self.lose_register)]
        tablet = [(1, self.copy_tablet), (2, self.lose_tablet)]
        office = [(1, self.revoke), (1, self.rescope)]
        return self.rng.choice((tablet, office) if self.world.database else (register, tablet, office))

    def count(self, post: Post) -> None:
        fields = {"outing_id": self.outing, "at": AT, "team": self._team(post)}
        people = self._people(post)
        if people and self.rng.random() < 0.4:
            person = self.rng.choice(people)
            fields |= {"person_id": person.id, "note": self._word(person.id)}
        contact = Contact.of(self.world.id(), fields)
        post.save(contact)
        self.contacts.add(contact.id)

    def tally(self, post: Post) -> None:
        delta = self.rng.choice((1, 1, 5, -1))
        fields = {"outing_id": self.outing, "at": AT, "what": "flyer", "delta": delta, "team": self._team(post)}
        post.save(Tally.of(self.world.id(), fields))
        self.deltas.append(delta)

    def open_file(self, post: Post) -> None:
        id = self.world.id()
        post.save(Person.of(id, {"first_name": self._word(id), "team": self._team(post)}))

    def edit(self, post: Post) -> None:
        for person in self._one(self._people(post)):
            post.save(person.but(**{self.rng.choice(FIELDS): self._word(person.id)}))

    def note(self, post: Post) -> None:
        for person in self._one(self._people(post)):
            fields = {"person_id": person.id, "at": AT, "text": self._word(person.id), "team": person.team}
            post.save(PersonNote.of(self.world.id(), fields))

    def move(self, post: Post) -> None:
        for person in self._one(self._people(post)):
            post.save(person.but(team=self.rng.choice((None, *TEAMS))))

    def delete(self, post: Post) -> None:
        for person in self._one(self._people(post)):
            post.replica.delete(person, by=post.by)

    def erase(self, post: Post) -> None:
        eraser = post if post.supervises else self.office
        for person in self._one(self._people(eraser)):
            erasing.erase(eraser.replica, Person.kind, person.id, eraser.by)

    def settle(self, post: Post) -> None:
        for chosen in self._one(sorted(post.replica.conflicts(), key=lambda c: c.id)):
            word = self._word(chosen.of) if chosen.field != TEAM else None
            value = self.rng.choice([*(e.value for e in chosen.values), word])
            with suppress(InputError):  # erased here, its conflict not yet
                settling.settle(post.replica, {chosen.id: value}, post.by)

    def sync(self, post: Post) -> None:
        post.sync()

    def crash(self, post: Post) -> None:
        post.crash()

    def jump(self, post: Post) -> None:
        post.skew_ms += self.rng.choice((-86_400_000, 86_400_000, -YEAR_MS, 3_600_000))

    def restart(self, _: Post) -> None:
        self.world.restart()

    def back_up(self, _: Post) -> None:
        self.backup = self.world.backup()

    def lose_register(self, _: Post) -> None:
        if self.backup is not None:
            self.world.restore(self.backup)
            self.restored = True

    def copy_tablet(self, post: Post) -> None:
        post.copy(self._copy_of(post))

    def lose_tablet(self, post: Post) -> None:
        """It comes back as it was, once it has sent what it had: what reached nobody can't be had from anywhere."""
        if self._copy_of(post).exists() and any(post.sync() for _ in range(9)) and not post.replica.pending():
            post.restore(self._copy_of(post))

    def revoke(self, post: Post) -> None:
        """Those that stay get a new key."""
        if post is not self.office:
            post.change(state=REVOKED)
            self.world.keys[max(self.world.keys) + 1] = self.rng.randbytes(64)

    def rescope(self, post: Post) -> None:
        if post is not self.office:
            post.change(teams=self.rng.choice(("*", ["north"], ["south"], ["north", "south"])))

    def _one(self, among: list[T]) -> list[T]:
        return [self.rng.choice(among)] if among else []

    def _people(self, post: Post) -> list[Person]:
        return sorted(post.replica.all(Person), key=lambda p: p.id)

    def _copy_of(self, post: Post) -> Path:
        return self.world.folder / "copies" / post.name

    def _team(self, post: Post) -> str | None:
        teams = post.teams
        return self.rng.choice((None, *(TEAMS if teams == "*" else teams)))

    def _word(self, about: str) -> str:
        word = f"mot-{self.rng.randrange(10**12):012}"
        self.words.setdefault(about, set()).add(word)
        return word

    # What must be true in the end

    def calm(self) -> None:
        """The network is back for good, and everybody syncs until nobody has anything new."""
        for post in self.world.posts:
            post.weather = type(post.weather)()
        for _ in range(12):
            before = [(post.replica.pending(), self._view(post)) for post in self.here]
            for post in self.here:
                assert post.sync() or post.left, f"{post.name} can't sync in calm weather"
            if before == [(0, self._view(post)) for post in self.here]:
                break
        assert not any(post.replica.pending() for post in self.world.posts)

    def check(self) -> None:
        self._check_scopes_and_equality()
        self._check_additive()
        self._check_saves_and_races()
        self._check_erasures()

    def _check_scopes_and_equality(self) -> None:
        whole = self._view(self.office)
        for post in self.here[1:]:
            view, teams = self._view(post), post.teams
            for key, record in view.items():
                held = whole.get(key)
                same = record == held or self._asked_before(record)
                assert same, f"{post.name} and the office differ about {key}: {record} {held}"
            hidden = {k for k, r in whole.items() if teams != "*" and r.fields.get("team") not in (None, *teams)}
            different = set(view) ^ (set(whole) - hidden)
            different -= {key for key in different if self._asked_before((whole | view)[key])}
            assert not different, f"{post.name} holds what it should not, or lacks something: {different}"

    def _asked_before(self, one: Record) -> bool:
        """A register that came back hears the same things in another order, and may have another question to ask, or
        none: tablets keep those of its former life. What the records themselves say is the same everywhere."""
        return self.restored and one.kind == conflict.KIND

    def _check_additive(self) -> None:
        """A contact of an erased person was counted again under another id: as many as were made."""
        assert self.office.replica.count(Contact) == len(self.contacts)
        assert sum(t.delta for t in self.office.replica.all(Tally)) == sum(self.deltas)

    def _check_saves_and_races(self) -> None:
        """Every value a device saved shows, or was replaced by somebody who saw it, or stands in a conflict record."""
        said: dict[str, list[Change]] = {}
        for change in self._history():
            said.setdefault(change.record, []).append(change)
        for (kind, id), record in self._view(self.office).items():
            for name in record.fields if self._watched(kind) and not is_erased(record) else ():
                if name != DELETED:
                    self._check_field(record, name, [c for c in said[id] if name in c.set])

    def _watched(self, kind: str) -> bool:
        return kind == Person.kind

    def _check_field(self, record: Record, name: str, changes: list[Change]) -> None:
        seen = {c.base[name] for c in changes if name in c.base}
        values = {c.stamp: pack(self._clear(c, name)) for c in changes}
        # Two devices that set the same were never in conflict: whoever replaced the later of both replaced both.
        replaced = {values[stamp]: stamp for stamp in sorted(seen & values.keys())}
        heads = {v for stamp, v in values.items() if stamp not in seen and replaced.get(v, NEVER) < stamp}
        kept = self.office.replica.record(conflict.KIND, conflict.conflict_id(record.id, name))
        known = {pack(e.value) for e in conflict.entries(kept)} if kept else set()
        shown = pack(record.fields[name])
        assert heads <= {*known, shown}, f"lost without a trace: {name} of {record.id}"
        assert shown in values.values()

    def _check_erasures(self) -> None:
        """Not a word about an erased person is left on a device, nor what was said of them in the register."""
        erased = {id for (kind, id), r in self._view(self.office).items() if kind == Person.kind and is_erased(r)}
        gone = {word for id in erased for word in self.words.get(id, ())} - set(WORD.findall(self._spared(erased)))
        for post in self.here if gone else ():
            left = set(WORD.findall(repr(post.replica.storage.tables))) & gone
            assert not left, f"{post.name} still holds {left} of an erased person"
        for change in self._history():
            assert change.record not in erased, f"the register still knows what was said of {change.record}"

    def _spared(self, erased: set[str]) -> str:
        """Where what was said of the erased may stand."""
        return ""

    def _clear(self, change: Change, name: str) -> object:
        value = change.set[name]
        return self.world.keychain.open(change.record, name, value) if type(value) is Sealed else value

    def _history(self) -> list[Change]:
        query = select(history.c.device, history.c.body).where(
            history.c.org == self.world.org, history.c.body.is_not(None)
        )
        with self.world.register.read() as connection:
            return [Change.unpack(device, body) for device, body in connection.execute(query)]

    def _view(self, post: Post) -> dict[tuple[str, str], Record]:
        found = {}
        for kind, rows in post.replica.storage.tables.items():
            for id in rows if not kind.startswith("_") else ():
                record = post.replica.record(kind, id)
                assert record is not None
                found[kind, id] = record
        return found


def run(seed: int, steps: int = 0, database: str = "", sort: str = FIRST) -> History:
    """Play a history and check it. An `AssertionError` names the seed that plays it again. `steps`: 0: the usual."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        history = _sort(sort)(seed, Path(folder), database=database, **({"steps": steps} if steps else {}))
        try:
            history.play()
            history.calm()
            history.check()
        except AssertionError as e:
            raise AssertionError(f"seed {seed}: {e}\n  python -m tests.simulation.history {sort} {seed}") from e
        finally:
            history.world.close()
        return history


def _sort(name: str) -> type[History]:
    from tests.simulation.path_history import PathHistory  # it is a history itself
    from tests.simulation.programme_history import ProgrammeHistory
    from tests.simulation.schedule_history import ScheduleHistory

    return {FIRST: History, PATH: PathHistory, PROGRAMMES: ProgrammeHistory, SCHEDULE: ScheduleHistory}[name]


def main() -> None:
    *sort, seed = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        history = _sort(sort[0] if sort else FIRST)(int(seed), Path(folder))
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
