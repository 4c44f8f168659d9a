"""Files that look like one person's: the same number, or names that sound alike and births that agree.

Kept up to date by each save. Files are compared only when they share a key (a number, the consonants of two names, a
birth and a name): comparing each with each would take hours. What stays in memory are hashes and ids, no name.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.distance import OSA

from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AgeBand, Sex
from espace_mobile.store.document import Document, is_alive
from espace_mobile.store.following import Following
from espace_mobile.store.replica import Replica
from espace_mobile.store.search import plain_phone
from espace_mobile.store.spelling import fold, skeleton, sound

_NAMES = ("first_name", "last_name", "nickname")
_CROWD = 60  # more files than this with one key: the key says nothing
_SUSPECT, _EACH = 0.88, 0.72  # two names together; each of them
_SAME_SOUND = 0.95
_OTHER_SEX, _OTHER_AGE, _BY_PHONE, _PER_YEAR, _LIFETIME = 0.15, 0.15, 0.89, 0.005, 3
_AGES: dict[str | None, tuple[int, int]] = {
    AgeBand.UNDER_16: (0, 15), AgeBand.FROM_16_TO_25: (16, 25), AgeBand.FROM_26_TO_44: (26, 44),
    AgeBand.FROM_16_TO_17: (16, 17), AgeBand.FROM_18_TO_25: (18, 25), AgeBand.FROM_26_TO_29: (26, 29),
    AgeBand.FROM_30_TO_44: (30, 44), AgeBand.FROM_45_TO_54: (45, 54), AgeBand.FROM_55: (55, 120),
}  # fmt: skip
_AT_ONCE = 100  # files read again on the thread of a screen; more wait for `prepare`
_TICK = 250
_CHUNK, _PAUSE = 20, 0.006  # files compared in the background, and the seconds after them: screens come first


class Pair(NamedTuple):
    """`score` between 0 and 1; `one` is the older file."""

    score: float
    one: str
    other: str


class _File(NamedTuple):
    words: tuple[str, ...]
    phone: str
    born: str  # ISO day, or empty
    year: int | None
    sex: str | None
    band: str | None


class Lookalikes(Following):
    def __init__(self, replica: Replica) -> None:
        super().__init__(replica, (Person.kind,))
        self._having: dict[int, set[str]] = {}  # hash of a key -> files
        self._keys: dict[str, tuple[int, ...]] = {}
        self._scores: dict[str, dict[str, float]] = {}  # both ways
        self._pairs: list[Pair] | None = None

    @property
    def ready(self) -> bool:
        """Whether `pairs` knows all; otherwise `prepare`, on another thread, is due."""
        return self._stale is not None and len(self._stale) <= _AT_ONCE

    def prepare(self) -> None:
        """Compare what is still to be compared; some seconds for 20,000 files never compared before."""
        read: dict[str, _File | None] = {}
        with self._lock:
            self._begin()
            stale = self._stale or set()
        while stale:
            with self._lock:
                for _ in range(min(_CHUNK, len(stale))):
                    self._compare(stale.pop()[1], read)
            time.sleep(_PAUSE)

    def pairs(self) -> list[Pair]:
        """The likeliest first; those known so far when it is not `ready`."""
        with self._lock:
            self._begin()
            if self.ready:
                self._refresh()
            if self._pairs is None:
                found = ((s, one, other) for one, alike in self._scores.items() for other, s in alike.items())
                self._pairs = sorted(
                    (Pair(s, one, other) for s, one, other in found if one < other),
                    key=lambda pair: (-pair.score, pair.one, pair.other),
                )
            return self._pairs

    def _read(self, replica: Replica) -> None:
        """Only note them: it is `prepare` that compares so many."""
        with replica.lock:
            ids = list(replica.storage.tables.get(Person.kind, {}))
        self._changed(frozenset((Person.kind, id) for id in ids))

    def _put(self, kind: str, id: str, document: Document | None) -> None:
        self._compare(id, {})

    def _compare(self, id: str, read: dict[str, _File | None]) -> None:
        self._pairs = None
        for key in self._keys.pop(id, ()):
            self._having[key].discard(id)
        for other in self._scores.pop(id, {}):
            self._scores[other].pop(id, None)
        read.pop(id, None)
        file = self._file(id, read)
        if file is None:
            return
        keys = self._keys[id] = tuple({hash(key) for key in _keys(file)})
        crowds = [found for key in keys if len(found := self._having.setdefault(key, set())) <= _CROWD]
        for other in set().union(*crowds):
            known = self._file(other, read)
            if known is not None and (score := _alike(file, known)) >= _SUSPECT:
                self._scores.setdefault(id, {})[other] = self._scores.setdefault(other, {})[id] = score
        for key in keys:
            self._having[key].add(id)

    def _file(self, id: str, read: dict[str, _File | None]) -> _File | None:
        if id not in read:
            replica = self._replica()
            document = replica.storage.tables.get(Person.kind, {}).get(id) if replica else None
            read[id] = _read(document) if document is not None and is_alive(Person.kind, id, document) else None
        return read[id]


def near(
    replica: Replica, people: Iterable[Person], without: Collection[str], tick: Callable[[int], object]
) -> dict[str, tuple[str, float]]:
    """{id of one of `people`, none of whom is in the register: (id of the file most like theirs, score)}.

    `without`: files that are not compared. `tick`: told how many were, now and then; what it raises goes through.
    Some seconds for 10,000.
    """
    files = {person.id: _read(person.fields()) for person in people}
    asked = {id: set(_keys(file)) for id, file in files.items()}
    wanted = set().union(*asked.values())
    having: dict[object, list[tuple[str, _File]]] = {}
    with replica.lock:
        ids = [id for id in replica.storage.tables.get(Person.kind, {}) if id not in without]
    for id in ids:
        document = replica.storage.tables[Person.kind].get(id)
        if document is not None and is_alive(Person.kind, id, document):
            known = _read(document)
            for key in wanted.intersection(_keys(known)):
                having.setdefault(key, []).append((id, known))
    found: dict[str, tuple[str, float]] = {}
    for n, (id, keys) in enumerate(asked.items(), 1):
        if n % _TICK == 0:
            tick(n)
        others = {o: f for key in keys if len(some := having.get(key, ())) <= _CROWD for o, f in some}
        scores = ((_alike(files[id], known), other) for other, known in others.items())
        score, other = max(scores, default=(0.0, ""))
        if score >= _SUSPECT:
            found[id] = other, score
    return found


def _read(document: Document) -> _File:
    def text(field: str) -> str:
        value = document.get(field)
        return value if isinstance(value, str) else ""  # sealed under a key this device does not have

    # « El Amrani » is Elamrani; Jean-Pierre is not two names, of which everybody shares one
    words = [word for field in _NAMES if len(word := fold(text(field)).replace(" ", "")) > 1]
    born, year = text("birth_on"), document.get("birth_year")
    phone = plain_phone(text("phone"))
    known = int(born[:4]) if born else year if isinstance(year, int) else None
    sex = document.get("sex")
    return _File(
        tuple(dict.fromkeys(words)), phone if len(phone) >= 9 else "", born, known,
        sex if sex not in (None, Sex.UNSTATED) else None, document.get("age_band"),
    )  # fmt: skip


def _keys(file: _File) -> Iterator[tuple[object, ...]]:
    """Two files that look alike share one at least."""
    if file.phone:
        yield "phone", file.phone
    spoken = [sound(word) for word in file.words]
    bones = [skeleton(said) for said in spoken]
    for i, j in combinations(range(len(bones)), 2):
        yield "names", *sorted((bones[i], bones[j]))
        yield "name", spoken[i], bones[j][:2]
        yield "name", spoken[j], bones[i][:2]
    for bone in bones:
        if file.born:
            yield "born", file.born, bone
        if file.year:
            yield "year", file.year, bone


def _alike(one: _File, other: _File) -> float:
    if one.year and other.year and abs(one.year - other.year) > _LIFETIME:
        return 0.0
    score = _named_alike(one, other)
    if one.sex and other.sex and one.sex != other.sex:
        score -= _OTHER_SEX
    if not (one.year and other.year) and _ages_apart(one.band, other.band) > _LIFETIME:
        score -= _OTHER_AGE
    if one.phone and one.phone == other.phone:
        score = _BY_PHONE + (1 - _BY_PHONE) * max(score, 0.0)
    if one.year and other.year:
        score -= _PER_YEAR * abs(one.year - other.year)
    return round(score, 3)


def _ages_apart(band: str | None, other: str | None) -> int:
    """Years between the end of one age band and the beginning of the other; 0 when they touch, or one is not known."""
    if band not in _AGES or other not in _AGES:
        return 0
    (first, last), (start, end) = _AGES[band], _AGES[other]
    return max(start - last, first - end, 0)


def _named_alike(one: _File, other: _File) -> float:
    """One name alone says nothing, unless the day of birth is the same."""
    few, many = sorted((one.words, other.words), key=len)
    if len(few) < (1 if one.born and one.born == other.born else 2):
        return 0.0
    near = {(word, w): n for word in few for w in many if (n := _near(word, w)) >= _EACH}
    if len(few) == 1:
        return max(near.values(), default=0.0)
    both = ((n + m) / 2 for (a, b), n in near.items() for (c, d), m in near.items() if a != c and b != d)
    return max(both, default=0.0)


def _near(word: str, other: str) -> float:
    if word == other:
        return 1.0
    heard, said = sound(word), sound(other)
    if heard == said:
        return _SAME_SOUND
    by_sound = OSA.normalized_similarity(heard, said) if len(heard) > 2 else 0.0
    return float(max(by_sound, OSA.normalized_similarity(word, other)))
