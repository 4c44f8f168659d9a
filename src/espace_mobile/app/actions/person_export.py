"""Everything this device holds about one person, to be handed to them (GDPR, article 15); nothing of anybody else.

As JSON: {format, version, made_on, demo, files: [fields], facts: {kind: [fields]}, to_settle: [{kind, id, field,
values}], names: {id: name}, not_here: [code]}. Keys and codes are those of the glossary; empty fields are left out, and
whoever else a fact names is `another_person`. `withheld`, in a fact, are the fields whose words tell of others too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from espace_mobile.app.actions import conflicts
from espace_mobile.app.actions.files import members, told_of
from espace_mobile.domain.alert_settlement import AlertSettlement
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.work_allocation import WorkAllocation
from espace_mobile.domain.worker import Worker
from espace_mobile.store.replica import Replica

FORMAT, VERSION = "espace-mobile.person", 1
ANOTHER = "another_person"
WITHHELD = "withheld"
OTHER_TEAMS, REPLACED, COPIES, PAPER = "other_teams", "replaced_values", "server_copies", "paper"

# Fields that may name people, whatever the kind; and those that say nothing to anybody.
_PEOPLE = frozenset({"person_id", "into_id", "taken_id", "left_id", "other_id", "person_ids"})
_TECHNICAL = frozenset({"team", "seen", "subject_id", "source_id", "import_run", "height"})
_MOMENTS = (
    "at", "starts_at", "on", "since", "written_on", "due_on", "proposed_on", "entered_on", "decided_at", "opened_on",
)  # fmt: skip
_NAMED: tuple[type[Fact], ...] = (
    Worker, Organisation, Place, Programme, Outing, GroupSession, WorkAllocation, CaseReview,
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """`fields`: JSON-compatible, by the names of the fact's fields, with `id`."""

    kind: str
    fields: dict[str, Any]

    @property
    def moment(self) -> str:
        """ISO day or instant; empty when it has none."""
        return next((str(self.fields[name]) for name in _MOMENTS if self.fields.get(name)), "")


@dataclass(frozen=True)
class PersonExport:
    """`files`: the one that stands for all first. `facts`: by kind, oldest first. `not_here`: what is elsewhere."""

    files: tuple[Told, ...]
    facts: dict[str, tuple[Told, ...]]
    to_settle: tuple[dict[str, Any], ...]
    names: dict[str, str]
    not_here: tuple[str, ...]


def gather(replica: Replica, person: Person, *, every_team: bool) -> PersonExport:
    """`every_team`: whether this device receives the files of all teams. Work: the tables that may name the person."""
    own = members(replica, person.id)
    files = tuple(_told(file, own) for id in own if (file := replica.get(Person, id)) is not None)
    facts = {kind.kind: tuple(sorted(_of_kind(replica, kind, own), key=_order)) for kind in KINDS.values()}
    facts[AlertSettlement.kind] = tuple(sorted(_decisions(replica, own, facts), key=_order))
    there = {kind: told for kind, told in facts.items() if told}
    everything = [*files, *(told for of_kind in there.values() for told in of_kind)]
    not_here = (*(() if every_team else (OTHER_TEAMS,)), REPLACED, COPIES, PAPER)
    return PersonExport(
        files, there, tuple(_to_settle(replica, person.id)), _names(replica, (t.fields for t in everything)), not_here
    )  # fmt: skip


