"""The dates and places that an import of contacts made because it needed them, and that nothing else came to use.

Their ids say that an import made them (`domain.people_import.contacts`): two tablets agree on which they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.text import folded
from espace_mobile.protocol.record import RESERVED
from espace_mobile.protocol.stamp import highest
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.document import is_alive
from espace_mobile.store.replica import Replica

_OF_OUTING, _OF_PLACE = ("outing_id", "outing_ids"), ("place_id", "place_ids")


def made_for(replica: Replica, contacts: Iterable[Contact]) -> list[Outing]:
    """The outings of these contacts that an import made."""
    ids = dict.fromkeys(contact.outing_id for contact in contacts if contact.outing_id)
    found = (replica.get(Outing, id) for id in ids)
    return [o for o in found if o is not None and o.id == _outing_id(o)]


def take_back(replica: Replica, outings: Iterable[Outing], by: str) -> int:
    """Delete those that nobody changed since and nothing uses any more, then their places that an import made, by the
    same rule. Returns how many outings went. Work: the tables that may name an outing or a place, once each."""
    with replica.lock:
        going = _unused(replica, [o for o in outings if not _is_touched(replica, o, "on")], _OF_OUTING)
        replica.delete(*going, by=by)
        ids = dict.fromkeys(o.place_id for o in going if isinstance(o, Outing) and o.place_id)
        made = [p for id in ids if (p := replica.get(Place, id)) and p.id == derived_id("import.place", folded(p.name))]
        places = [place for place in made if not _is_touched(replica, place, "name")]
        replica.delete(*_unused(replica, places, _OF_PLACE), by=by)
    return len(going)


def _outing_id(outing: Outing) -> str:
    return derived_id("import.outing", outing.on.isoformat(), outing.place_id or "", outing.team_id or "")


def _is_touched(replica: Replica, fact: Fact, first: str) -> bool:
    """`first`: a field that was set when it was made, with all the others. Taken back and made again is no touch."""
    record = replica.record(fact.kind, fact.id)
    if record is None or first not in record.stamps:
        return True
    said = {field: stamp for field, stamp in record.stamps.items() if field not in RESERVED}
    return highest(said) > record.stamps[first].at


def _unused(replica: Replica, facts: Iterable[Fact], ends: tuple[str, ...]) -> list[Fact]:
    left = {fact.id: fact for fact in facts}
    for kind in KINDS.values():
        fields = [name for name in kind.model_fields if name.endswith(ends)]
        if left and fields:
            for id in _named(replica, kind, fields, frozenset(left)):
                left.pop(id, None)
    return list(left.values())


def _named(replica: Replica, kind: type[Fact], fields: list[str], wanted: frozenset[str]) -> Iterator[str]:
    for id, document in list(replica.storage.tables.get(kind.kind, {}).items()):
        if is_alive(kind.kind, str(id), document):
            for name in fields:
                value = document.get(name)
                yield from wanted.intersection(value if isinstance(value, list) else (value,))
