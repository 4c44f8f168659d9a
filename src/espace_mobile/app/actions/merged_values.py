"""What a merge replaced in the file that stays, and giving it back when both are taken apart. Nothing here saves."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.merge import Merge, MergedValues
from espace_mobile.domain.person import Person
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica


def values_id(link: Merge) -> str:
    return derived_id("merged_values", link.id)


def with_values(person: Person, values: Mapping[str, Any]) -> Person:
    """`values`: as a record keeps them."""
    return Person.of(person.id, {**person.fields(), **values})


def replaced(before: Person, after: Person) -> str:
    """JSON, {field: [before, after]}."""
    was, says = before.fields(), after.fields()
    return json.dumps({field: [was[field], says[field]] for field in says if was[field] != says[field]})


def mapping(text: str) -> dict[str, Any]:
    """A JSON object; empty for what is not one, as another version may write."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def given_back(
    replica: Replica, values: MergedValues, leaving: Collection[str], changed: Mapping[str, Fact]
) -> list[Fact]:
    """The file without what this merge set, and later merges of it as if this one had never been.

    `leaving`: the ids of the values that go at the same time; `changed`: what facts have become already.
    """

    def now(fact: type[Any], id: str) -> Any:
        return changed.get(id) or replica.get(fact, id)

    person: Person | None = now(Person, values.person_id)
    if person is None:
        return []
    others = [v.id for v in replica.where(MergedValues, person_id=person.id) if v.id not in leaving]
    piled: dict[str, MergedValues] = {id: now(MergedValues, id) for id in others}
    says, back = person.fields(), dict[str, Any]()
    for field, (before, after) in mapping(values.replaced).items():
        if isinstance(says.get(field), list):
            back[field] = _without(says[field], before or [], after or [])
            continue
        over = [id for id, v in piled.items() if mapping(v.replaced).get(field, [before])[0] == after]
        piled |= {id: _begun_at(piled[id], field, before) for id in over}
        if not over and says.get(field) == after:
            back[field] = before
    return [
        *([with_values(person, back)] if back else []),
        *(v for id, v in piled.items() if v != now(MergedValues, id)),
    ]


def _begun_at(values: MergedValues, field: str, before: Any) -> MergedValues:
    said = mapping(values.replaced)
    return values.but(replaced=json.dumps(said | {field: [before, said[field][1]]}))


def _without(says: list[Any], before: list[Any], after: list[Any]) -> list[Any]:
    """What a merge added is gone, what it left out is back, what was chosen since stays."""
    left = [item for item in says if item in before or item not in after]
    return [*left, *(item for item in before if item not in after and item not in left)]
