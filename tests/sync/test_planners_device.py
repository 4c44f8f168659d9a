"""What reaches a planner's device, and what leaves it: dates and places, people as something to count, no word of them.

Two locks, tried one at a time: the register sends no more (`by` an app of any version), the device keeps no more (from
a register of any version).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from espace_mobile.app.actions import merging, people, planning
from espace_mobile.domain.alert_settlement import AlertSettlement
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import AlertDecision, AlertRule
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.place import Place
from espace_mobile.domain.vocabulary import CancelReason, Role, Sex
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol import nameless
from espace_mobile.protocol.change import Change
from espace_mobile.protocol.messages import REFUSED, Push
from espace_mobile.protocol.stamp import at_ms
from espace_mobile.protocol.values import Sealed, new_id
from espace_mobile.store import unnaming
from espace_mobile.store.storage import JournalStorage
from sync_server.register import devices
from tests.app.actions.test_every_kind import KEY, in_the_files
from tests.domain.drawn_facts import facts
from tests.sync.conftest import NOW_MS, ORG, Field, Post

NOW = datetime.fromtimestamp(NOW_MS / 1000, UTC)
TODAY = NOW.date()
NORTH, SOUTH = new_id(), new_id()
WORD, OF_WORK = "introuvable", "au travail"
YANN = Worker(id=new_id(), display_name="Yann", role=Role.PLANNER)
CLAIRE = Worker(id=new_id(), display_name="Claire", role=Role.SUPERVISOR, team_ids=(NORTH, SOUTH))
BOTH, SERVER, DEVICE = "both", "server", "device"


def planner(field_day: Field, locks: str = BOTH, storage: Any = None) -> Post:
    """`locks`: SERVER: the app is of an older version; DEVICE: the register is."""
    post = field_day.post(role="planner", storage=storage)
    if locks == SERVER:
        post.replica.nameless = False
        post.replica.set_meta(unnaming.LISTS, None)
    if locks == DEVICE:
        take_for(field_day, post, "field")
    return post


def take_for(field_day: Field, post: Post, role: str) -> None:
    field_day.register.write(lambda c: devices.change(c, ORG, post.replica.device, role=role))


def heard(*posts: Post) -> None:
    for _ in range(2):
        for post in posts:
            post.sync()


def words(post: Post) -> str:
    return repr(post.replica.storage.tables)


def texts(kind: type[Fact], word: str) -> dict[str, str]:
    return {n: word for n in kind.sealed if kind.model_fields[n].annotation in (str, str | None)}


def counted(kind: type[Fact], fact: Fact) -> Fact:
    told = nameless.COUNTED[kind.kind] | {"team"}
    return kind.of(fact.id, {n: v for n, v in fact.fields().items() if n in told})


@pytest.mark.parametrize("locks", [BOTH, SERVER, DEVICE])
@given(data=st.data(), name=st.sampled_from(sorted(KINDS)))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_sealed_word_of_anybody_met_reaches_it_and_all_is_counted_alike(
    data: st.DataObject, name: str, locks: str, field_day: Field
) -> None:
    office, plans = field_day.post(role="supervisor"), planner(field_day, locks)
    kind: type[Fact] = KINDS[name]
    drawn = data.draw(facts(kind)).fields()
    whole = name in nameless.WHOLE or (name == nameless.SETTLEMENT and drawn["rule"] in nameless.OF_SCHEDULE)
    word = OF_WORK if whole else WORD
    fact = kind.of(new_id(), {**drawn, **texts(kind, word), "team": data.draw(st.sampled_from([None, NORTH]))})
    office.replica.save(fact, by="setup")
    heard(office, plans)
    if whole:
        assert plans.replica.get(kind, fact.id) == office.replica.get(kind, fact.id)
        return
    assert WORD not in words(plans)
    assert sealed_in(plans) == []
    assert plans.replica.get(kind, fact.id) == (counted(kind, fact) if name in nameless.COUNTED else None)
    assert (plans.replica.record(name, fact.id) is not None) == (name in nameless.COUNTED)


def sealed_in(post: Post) -> list[object]:
    tables = post.replica.storage.tables
    rows = [row for kind, table in tables.items() if not kind.startswith("_") for row in table.values()]
    return [value for row in rows for value in row.values() if type(value) is Sealed]


def test_what_it_held_before_this_version_is_forgotten_to_the_last_byte(field_day: Field, tmp_path: Path) -> None:
    office = field_day.post(role="supervisor")
    met = Person(id=new_id(), team=NORTH, sex=Sex.FEMALE, first_name=WORD, note=WORD * 40)
    note = PersonNote(id=new_id(), person_id=met.id, at=NOW, text=WORD, team=NORTH)
    outing = Outing(id=new_id(), on=TODAY)
    office.replica.save(met, note, outing, by="setup")
    before = planner(field_day, SERVER, JournalStorage(tmp_path, KEY, sync=lambda fd: None))
    take_for(field_day, before, "field")  # neither end knew better
    heard(office, before)
    before.replica.set_meta(f"draft.yann.note.{met.id}", {"text": WORD})
    assert WORD in words(before)
    assert WORD.encode() in in_the_files(tmp_path)
    device = before.replica.device
    before.replica.close()

    take_for(field_day, before, "planner")
    now = field_day.reopened(JournalStorage(tmp_path, KEY, sync=lambda fd: None), device, role="planner")
    for _ in range(2):  # offline first, then once it has read all again
        assert WORD not in words(now)
        assert WORD.encode() not in in_the_files(tmp_path)
        assert now.replica.get(Person, met.id) == Person(id=met.id, team=NORTH, sex=Sex.FEMALE)
        assert now.replica.record(PersonNote.kind, note.id) is None
        assert now.replica.get(Outing, outing.id) == outing
        heard(office, now)
    calls = len(now.wire.calls)
    now.sync()
    assert now.wire.calls[calls:] == ["pull"], "it reads all again once only"
    now.replica.close()


def test_what_it_had_still_to_send_is_sent_first(field_day: Field) -> None:
    office, old = field_day.post(role="supervisor"), planner(field_day, SERVER)
    met = Person(id=new_id(), sex=Sex.FEMALE, first_name=WORD)
    office.replica.save(met, by="setup")
    take_for(field_day, old, "field")
    heard(office, old)
    old.replica.save(met.but(note="Vue au marché"), by=YANN.id)
    note = PersonNote(id=new_id(), person_id=met.id, at=NOW, text="Au marché")
    old.replica.save(note, by=YANN.id)
    take_for(field_day, old, "planner")
    now = field_day.reopened(old.replica.storage, old.replica.device, role="planner")
    assert WORD not in words(now)
    heard(now, office)
    assert office.replica.get(Person, met.id) == met.but(note="Vue au marché")
    assert office.replica.get(PersonNote, note.id) == note
    heard(now)
    assert now.replica.get(Person, met.id) == Person(id=met.id, sex=Sex.FEMALE)
    assert now.replica.record(PersonNote.kind, note.id) is None


def test_lists_that_tell_more_than_before_are_heard(field_day: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    office, plans = field_day.post(role="supervisor"), planner(field_day)
    met = Person(id=new_id(), sex=Sex.FEMALE, commune_insee="90010", opened_on=TODAY)
    office.replica.save(met, by="setup")
    heard(office, plans)
    assert plans.replica.get(Person, met.id) == met.but(commune_insee=None)
    more = {**nameless.COUNTED, "person": nameless.COUNTED["person"] | {"commune_insee"}}
    monkeypatch.setattr(nameless, "COUNTED", more)
    monkeypatch.setattr(nameless, "MARK", "0" * 8)
    now = field_day.reopened(plans.replica.storage, plans.replica.device, role="planner")
    heard(now)
    assert now.replica.get(Person, met.id) == met


def test_erased_deleted_merged_and_moved_people_are_counted_as_everywhere(field_day: Field) -> None:
    office, plans = field_day.post(role="supervisor"), planner(field_day)
    one, other, gone, left = (Person(id=new_id(), team=NORTH, first_name=WORD, phone="+33639980001") for _ in range(4))
    met = [Contact(id=new_id(), outing_id=new_id(), at=NOW, person_id=p.id, note=WORD) for p in (one, gone, left)]
    office.replica.save(one, other, gone, left, *met, by="setup")
    heard(office, plans)
    merge = merging.merge(office.replica, one, other, {}, CLAIRE, now=NOW)
    people.erase_file(office.replica, gone, CLAIRE)
    people.delete_file(office.replica, left, CLAIRE)
    office.replica.save(other.but(team=SOUTH), by="setup")
    heard(office, plans)
    assert {p.id for p in plans.replica.all(Person)} == {p.id for p in office.replica.all(Person)} == {one.id, other.id}
    for kind in (Contact, Merge):
        assert {f.id for f in plans.replica.all(kind)} == {f.id for f in office.replica.all(kind)}
    assert merge is not None
    assert plans.replica.get(Person, other.id) == Person(id=other.id, team=SOUTH)
    assert plans.replica.record(Person.kind, gone.id).fields == {"erased": True}  # type: ignore[union-attr]
    assert WORD not in words(plans)
    office.replica.restore(Person.kind, left.id, by=CLAIRE.id)
    heard(office, plans)
    assert plans.replica.count(Person) == office.replica.count(Person)


def test_what_a_planner_does_to_dates_and_places_reaches_everybody(field_day: Field) -> None:
    office, plans = field_day.post(role="supervisor"), planner(field_day)
    place = Place(id=new_id(), name="Marché des Vosges", contact_name="Mme Roche", phone="+33639980002")
    vans = [Outing(id=new_id(), on=TODAY + timedelta(days=3), vehicle_id=new_id()) for _ in range(2)]
    office.replica.save(YANN, CLAIRE, place, *vans, by="setup")
    heard(office, plans)
    shown = plans.replica.get(Place, place.id)
    assert shown == place
    plans.replica.save(place.but(access="Par la cour"), by=YANN.id)
    planning.cancel(plans.replica, YANN, vans[0], CancelReason.WEATHER)
    settlement = AlertSettlement(
        id=new_id(), rule=AlertRule.VAN_TWICE, subject_id=vans[1].id, decision=AlertDecision.ACCEPTED, at=NOW,
        worker_id=YANN.id, note="On prend le fourgon du Sud.",
    )  # fmt: skip
    plans.replica.save(settlement, by=YANN.id)
    heard(plans, office, plans)
    for post in (office, plans):
        assert post.replica.get(Place, place.id) == place.but(access="Par la cour")
        assert post.replica.get(AlertSettlement, settlement.id) == settlement
        cancelled = post.replica.get(Outing, vans[0].id)
        assert cancelled is not None
        assert cancelled.cancel_reason == CancelReason.WEATHER


def test_a_conflict_is_heard_of_when_it_is_about_a_place_and_not_about_a_person(field_day: Field) -> None:
    office, north, plans = field_day.post(role="supervisor"), field_day.post(), planner(field_day)
    met, place = Person(id=new_id(), first_name="Ana"), Place(id=new_id(), name="Marché")
    office.replica.save(met, place, by="setup")
    heard(office, north, plans)
    for post, name in ((office, WORD), (north, WORD + "!")):
        post.replica.save(met.but(first_name=name), place.but(access=name), by="setup")
    heard(office, north, plans)
    assert {c.of_kind for c in office.replica.conflicts()} == {"person", "place"}
    assert [c.of_kind for c in plans.replica.conflicts()] == ["place"]


def test_a_save_about_somebody_it_can_t_name_changes_only_what_it_was_told(field_day: Field) -> None:
    office, plans = field_day.post(role="supervisor"), planner(field_day)
    met = Person(id=new_id(), team=NORTH, first_name=WORD, note=WORD, languages=("fa",))
    office.replica.save(met, by="setup")
    heard(office, plans)
    nameless_one = plans.replica.get(Person, met.id)
    assert nameless_one is not None
    plans.replica.save(nameless_one.but(sex=Sex.FEMALE), by=YANN.id)
    for unseen in ({"first_name": "Autre"}, {"languages": ("pt",)}):
        with pytest.raises(InputError) as refused:
            plans.replica.save(nameless_one.but(**unseen), by=YANN.id)
        assert (refused.value.params["field"], refused.value.params["reason"]) == ("record", "nameless")
    plans.replica.delete(nameless_one, by=YANN.id)
    plans.replica.restore(Person.kind, met.id, by=YANN.id)
    heard(plans, office, plans)
    assert office.replica.get(Person, met.id) == met.but(sex=Sex.FEMALE)
    assert office.replica.conflicts() == []
    assert WORD not in words(plans)


def test_an_empty_value_from_a_planner_s_device_never_stands_over_one_it_was_not_sent(field_day: Field) -> None:
    office, plans = field_day.post(role="supervisor"), planner(field_day)
    met = Person(id=new_id(), first_name=WORD)
    office.replica.save(met, by="setup")
    heard(office)
    seen = office.replica.record(Person.kind, met.id)
    assert seen is not None
    over = Change(
        plans.replica.device, 1, met.id, Person.kind, at_ms(NOW_MS + 60_000), YANN.id, {"first_name": None},
        {"first_name": seen.stamps["first_name"]},
    )  # fmt: skip
    answer = plans.wire.push(Push([over.pack()]))
    assert [(v.code, v.reason) for v in answer.verdicts] == [(REFUSED, "role")]
    heard(office)
    assert office.replica.get(Person, met.id) == met
