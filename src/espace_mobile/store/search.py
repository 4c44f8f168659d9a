"""Finding a person by what a worker remembers: a name as it sounds, a nickname, the end of a phone number.

The index lives in memory only. It is built at the first search and told of each save; a save costs it nothing but
the note of which file to read again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import PersonStatus
from espace_mobile.store.document import Document, is_alive
from espace_mobile.store.following import Following
from espace_mobile.store.replica import Replica
from espace_mobile.store.spelling import fold, forget
from espace_mobile.store.vocabulary import Vocabulary

_NAMES = ("first_name", "last_name", "nickname")
_NOT_DIGITS = re.compile(r"[^0-9]+")
_HOME = re.compile(r"^(?:00)?330?")
_LEAST_DIGITS, _YEAR_DIGITS = 3, 4
_BORN = 0.95
_SUSPECT = 0.8  # two names alike to this point may be one person's
_FEWER_NAMES = 0.85
_CROWD = 5  # more people than this with one lone name: the name alone says nothing
_LIFETIME = 3  # years by which two statements of one birth year may differ


@dataclass(frozen=True, slots=True)
class Match:
    """`score` between 0 and 1; `id`: the person's."""

    id: str
    score: float


class _Entry(NamedTuple):
    """What is known of one file. `words`: numbers in the vocabulary."""

    name: str
    words: frozenset[int]
    phone: str
    birth_year: int | None
    team: str | None
    archived: bool


