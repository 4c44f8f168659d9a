"""Which facts break a rule together, kept up to date by each save; read from the documents at first use.

A save rechecks only what it touched: the facts that stand in one group of a rule (a session and who comes to it, the
appointments of a worker on a day, the spells of a person in a programme).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from espace_mobile.app.actions import files
from espace_mobile.domain.alerts import Alert
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.person import Person
from espace_mobile.store.document import Document, is_alive
from espace_mobile.store.following import Following
from espace_mobile.store.replica import Key, Replica

Groups = Callable[
    [str, Document], Iterable[str]
]  # (id, document) -> the groups a fact stands in; none: it can't matter
Check = Callable[[Sequence[Fact], date, Replica], Iterable[Alert]]
Again = Callable[[str, Replica], Iterable[str]]  # the id of a fact -> the groups of others to check again with it


MERGED_INTO = "_head"  # in the document of a merged file: the file that stands for it


@dataclass(frozen=True)
class Rule:
    """`groups`: by kind. `check`: what is broken among the facts of one group.

    `summed`: kinds of which a group holds thousands: they say when to check, and the check reads their sums elsewhere.
    `again`: by kind, other groups that a fact has a say in without standing there.
    """

    name: str
    groups: Mapping[str, Groups]
    check: Check
    summed: frozenset[str] = frozenset()
    again: Mapping[str, Again] = field(default_factory=dict)


def its_own(id: str, document: Document) -> Iterator[str]:
    yield id


def named(field: str) -> Groups:
    """The facts that name the same in this field stand together."""

    def groups(id: str, document: Document) -> Iterator[str]:
        if value := document.get(field):
            yield value

    return groups


Group = tuple[str, str]  # the name of a rule, and what its facts have in common


class Watch(Following):
    def __init__(self, replica: Replica, rules: Sequence[Rule]) -> None:
        super().__init__(replica, {kind for rule in rules for kind in (*rule.groups, *rule.again)})
        self._rules = {rule.name: rule for rule in rules}
        self._facts: dict[Group, set[Key]] = {}
        self._groups: dict[Key, tuple[Group, ...]] = {}
        self._alerts: dict[Group, tuple[Alert, ...]] = {}
        self._unchecked: set[Group] = set()
        self._merged: Mapping[str, tuple[str, ...]] = {}
        self._day: date | None = None

    @property
    def ready(self) -> bool:
        """Whether the register was read: what is asked from now on is answered at once."""
        return self._day is not None

    def alerts(self, today: date) -> list[Alert]:
        """Every rule broken today, in no order. Work: what changed since, and the alerts; all once a day."""
        with self._lock:
            replica = self._replica()
            if replica is None:
                return []
            self._regroup(replica)
            self._refresh()
            if today != self._day:  # minors come of age, appointments pass
                self._unchecked = set(self._facts)
            for group in self._unchecked:
                self._check(replica, group, today)
            self._unchecked, self._day = set(), today
            return [alert for found in self._alerts.values() for alert in found]

    def _regroup(self, replica: Replica) -> None:
        """What is told of files that were merged, or taken apart, since, is to be read again: it stands in other groups
        now."""
        before, self._merged = self._merged, files.merged(replica)
        if self._stale is None or before is self._merged:
            return
        people = {id for id in before.keys() | self._merged.keys() if before.get(id) != self._merged.get(id)}
        told = [fact for kind in self._kinds if "person_id" in (fact := KINDS[kind]).indexed]
        facts = {(f.kind, fact.id) for f in told for id in people for fact in replica.where(f, person_id=id)}
        self._stale |= facts | {(Person.kind, id) for id in people}

    def _put(self, kind: str, id: str, document: Document | None) -> None:
        for group in self._groups.pop((kind, id), ()):
            self._facts.get(group, set()).discard((kind, id))
            self._unchecked.add(group)
        if self._day is not None:  # the first reading checks every group there is
            self._unchecked.update(self._beside(kind, id))
        if document is None or not is_alive(kind, id, document):
            return
        known: Document = document
        if person := document.get("person_id"):
            known = {**document, "person_id": self._merged.get(person, (person,))[0]}
        elif kind == Person.kind and id in self._merged:
            known = {**document, MERGED_INTO: self._merged[id][0]}
        groups = tuple(
            (rule.name, common)
            for rule in self._rules.values()
            if kind in rule.groups
            for common in rule.groups[kind](id, known)
        )
        for group in groups:
            if kind not in self._rules[group[0]].summed:
                self._facts.setdefault(group, set()).add((kind, id))
            self._unchecked.add(group)
        if groups:
            self._groups[kind, id] = groups

    def _beside(self, kind: str, id: str) -> Iterator[Group]:
        replica = self._replica()
        for rule in self._rules.values():
            if replica is not None and kind in rule.again:
                yield from ((rule.name, common) for common in rule.again[kind](id, replica))

    def _check(self, replica: Replica, group: Group, today: date) -> None:
        there = sorted(self._facts.get(group, ()))
        facts = [_of_head(replica, f) for kind, id in there if (f := replica.get(KINDS[kind], id))]
        found = tuple(self._rules[group[0]].check(facts, today, replica)) if facts else ()
        self._alerts.pop(group, None)
        if found:
            self._alerts[group] = found
        if not there:
            self._facts.pop(group, None)


def _of_head(replica: Replica, fact: Any) -> Fact:
    """As if it had been told of the file that stands for its person."""
    person = getattr(fact, "person_id", None)
    head = files.head_id(replica, person) if person else person
    return fact if head == person else fact.but(person_id=head)  # type: ignore[no-any-return]