def as_json(export: PersonExport, *, made_on: date, demo: bool) -> bytes:
    """The same data of the same day, the same bytes."""
    said = {
        "format": FORMAT, "version": VERSION, "made_on": made_on.isoformat(), "demo": demo,
        "files": [told.fields for told in export.files],
        "facts": {kind: [told.fields for told in of_kind] for kind, of_kind in export.facts.items()},
        "to_settle": list(export.to_settle), "names": export.names, "not_here": list(export.not_here),
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _of_kind(replica: Replica, kind: type[Fact], own: tuple[str, ...]) -> list[Told]:
    found: dict[str, Fact] = {}
    if kind.about is not None:
        found |= {fact.id: fact for fact in told_of(replica, kind, own[0])}
    if kind.also_about:
        found |= {fact.id: fact for fact in _naming(replica, kind, own)}
    return [_told(fact, own) for fact in found.values()]


def _naming(replica: Replica, kind: type[Fact], own: tuple[str, ...]) -> Iterator[Fact]:
    """Facts whose words may tell of the person, unless they tell somebody else's story."""
    table = replica.storage.tables.get(kind.kind, {})
    with replica.lock:
        named = [id for id, found in table.items() if any(_names_one(found.get(f), own) for f in kind.also_about)]
    for fact in (found for id in named if (found := replica.get(kind, id)) is not None):
        if kind.about is None or all(id in own for id in _ids(fact, kind.about)):
            yield fact


def _names_one(value: Any, own: tuple[str, ...]) -> bool:
    return any(id in own for id in value) if isinstance(value, list) else value in own


def _decisions(replica: Replica, own: tuple[str, ...], facts: dict[str, tuple[Told, ...]]) -> list[Told]:
    """On alerts about the person, and about what is told of them; those without a word name nobody."""
    found = {told.fields["id"]: told for told in facts[AlertSettlement.kind]}
    subjects = [*own, *(told.fields["id"] for of_kind in facts.values() for told in of_kind)]
    for id in subjects:
        for fact in replica.where(AlertSettlement, subject_id=id):
            found.setdefault(fact.id, _told(fact, own))
    return list(found.values())


def _told(fact: Fact, own: tuple[str, ...]) -> Told:
    fields = {name: value for name, value in fact.fields().items() if value not in (None, "", [])}
    others = {name for name in _PEOPLE & fields.keys() if any(id not in own for id in _ids(fact, name))}
    kept = {name: _without_others(value, own) if name in _PEOPLE else value for name, value in fields.items()}
    shared = fact.sealed & kept.keys() if others & {*type(fact).also_about} else frozenset[str]()
    told = {name: kept[name] for name in kept if name not in _TECHNICAL and name not in shared}
    return Told(fact.kind, {"id": fact.id, **told, **({WITHHELD: sorted(shared)} if shared else {})})


def _without_others(value: Any, own: tuple[str, ...]) -> Any:
    if isinstance(value, list):
        return [_without_others(each, own) for each in value]
    return value if value in own else ANOTHER


def _ids(fact: Fact, field: str) -> list[str]:
    value = getattr(fact, field, None)
    return [value] if isinstance(value, str) else list(value or ())


def _to_settle(replica: Replica, person_id: str) -> Iterator[dict[str, Any]]:
    for found in conflicts.conflicts_of_person(replica, person_id):
        values = [candidate.value for candidate in found.candidates]
        yield {"kind": found.of_kind, "id": found.of, "field": found.field, "values": values}


def _names(replica: Replica, told: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Of those who work here, of places, partners and sessions that the facts point at."""
    values = (value for fields in told for value in fields.values())
    ids = {id for value in values for id in (value if isinstance(value, list) else [value]) if isinstance(id, str)}
    return {id: name for id in sorted(ids) for kind in _NAMED if (name := _name(replica, kind, id))}


def _name(replica: Replica, kind: type[Fact], id: str) -> str:
    fact: Any = replica.get(kind, id)
    if isinstance(fact, Outing):
        place = replica.get(Place, fact.place_id) if fact.place_id else None
        return f"{fact.on} {place.name}" if place else str(fact.on)
    if isinstance(fact, CaseReview):
        return str(fact.on)
    names = ("display_name", "name", "title", "task")
    return next((said for name in names if (said := getattr(fact, name, ""))), "")


def _order(told: Told) -> tuple[str, str]:
    return told.moment, told.fields["id"]