class PeopleSearch(Following):
    """Search over the people of a replica. Results are always in the same order."""

    def __init__(self, replica: Replica) -> None:
        super().__init__(replica, (Person.kind,))
        self._words = Vocabulary()
        self._entries: dict[str, _Entry] = {}
        self._having: dict[int, set[str]] = {}  # word number -> people

    def close(self) -> None:
        """Forget every name, as locking asks. A later search finds nobody."""
        self._part()
        with self._lock:
            self._words, self._entries, self._having, self._stale = Vocabulary(), {}, {}, set()
        forget()

    def prepare(self) -> None:
        """Read the register now, on any thread, so that the first search is as fast as the next."""
        with self._lock:
            self._refresh()

    def search(
        self, query: str, limit: int = 50, teams: Iterable[str] | None = None, *, archived: bool = False
    ) -> list[Match]:
        """The best matches of everything typed, best first. `teams`: only files of these, or of no team. `archived`:
        those in the archive too."""
        names, digits = _asked(query)
        with self._lock:
            self._refresh()
            found = self._named(names) if names else {}
            if digits:
                called = self._calling(digits, found if names else self._entries)
                found = {id: score * found.get(id, 1.0) for id, score in called.items()}
            return self._best(found, limit, teams, archived)

    def similar(
        self,
        first_name: str = "",
        last_name: str = "",
        nickname: str = "",
        phone: str = "",
        birth_year: int | None = None,
        teams: Iterable[str] | None = None,
        limit: int = 5,
        *,
        archived: bool = False,
    ) -> list[Match]:
        """Files that may be the same person's. Name parts may be swapped; a lone common name warns of nobody."""
        number, words = plain_phone(phone), fold(" ".join((first_name, last_name, nickname))).split()
        with self._lock:
            self._refresh()
            found = self._alike(words, birth_year)
            if len(number) >= 9:
                found |= {id: 1.0 for id, entry in self._entries.items() if entry.phone == number}
            return self._best(found, limit, teams, archived)

    def _put(self, kind: str, id: str, document: Document | None) -> None:
        before = self._entries.pop(id, None)
        for word in before.words if before else ():
            self._having[word].discard(id)
        if document is not None and is_alive(kind, id, document):
            entry = self._entries[id] = self._entry(document)
            for word in entry.words:
                self._having.setdefault(word, set()).add(id)

    def _entry(self, document: Document) -> _Entry:
        parts = [p for field in _NAMES if (p := fold(_text(document, field)))]
        name = " ".join(parts)
        # « El Amrani » is also looked for as « Elamrani »
        words = {*name.split(), *(part.replace(" ", "") for part in parts if " " in part)}
        numbers = frozenset(map(self._words.number, words))
        return _Entry(
            name, numbers, plain_phone(_text(document, "phone")), _birth_year(document), document.get("team"),
            document.get("status") == PersonStatus.ARCHIVED,
        )  # fmt: skip

    def _named(self, typed: list[str]) -> dict[str, float]:
        """People all of whose typed words are found, the last one perhaps unfinished."""
        joined = [[*typed[:i], a + b, *typed[i + 2 :]] for i, (a, b) in enumerate(pairwise(typed))]
        joined += [[*typed[:i], "".join(typed[i : i + 3]), *typed[i + 3 :]] for i in range(len(typed) - 2)]
        like = cache(lambda word, last: self._people(self._words.like(word, whole=not last)))
        found: dict[str, float] = {}
        for reading in (typed, *joined):
            for id, score in self._reading(reading, like).items():
                found[id] = max(score, found.get(id, 0.0))
        return found

    def _reading(self, typed: list[str], like: Callable[[str, bool], dict[str, float]]) -> dict[str, float]:
        weight = sum(map(len, typed))
        scores: dict[str, float] | None = None
        for n, word in enumerate(typed, 1):
            people = like(word, n == len(typed))
            share = len(word) / weight
            if scores is None:
                scores = {id: score * share for id, score in people.items()}
            else:
                scores = {id: before + people[id] * share for id, before in scores.items() if id in people}
        return scores or {}

    def _people(self, words: dict[int, float]) -> dict[str, float]:
        people: dict[str, float] = {}
        for word, score in sorted(words.items(), key=lambda item: item[1]):  # the best score is written last
            for id in self._having.get(word, ()):
                people[id] = score
        return people

    def _alike(self, typed: list[str], birth_year: int | None) -> dict[str, float]:
        matches = [self._people(self._words.like(word, whole=True)) for word in typed if len(word) > 1]
        if not matches:
            return {}
        found: dict[str, float] = {}
        for id in set().union(*matches):
            scores = sorted((match.get(id, 0.0) for match in matches), reverse=True)
            wanted = min(len(matches), len(self._entries[id].name.split()), 2)
            # A file with fewer names than were typed may be anybody's who shares those it has.
            found[id] = sum(scores[:wanted]) / wanted * (1.0 if wanted == min(len(matches), 2) else _FEWER_NAMES)
        found = {id: s for id, score in found.items() if (s := score - self._years_apart(id, birth_year)) >= _SUSPECT}
        return found if len(matches) > 1 or birth_year or len(found) <= _CROWD else {}

    def _years_apart(self, id: str, birth_year: int | None) -> float:
        known = self._entries[id].birth_year
        if not birth_year or not known:
            return 0.0
        return 0.02 * abs(known - birth_year) if abs(known - birth_year) <= _LIFETIME else 0.5

    def _calling(self, digits: str, among: Iterable[str]) -> dict[str, float]:
        """People whose number ends with, begins with, or has these digits, or born in that year, out of `among`."""
        found, year = {}, int(digits) if len(digits) == _YEAR_DIGITS else None
        for id in among:
            entry = self._entries[id]
            phone = entry.phone
            if year is not None and entry.birth_year == year:
                found[id] = 1.0 if phone.endswith(digits) else _BORN
            elif digits in phone:
                inside = 0.8 if len(digits) > _LEAST_DIGITS else 0.0
                found[id] = 1.0 if phone.endswith(digits) else 0.9 if phone.startswith(digits) else inside
        return {id: score for id, score in found.items() if score}

    def _best(self, found: dict[str, float], limit: int, teams: Iterable[str] | None, archived: bool) -> list[Match]:
        seen = None if teams is None else {None, *teams}
        ranks: dict[float, list[str]] = {}
        for id, score in found.items():
            entry = self._entries[id]
            if (seen is None or entry.team in seen) and (archived or not entry.archived):
                ranks.setdefault(round(score, 3), []).append(id)
        best: list[Match] = []
        for score in sorted(ranks, reverse=True):
            alike = sorted(ranks[score], key=lambda id: (self._entries[id].name, id))
            best += [Match(id, score) for id in alike[: limit - len(best)]]
            if len(best) >= limit:
                break
        return best


def plain_phone(typed: str) -> str:
    """French numbers as they are dialled at home, others with their country: `+33 6 12…` → `0612…`."""
    digits = _NOT_DIGITS.sub("", typed)
    return _HOME.sub("0", digits) if typed.lstrip().startswith(("+33", "0033")) else digits


def _asked(query: str) -> tuple[list[str], str]:
    """The words of a query, and its digits when there are enough of them to be part of a phone number."""
    words = fold(query).split()
    digits = plain_phone("".join(c for c in query if c.isdecimal() or c == "+"))
    return [w for w in words if not w.isdecimal()], digits if len(digits) >= _LEAST_DIGITS else ""


def _text(document: Document, field: str) -> str:
    value = document.get(field)
    return value if isinstance(value, str) else ""  # sealed under a key this device does not have


def _birth_year(document: Document) -> int | None:
    year = document.get("birth_year")
    return year if isinstance(year, int) else int(_text(document, "birth_on")[:4] or 0) or None
