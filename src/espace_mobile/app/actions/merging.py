"""One person, two files: merged by a supervisor, field by field, and taken apart again if that was wrong.

A merge is a link and, on the file that stays, the values that were chosen; nothing that points at either file changes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from espace_mobile.app.actions import workers
from espace_mobile.app.actions.change import check_here, held
from espace_mobile.app.actions.files import members, person_of
from espace_mobile.app.actions.merged_values import given_back, mapping, replaced, values_id, with_values
from espace_mobile.domain import reconciling
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.merge import Merge, MergedValues
from espace_mobile.domain.person import Person
from espace_mobile.domain.reconciling import Difference
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.record import RESERVED
from espace_mobile.protocol.stamp import Stamp
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class Parted:
    """What `unmerge` did, for `merge_again`: the links that are `gone`, and what it `changed`, as (before, after)."""

    gone: tuple[Fact, ...]
    changed: tuple[tuple[Fact, Fact], ...]


def differences(taken: Person, into: Person) -> tuple[Difference, ...]:
    return reconciling.differences(taken, into)


@held
def merge(
    replica: Replica, taken: Person, into: Person, chosen: Mapping[str, Any], worker: Worker, *, now: datetime
) -> Merge:
    """From now on `into` stands for both. `chosen`: {field: value}, of the fields that differ; others get the usual.

    One commit. Raises `InputError` (`record`: `supervisor`, `same_file`, or like `check_here`).
    """
    _check_supervisor(worker)
    taken, into = (person_of(replica, file.id) or file for file in (taken, into))
    if taken.id == into.id:
        raise InputError("record", "same_file")
    check_here(replica, taken)
    check_here(replica, into)
    changed = with_values(into, reconciling.reconciled(differences(taken, into), chosen))
    link = Merge(
        id=new_id(), person_id=taken.id, into_id=into.id, at=now, worker_id=worker.id,
        seen=json.dumps({field: stamp.text() for field, stamp in _stamps(replica, taken.id).items()}),
    )  # fmt: skip
    values = MergedValues(
        id=values_id(link), team=into.team, person_id=into.id, merge_id=link.id, taken_id=taken.id,
        replaced=replaced(into, changed),
    )  # fmt: skip
    replica.save(changed, link, values, by=worker.id)
    return link


@held
def unmerge(replica: Replica, one: str, other: str, worker: Worker) -> Parted:
    """Take two files apart, whoever merged them and whichever way. One commit.

    What a merge set, and nobody changed since, is again as it was before. What was told since stays where it was told.
    Raises `InputError` (`record`, `supervisor`).
    """
    _check_supervisor(worker)
    links = [*replica.where(Merge, person_id=one, into_id=other), *replica.where(Merge, person_id=other, into_id=one)]
    values = [found for link in links if (found := replica.get(MergedValues, values_id(link))) is not None]
    before: dict[str, Fact] = {}
    after: dict[str, Fact] = {}
    for of_link in sorted(values, key=lambda v: v.merge_id, reverse=True):  # the last one first, as they were piled
        for fact in given_back(replica, of_link, {v.id for v in values}, after):
            before.setdefault(fact.id, replica.get(type(fact), fact.id) or fact)
            after[fact.id] = fact
    gone = (*links, *values)
    replica.save(*after.values(), by=worker.id, deleting=gone)
    return Parted(gone, tuple((before[id], after[id]) for id in after))


@held
def merge_again(replica: Replica, parted: Parted, worker: Worker) -> None:
    """Undo `unmerge`; what changed since stays. Raises `InputError` (`record`, `erased`)."""
    facts: list[Fact] = [fact for fact in parted.gone if replica.get(type(fact), fact.id) is None]
    for before, after in parted.changed:
        now = replica.get(type(before), before.id)
        if now is not None:
            was, said, says = before.fields(), after.fields(), now.fields()
            back = {f: was[f] for f in was if was[f] != said[f] and says[f] == said[f]}
            facts.append(type(now).of(now.id, says | back))
    replica.save(*facts, by=worker.id)


def links_of(replica: Replica, person_id: str) -> list[Merge]:
    """The merges that made this person's file, the last one first; of several between two files the last."""
    ids = members(replica, person_id)
    found = sorted((m for id in ids for m in replica.where(Merge, person_id=id)), key=lambda m: (m.at, m.id))
    return list({frozenset((m.person_id, m.into_id)): m for m in found}.values())[::-1]


def edited_since(replica: Replica, merge: Merge) -> tuple[str, ...]:
    """The fields of the file that was taken in that got another value since, elsewhere: nobody sees it any more.

    Nothing when it is that file that stands for both, nor of what the file that stands for both says too.
    """
    taken, head = replica.get(Person, merge.person_id), person_of(replica, merge.person_id)
    if taken is None or head is None or head.id == taken.id:
        return ()
    seen = {field: Stamp.of_text(text) for field, text in mapping(merge.seen).items()}
    says, shown = taken.fields(), head.fields()
    later = {field for field, stamp in _stamps(replica, taken.id).items() if stamp > seen.get(field, Stamp(0, ""))}
    return tuple(f for f in says if f in later and f not in RESERVED and says[f] != shown[f])


def _check_supervisor(worker: Worker) -> None:
    if not workers.may_supervise(worker):
        raise InputError("record", "supervisor")


def _stamps(replica: Replica, person_id: str) -> dict[str, Stamp]:
    record = replica.record(Person.kind, person_id)
    return record.stamps if record else {}
