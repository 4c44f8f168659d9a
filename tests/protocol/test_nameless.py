"""Of every kind of fact it is decided what a planner's device is told: all, what is counted, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.app.actions import indicator_facts
from espace_mobile.domain import schedule_alerts
from espace_mobile.domain.kinds import KINDS
from espace_mobile.protocol import conflict, nameless
from espace_mobile.protocol.record import RESERVED, Record, digest, is_deleted
from espace_mobile.protocol.stamp import Stamp
from espace_mobile.protocol.values import Sealed, new_id

# Decided: no screen of a planner shows it, and no figure counts it.
NOTHING = {
    "person_note", "relative", "barrier_change", "appointment", "signature", "session_note", "session_protocol",
    "participant_entry", "follow_up", "referral", "merged_values", "not_same", "check_in", "programme_text",
    "rights_entry", "export_entry", "opportunity", "testimonial",
}  # fmt: skip
# What a planner reads of people at work.
OF_WORK = {
    "organisation": {"contact_name", "phone", "email"}, "worker": {"display_name"},
    "place": {"contact_name", "phone", "access"},
}  # fmt: skip
STAMP = Stamp(9 << 16, "0" * 15 + "1")


def record(kind: str, **fields: object) -> Record:
    return Record(new_id(), kind, dict(fields), dict.fromkeys(fields, STAMP))


def test_every_kind_is_decided_about_once() -> None:
    lists = [nameless.WHOLE, set(nameless.COUNTED), {nameless.SETTLEMENT}, NOTHING]
    assert sum(map(len, lists)) == len(KINDS)
    assert set().union(*lists) == set(KINDS)
    assert set(indicator_facts.KINDS) <= nameless.WHOLE | set(nameless.COUNTED)
    assert set(schedule_alerts.RULES) == nameless.OF_SCHEDULE


def test_what_is_received_whole_is_of_places_and_people_at_work() -> None:
    for name in nameless.WHOLE:
        kind = KINDS[name]
        assert kind.sealed == OF_WORK.get(name, set()), name
        assert kind.about is None, name
        assert not kind.also_about, name


@pytest.mark.parametrize("name", sorted(nameless.COUNTED))
def test_what_is_counted_can_be_read_and_holds_nothing_sealed(name: str) -> None:
    fields, told = KINDS[name].model_fields, nameless.COUNTED[name]
    assert told <= set(fields)
    assert not told & (KINDS[name].sealed | RESERVED)
    needed = {n for n, field in fields.items() if field.is_required()} - {"id"}
    assert needed <= told, "it could not be read"


def test_a_kind_or_a_field_that_nobody_decided_about_is_not_sent() -> None:
    assert nameless.shown(record("shoe_size", of="x")) is None
    told = nameless.shown(
        record("person", sex="woman", barrier_housing="acute", shoe_size=39, qpv=Sealed(1, b"x" * 16))
    )
    assert told is not None
    assert told.fields == {"sex": "woman", "barrier_housing": None, "shoe_size": None, "qpv": None}


@given(st.dictionaries(st.sampled_from(["sex", "phone", "note", "team", "barrier_housing"]), st.text(max_size=3)))
def test_a_deletion_holds_where_names_are_withheld(fields: dict[str, object]) -> None:
    whole = record("person", **fields)
    deleted = Record(whole.id, "person", {**whole.fields, "deleted": digest(whole)}, {**whole.stamps, "deleted": STAMP})
    told = nameless.shown(deleted)
    assert told is not None
    assert is_deleted(told)
    assert told.stamps == deleted.stamps


def test_only_decisions_about_the_schedule_and_conflicts_about_what_is_whole_are_received() -> None:
    of_dates = record(nameless.SETTLEMENT, rule="van_twice", note="On prend le fourgon.")
    assert nameless.shown(of_dates) is of_dates
    assert nameless.shown(record(nameless.SETTLEMENT, rule="minor", note="Sa mère est prévenue.")) is None
    of_place = record(conflict.KIND, of_kind="place", field="phone")
    assert nameless.shown(of_place) is of_place
    for of_kind in ("person", "contact", "unheard_of", None):
        assert nameless.shown(record(conflict.KIND, of_kind=of_kind, field="phone")) is None


def test_that_something_was_erased_is_told_of_every_kind_and_nothing_else_of_it() -> None:
    told = nameless.shown(record("person_note", erased=True, text="x"))
    assert told is not None
    assert told.fields == {"erased": True}
