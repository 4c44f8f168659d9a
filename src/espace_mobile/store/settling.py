"""Deciding conflicts: each field gets the value that was chosen, every value kept so far counts as settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from espace_mobile.domain.kinds import KINDS
from espace_mobile.protocol import conflict
from espace_mobile.protocol.record import ERASED
from espace_mobile.protocol.values import Value
from espace_mobile.store.drafting import Draft
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class Settled:
    """What was set, one record each time, and what the same fields said before."""

    set: tuple[Draft, ...]
    before: tuple[Draft, ...]


def settle(replica: Replica, decided: Mapping[str, Value], by: str, also: Iterable[Draft] = ()) -> Settled:
    """`decided`: {conflict id: the value to keep}; `also`: set in the same commit. Values in clear.

    What is erased, or says so already, is left as it is. Raises `StoreError`; nothing was saved then.
    """
    with replica.lock:
        drafts = [draft for id, value in decided.items() for draft in _decision(replica, id, value)]
        drafts += [draft for draft in also if _differs(replica, draft)]
        before = tuple(_as_it_is(replica, draft) for draft in drafts)
        replica.save_drafts(drafts, by)
    return Settled(tuple(drafts), before)


def reopen(replica: Replica, settled: Settled, by: str) -> None:
    """Undo `settle`; what changed since stays as it is."""
    with replica.lock:
        pairs = zip(settled.set, settled.before, strict=True)
        replica.save_drafts([was for now, was in pairs if _as_it_is(replica, now) == now], by)


def _decision(replica: Replica, id: str, value: Value) -> list[Draft]:
    found = replica.record(conflict.KIND, id)
    if found is None or ERASED in found.fields:
        return []
    of, kind, field = (found.fields[k] for k in (conflict.OF, conflict.OF_KIND, conflict.FIELD))
    chosen = Draft(kind, of, {field: value}, KINDS[kind].sealed if kind in KINDS else frozenset({field}))
    over = Draft(conflict.KIND, id, {conflict.SETTLED: conflict.settlement(found)})
    return [*([chosen] if _differs(replica, chosen) else []), over]


def _differs(replica: Replica, draft: Draft) -> bool:
    return _as_it_is(replica, draft) != draft


def _as_it_is(replica: Replica, draft: Draft) -> Draft:
    """The same fields, as the register says them now."""
    record = replica.record(draft.kind, draft.id)
    said = record.fields if record else {}
    return Draft(draft.kind, draft.id, {name: said.get(name) for name in draft.set}, draft.sealed)
