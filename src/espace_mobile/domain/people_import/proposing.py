"""What an import would do: whom it makes, who is there already, who looks like somebody, what is chosen of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from espace_mobile.domain.csv_table import LineError
from espace_mobile.domain.people_import.lines import Read, Said
from espace_mobile.domain.person import Person
from espace_mobile.domain.text import folded, tidy
from espace_mobile.domain.vocabulary import AgeBand, BarrierState, Qpv, Sex

_EMPTY: tuple[Any, ...] = (None, (), Sex.UNSTATED, AgeBand.UNSTATED, Qpv.UNKNOWN)
_COMPLETED = (
    "first_name", "last_name", "nickname", "phone", "email", "address", "sex", "age_band", "qpv", "commune_insee",
    "needs", "heard_via", "sharing", "guardian",
)  # fmt: skip
_WITH = {"sharing": ("sharing_on",), "guardian": ("guardian_on",)}
Key = tuple[object, ...]


@dataclass(frozen=True)
class Known:
    """A line about somebody whose file is there. `news`: the empty fields of the file that the line could fill."""

    said: Said
    person: Person
    news: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Alike:
    """A line about somebody who may be the person of a file. `score` between 0 and 1."""

    said: Said
    person: Person
    score: float


@dataclass(frozen=True)
class Proposed:
    """`new`: of nobody known; `created`: the lines of `alike` for which a file is wanted all the same; `complete`:
    whether the empty fields of known files are filled; `twice`: lines that repeat another."""

    new: tuple[Said, ...] = ()
    known: tuple[Known, ...] = ()
    alike: tuple[Alike, ...] = ()
    twice: tuple[LineError, ...] = ()
    refused: tuple[LineError, ...] = ()
    left_out: tuple[LineError, ...] = ()
    created: frozenset[int] = frozenset()
    complete: bool = False

    @property
    def making(self) -> list[Said]:
        """Whom it would make, in the order of the lines."""
        wanted = (found.said for found in self.alike if found.said.line in self.created)
        return sorted((*self.new, *wanted), key=lambda said: said.line)

    @property
    def completing(self) -> list[Known]:
        return [known for known in self.known if known.news] if self.complete else []

    @property
    def could_complete(self) -> int:
        return sum(bool(known.news) for known in self.known)

    def choose(self, create: bool, *lines: int) -> Proposed:
        """Of the lookalikes on these lines; of all of them, when none is named."""
        at = frozenset(lines or (found.said.line for found in self.alike))
        return replace(self, created=self.created | at if create else self.created - at)


def propose(
    read: Read,
    people: Iterable[Person],
    erased: Callable[[str], bool],
    alike: Callable[[list[Person], frozenset[str]], Mapping[str, tuple[str, float]]],
) -> Proposed:
    """`people`: every file there is. `erased`: whether this id was erased at somebody's request. `alike`: {id of a
    person not known: (id of the file most like them, score)}, without the files that other lines are about: the list
    tells them apart."""
    files = {person.id: person for person in people}
    index = {key: person for person in files.values() for key in _keys(person)}
    known: list[Known] = []
    fresh: list[Said] = []
    repeated: list[LineError] = []
    refused = list(read.refused)
    seen: dict[Key, int] = {}
    for said in read.said:
        person = said.person
        keys = _keys(person)
        own: list[Key] = [("id", person.id), *keys]
        first = next((seen[key] for key in own if key in seen), None)
        if first is not None:
            repeated.append(LineError(said.line, None, "twice", str(first)))
            continue
        seen.update(dict.fromkeys(own, said.line))
        there = files.get(person.id) or next((index[key] for key in keys if key in index), None)
        if there is not None:
            known.append(Known(said, there, news_of(there, person)))
        elif erased(person.id):
            refused.append(LineError(said.line, None, "erased", ""))
        else:
            fresh.append(said)
    listed = frozenset(found.person.id for found in known)
    suspects = alike([said.person for said in fresh], listed) if len(files) > len(listed) else {}
    found = [
        Alike(said, files[id], score) for said in fresh if (at := suspects.get(said.person.id)) for id, score in [at]
    ]
    doubtful = {each.said.line for each in found}
    new = tuple(said for said in fresh if said.line not in doubtful)
    by_line = sorted(refused, key=lambda error: error.line)
    return Proposed(new, tuple(known), tuple(found), tuple(repeated), tuple(by_line), read.left_out)


def news_of(there: Person, said: Person) -> dict[str, Any]:
    """What the line says that the file doesn't: nothing that stands there is ever replaced."""
    news = {
        name: getattr(said, name)
        for name in _COMPLETED
        if getattr(there, name) in _EMPTY and getattr(said, name) not in _EMPTY
    }
    news |= {beside: getattr(said, beside) for name in news for beside in _WITH.get(name, ())}
    if there.birth_on is None and there.birth_year is None and (said.birth_on or said.birth_year):
        news |= {"birth_on": said.birth_on, "birth_year": said.birth_year, "age_band": said.age_band}
    if there.notice_given is None and said.notice_given is not None:
        news |= {"notice_given": said.notice_given, "notice_on": said.notice_on}
    told = {
        barrier: state
        for barrier, state in said.barriers.items()
        if state != BarrierState.NOT_DISCUSSED and there.barriers[barrier] == BarrierState.NOT_DISCUSSED
    }
    return news | ({"barriers": {**there.barriers, **told}} if told else {})


def _keys(person: Person) -> list[Key]:
    """Two files with one of these are one person's: a name and a birth, a name and a number. A number alone is not:
    mother and daughter have one."""
    names = frozenset(folded(tidy(f"{person.first_name or ''} {person.last_name or ''}")).split())
    if not names:
        return []
    found: list[Key] = []
    if person.birth_on:
        found.append(("born", names, person.birth_on))
    elif person.birth_year:
        found.append(("year", names, person.birth_year))
    if person.phone:
        found.append(("phone", names, person.phone))
    return found
