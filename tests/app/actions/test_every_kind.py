"""What holds for every kind of fact about people, those to come included: whoever adds one can't forget it here."""

from __future__ import annotations

import os
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from espace_mobile.app.actions import files, merging, people
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.person import Person
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import RegisterSort
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.sealing import Keychain
from espace_mobile.protocol.values import new_id
from espace_mobile.store import erasing
from espace_mobile.store.frame import HEADER_SIZE, Box, Header
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.outbox import CHANGES
from espace_mobile.store.replica import Replica
from espace_mobile.store.scan import Scan
from espace_mobile.store.storage import JournalStorage
from tests.domain.drawn_facts import facts

KEY, ORG_KEY = b"k" * 32, b"o" * 64
CLAIRE = Worker(id="c" * 32, display_name="Claire", role=Role.SUPERVISOR)
NOW_MS = 1_778_750_000_000
NOW = datetime.fromtimestamp(NOW_MS / 1000, UTC)

# Of nobody in particular, or of those who work here. Any other kind names whom it tells of.
OF_NOBODY = {
    "organisation", "team", "worker", "place", "programme", "session_protocol", "outing", "tally", "group_session",
    "session_note", "work_allocation", "device_key", "person", "coverage", "programme_partner", "programme_place",
    "measure", "budget_line", "programme_text", "partner_meeting", "workshop", "campaign_action", "case_review",
    "vehicle", "schedule_settings", "equipment_item", "equipment_check", "public_site", "opportunity", "publication",
    "team_calendar", "report_settings", "export_entry",
}  # fmt: skip

ABOUT = [kind for kind in KINDS.values() if kind.about or kind.also_about]
TOLD = [(kind, field) for kind in ABOUT for field in (kind.about, *kind.also_about) if field]
names = [f"{kind.kind}.{field}" for kind, field in TOLD]
quick = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def opened(folder: Path) -> Replica:
    storage = JournalStorage(folder, KEY, sync=lambda fd: None)
    return Replica(storage, "d" * 16, Keychain("org", {1: ORG_KEY}), lambda: NOW_MS)


def about(fact: Fact, field: str, person: Person, word: str) -> Fact:
    """The same fact about this person, and of the others it may name about nobody known; `word` in each sealed text."""
    kind, fields = type(fact), fact.fields()
    texts = dict.fromkeys(sealed_texts(kind), word)

    def named(id: str, name: str) -> object:
        return [id] if isinstance(fields[name], list) else id

    others = {name: named(new_id(), name) for name in fields if name.endswith(("_id", "_ids"))}
    # A restricted file is neither erased nor merged: any other line of the register.
    others |= {"sort": RegisterSort.ACCESS} if fields.get("sort") == RegisterSort.RESTRICTION else {}
    return kind.of(new_id(), {**fields, **others, **texts, "team": None, field: named(person.id, field)})


def sealed_texts(kind: type[Fact]) -> list[str]:
    """Its sealed fields that hold words; a sealed answer to a question is one of a list."""
    return [name for name in kind.sealed if kind.model_fields[name].annotation in (str, str | None)]


def in_the_files(folder: Path) -> bytes:
    """All that somebody who has the key finds in any file of the tablet, however old."""
    found = b""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        raw = path.read_bytes()
        header = Header.find(raw)
        found += raw
        if header is not None:
            found += b"".join(body for _, body in Scan(raw, Box(KEY, header.file_id), HEADER_SIZE))
    return found


def test_each_kind_says_whom_it_tells_of_or_is_known_to_tell_of_nobody() -> None:
    assert {kind.kind for kind in ABOUT} == set(KINDS) - OF_NOBODY
    for kind in ABOUT:
        fields = kind.model_fields
        assert {field for field in (kind.about, *kind.also_about) if field} <= set(fields)
        assert kind.about is None or kind.about in kind.indexed, f"{kind.kind}: a file's story is looked up by it"


@pytest.mark.parametrize(("kind", "field"), TOLD, ids=names)
@given(data=st.data())
@quick
def test_what_is_told_of_a_person_is_erased_with_them(data: st.DataObject, kind: type[Fact], field: str) -> None:
    word = f"introuvable-{os.urandom(8).hex()}"
    with tempfile.TemporaryDirectory() as there, closing(opened(Path(there))) as replica:
        person = Person(id=new_id(), first_name=word)
        told = about(data.draw(facts(kind)), field, person, word)
        replica.save(person, by=CLAIRE.id)
        replica.save(told, by=CLAIRE.id)
        sealed = [replica.keychain.seal(told.id, name, word).data for name in kind.sealed]
        assert not sealed_texts(kind) or any(seal in changes(replica) for seal in sealed), "nothing was sealed"
        people.erase_file(replica, person, CLAIRE)
        erasing.scrub(replica)
        known = repr(replica.storage.tables).encode() + changes(replica) + in_the_files(Path(there))
        assert word.encode() not in known
        assert not any(seal in known for seal in sealed)
        if kind.counted:
            of_register = kind is RightsEntry  # which also says that somebody was erased
            assert replica.count(kind) == 1 + of_register, "it is no longer counted"


@pytest.mark.parametrize("kind", [kind for kind in ABOUT if kind.about], ids=lambda kind: kind.kind)
@given(data=st.data())
@quick
def test_what_is_told_of_a_file_is_told_of_the_file_that_stands_for_it(data: st.DataObject, kind: type[Fact]) -> None:
    with closing(Replica(MemoryStorage(), "d" * 16, Keychain("org", {1: ORG_KEY}), lambda: NOW_MS)) as replica:
        one, other = (Person(id=new_id(), first_name=name) for name in ("Élodie", "Elodie"))
        assert kind.about
        told = about(data.draw(facts(kind)), kind.about, one, "Vu")
        replica.save(one, other, told, by=CLAIRE.id)
        merging.merge(replica, one, other, {}, CLAIRE, now=NOW)
        assert told.id in {fact.id for fact in files.told_of(replica, kind, other.id)}
        people.delete_file(replica, other, CLAIRE)
        stays = kind is Contact or (kind.counted and not kind.sealed)  # no words about the person stay behind
        assert (replica.get(kind, told.id) is not None) == stays


def changes(replica: Replica) -> bytes:
    """What is kept to be sent, or sent again."""
    return b"".join(row["b"] for row in replica.storage.tables.get(CHANGES, {}).values())
