"""The people around a person: children, a partner, a social worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from espace_mobile.app.actions.change import Seen, change, change_seen, check_here, held
from espace_mobile.app.actions.files import told_of
from espace_mobile.domain.dates import parse_birth
from espace_mobile.domain.names import MAX_LENGTH
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.path_vocabulary import Relation
from espace_mobile.domain.person import Person
from espace_mobile.domain.phones import parse_phone, shown_phone
from espace_mobile.domain.relative import Relative
from espace_mobile.domain.text import tidy
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class Described:
    """As typed, unchecked; only the relation is needed."""

    relation: Relation | None = None
    name: str = ""
    birth_year: str = ""
    phone: str = ""
    hosted: bool = False

    @classmethod
    def of(cls, relative: Relative) -> Described:
        """As a form shows it."""
        phone = shown_phone(relative.phone) if relative.phone else ""
        return cls(relative.relation, relative.name or "", str(relative.birth_year or ""), phone, relative.hosted)

    def checked(self, today: date) -> dict[str, Any]:
        """The fields of a relative. Raises `InputError` naming the field at fault."""
        if self.relation is None:
            raise InputError("relation", "required")
        born = parse_birth(self.birth_year, today, "birth_year")
        return {
            "relation": self.relation,
            "name": check_note(tidy(self.name), "relative_name", MAX_LENGTH),
            "birth_year": born.on.year if born.on else born.year,
            "phone": parse_phone(self.phone),
            "hosted": self.hosted and self.relation == Relation.CHILD,
        }


def relatives_of(replica: Replica, person_id: str) -> list[Relative]:
    """Children first, the eldest before the others; then in the order of the list of relations."""
    order = list(Relation)
    rank = {relation: n for n, relation in enumerate(order)}
    return sorted(
        told_of(replica, Relative, person_id),
        key=lambda r: (rank.get(r.relation, len(order)), r.birth_year or date.max.year, r.id),
    )


def children_in(relatives: Sequence[Relative]) -> tuple[int, int]:
    """How many children, and how many of them were in the children's corner."""
    children = [r for r in relatives if r.relation == Relation.CHILD]
    return len(children), sum(child.hosted for child in children)


@held
def add(replica: Replica, person: Person, typed: Described, worker: Worker, *, today: date) -> Relative:
    """Raises `InputError` like `Described.checked` and `check_here`."""
    fields = typed.checked(today)
    check_here(replica, person)
    relative = Relative(id=new_id(), team=person.team, person_id=person.id, **fields)
    replica.save(relative, by=worker.id)
    return relative


def correct(
    replica: Replica, relative: Relative, typed: Described, worker: Worker, *, today: date, seen: Seen | None = None
) -> Relative:
    """`seen`: `seen_now` of when the form opened. Raises `InputError` like `add`."""
    return change_seen(replica, relative, worker, seen or {}, **typed.checked(today))


def host(replica: Replica, relative: Relative, worker: Worker, hosted: bool) -> Relative:
    """Whether this child was in the children's corner."""
    return change(replica, relative, worker, hosted=hosted)


def remove(replica: Replica, relative: Relative, worker: Worker) -> None:
    """Undone by `restore`."""
    replica.delete(relative, by=worker.id)


def restore(replica: Replica, relative: Relative, worker: Worker) -> None:
    """Raises `InputError` (`record`, `erased`) when the file was erased since."""
    replica.save(relative, by=worker.id)
