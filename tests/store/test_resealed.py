from __future__ import annotations

from pathlib import Path

from espace_mobile.domain.organisation import Organisation
from espace_mobile.protocol import conflict
from espace_mobile.protocol.change import Clash, Entry
from espace_mobile.protocol.record import Record
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.stamp import Stamp, at_ms
from espace_mobile.protocol.values import Sealed, new_id
from espace_mobile.store import incoming, resealed
from espace_mobile.store.replica import Key, Replica
from espace_mobile.store.storage import JournalStorage

ORG, DATA_KEY, DEVICE = "org", bytes(32), "00000000000000a1"
OLD, NEW = new_org_key(), new_org_key()
STAMP = Stamp(at_ms(1_778_750_000_000), "00000000000000b2")


def _replica(folder: Path, keys: dict[int, bytes]) -> Replica:
    return Replica(JournalStorage(folder, DATA_KEY), DEVICE, Keychain(ORG, keys), lambda: 1_778_750_000_000)


def _partner(id: str, keys: dict[int, bytes]) -> Record:
    sealed = Keychain(ORG, keys).seal(id, "contact_name", "Mme Introuvable")
    fields = {"name": "Mission locale", "contact_name": sealed}
    return Record(id, Organisation.kind, fields, dict.fromkeys(fields, STAMP))


def _name(replica: Replica, id: str) -> str | None:
    found = replica.get(Organisation, id)
    assert found is not None
    return found.contact_name


def test_what_came_before_its_key_is_opened_with_it_and_told(tmp_path: Path) -> None:
    replica, id, old = _replica(tmp_path, {1: OLD}), new_id(), new_id()
    incoming.apply_page(replica, [_partner(id, {1: OLD, 2: NEW}), _partner(old, {1: OLD})], "c")
    assert (_name(replica, id), _name(replica, old)) == (None, "Mme Introuvable")
    told: list[frozenset[Key]] = []
    replica.observe(told.append)
    replica.keychain.add({2: NEW})
    assert resealed.is_due(replica)
    assert resealed.open_newly(replica) == 1
    assert told == [frozenset({(Organisation.kind, id)})]
    assert _name(replica, id) == "Mme Introuvable"
    assert not resealed.is_due(replica)
    replica.close()


def test_an_app_that_stopped_before_it_used_its_key_uses_it_at_the_next_start(tmp_path: Path) -> None:
    replica, id = _replica(tmp_path, {1: OLD}), new_id()
    resealed.open_newly(replica)
    incoming.apply_page(replica, [_partner(id, {1: OLD, 2: NEW})], "c")
    replica.close()
    again = _replica(tmp_path, {1: OLD, 2: NEW})
    assert resealed.is_due(again)
    resealed.open_newly(again)
    again.close()
    after = _replica(tmp_path, {1: OLD, 2: NEW})
    assert not resealed.is_due(after)
    assert _name(after, id) == "Mme Introuvable"
    after.close()


def test_both_values_of_a_conflict_are_opened(tmp_path: Path) -> None:
    replica, id, new = _replica(tmp_path, {1: OLD}), new_id(), Keychain(ORG, {1: OLD, 2: NEW})
    later = Stamp(STAMP.at + 1, "00000000000000c3")
    kept = Entry(new.seal(id, "contact_name", "une"), later)
    lost = Entry(new.seal(id, "contact_name", "autre"), STAMP)
    record = conflict.conflict_record(_partner(id, {1: OLD}), Clash("contact_name", kept, lost))
    incoming.apply_page(replica, [record], "c")
    [found] = replica.conflicts()
    assert all(isinstance(entry.value, Sealed) for entry in found.values)
    replica.keychain.add({2: NEW})
    resealed.open_newly(replica)
    [found] = replica.conflicts()
    assert [entry.value for entry in found.values] == ["une", "autre"]
    replica.close()
