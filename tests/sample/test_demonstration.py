"""The figures are those of « Demonstration data » in the design."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from datetime import date, timedelta

import pytest

from espace_mobile.domain.ages import band_at
from espace_mobile.domain.counts import Counts
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.person import Person
from espace_mobile.domain.phones import parse_phone
from espace_mobile.domain.public_site import Testimonial as Story  # pytest would take it for a test
from espace_mobile.domain.publishing import may_be_told
from espace_mobile.domain.retention import LOCAL, Retention, last_contact_on, retention
from espace_mobile.domain.schedule import count_schedule, todays_outing
from espace_mobile.domain.schedule_vocabulary import Permit
from espace_mobile.domain.text import folded
from espace_mobile.domain.vocabulary import (
    AgeBand,
    AppointmentStatus,
    NoticeGiven,
    OutingStatus,
    OutingType,
    PersonStatus,
    PlaceType,
    Qpv,
    Sex,
    TallyOf,
    Weather,
)
from espace_mobile.protocol.values import is_id, pack
from espace_mobile.sample.cast import NORTH, PLACES
from espace_mobile.sample.demonstration import Demonstration, demonstration
from espace_mobile.sample.people import AGES, HEARD_VIA, SEXES

THURSDAY, SUNDAY, LEAP_DAY = date(2026, 5, 14), date(2026, 8, 16), date(2028, 2, 29)


@pytest.fixture(scope="module", params=[THURSDAY, SUNDAY, LEAP_DAY], ids=str)
def demo(request: pytest.FixtureRequest) -> Demonstration:
    return demonstration(request.param)


def shares(values: Iterable[Hashable]) -> dict[Hashable, float]:
    counts = Counter(values)
    return {value: 100 * count / counts.total() for value, count in counts.items()}


def assert_shares(values: Iterable[Hashable], expected: Mapping[object, float], within: float) -> None:
    """In per cent; `within`, points."""
    found = shares(values)
    assert set(found) <= set(expected)
    assert {v: found.get(v, 0) for v in expected} == pytest.approx(dict(expected), abs=within)


DIGEST = """
import hashlib, datetime
from espace_mobile.protocol.values import pack
from espace_mobile.sample.demonstration import demonstration
facts = demonstration(datetime.date(2026, 5, 14)).facts()
print(hashlib.sha256(pack([[f.kind, f.id, f.fields()] for f in facts])).hexdigest())
"""


def test_the_same_day_and_seed_give_the_same_bytes_in_another_process() -> None:
    facts = demonstration(THURSDAY).facts()
    here = hashlib.sha256(pack([[f.kind, f.id, f.fields()] for f in facts])).hexdigest()
    # Another hash seed would show a set whose order leaks into the data.
    environment = {**os.environ, "PYTHONHASHSEED": "12345"}
    there = subprocess.run([sys.executable, "-c", DIGEST], capture_output=True, text=True, check=True, env=environment)
    assert there.stdout.strip() == here


def test_another_seed_gives_other_people_and_the_same_staff() -> None:
    one, other = demonstration(THURSDAY, 7), demonstration(THURSDAY, 8)
    assert [p.id for p in one.people] != [p.id for p in other.people]
    assert (one.workers, one.teams, one.places) == (other.workers, other.teams, other.places)


def test_facts_come_after_those_they_refer_to(demo: Demonstration) -> None:
    seen: set[str] = set()
    moved = {o.moved_to_id for o in demo.outings if o.moved_to_id}
    for fact in demo.facts():
        fields = fact.fields()
        one = {value for name, value in fields.items() if name.endswith("_id") and value}
        many = {id for name, value in fields.items() if name.endswith("_ids") for id in value}
        assert one | many | ({fact.team} - {None}) <= seen | moved
        seen.add(fact.id)
    assert moved <= seen
    assert len(seen) == len(demo.facts())
    assert all(map(is_id, seen))


# What devices say of themselves, what a hand draws, what supervisors decide and publish, what is ticked off before
# the van leaves.
LATER_MADE = {
    "device_key", "signature", "merged_values", "not_same", "alert_settlement", "schedule_settings", "equipment_item",
    "equipment_check", "publication", "team_calendar", "rights_entry", "report_settings", "export_entry",
}  # fmt: skip


def test_every_kind_is_there_and_comes_back_from_its_fields(demo: Demonstration) -> None:
    facts = demo.facts()
    assert {fact.kind for fact in facts} == set(KINDS) - LATER_MADE
    assert all(KINDS[fact.kind].of(fact.id, fact.fields()) == fact for fact in facts)


# Outings


def test_two_years_have_120_dates_of_which_six_per_cent_cancelled(demo: Demonstration) -> None:
    statuses = Counter(outing.status for outing in demo.outings)
    assert len(demo.outings) - statuses[OutingStatus.MOVED] == 120
    assert statuses[OutingStatus.CANCELLED] == 7
    assert all(o.cancel_reason for o in demo.outings if o.status == OutingStatus.CANCELLED)
    days = [outing.on for outing in demo.outings if outing.status != OutingStatus.MOVED]
    assert len(set(days)) == 120
    assert timedelta(days=700) <= max(days) - min(days) <= timedelta(days=735)


def test_the_schedule_is_nearly_on_its_target(demo: Demonstration) -> None:
    days = [outing.on for outing in demo.outings]
    count = count_schedule(demo.outings, min(days), max(days), demo.today)
    assert count.target == pytest.approx(120, abs=2)
    assert count.held >= 105
    assert (count.unclosed, count.moved) == (0, 2)
    assert count.planned >= 3


def test_the_past_is_settled_and_the_future_is_not_counted(demo: Demonstration) -> None:
    for outing in demo.outings:
        settled = outing.status in (OutingStatus.HELD, OutingStatus.MOVED, OutingStatus.CANCELLED)
        assert settled or outing.on >= demo.today
        assert outing.status != OutingStatus.HELD or outing.on < demo.today
        assert (outing.closed_at is not None) == (outing.status == OutingStatus.HELD)


def test_today_team_nord_has_its_van_and_has_counted_nothing(demo: Demonstration) -> None:
    outing = todays_outing(demo.outings, NORTH.id, demo.today)
    assert outing is not None
    assert outing.id == demo.today_outing_id
    assert outing.status == OutingStatus.CONFIRMED
    assert not [c for c in demo.contacts if c.outing_id == outing.id]


def test_a_market_is_visited_on_its_day_and_nobody_works_on_sunday(demo: Demonstration) -> None:
    places = {place.id: place for place in PLACES}
    for outing in demo.outings:
        place = places[outing.place_id or ""]
        if outing.status != OutingStatus.MOVED and outing.on != demo.today:
            assert outing.on.weekday() != 6
            assert place.weekday in (None, outing.on.weekday())
    visited = {outing.place_id for outing in demo.outings}
    assert visited == {place.id for place in PLACES if place.type != PlaceType.OFFICE}


def test_a_moved_date_leads_to_the_one_that_replaces_it(demo: Demonstration) -> None:
    outings = {outing.id: outing for outing in demo.outings}
    moved = [outing for outing in demo.outings if outing.status == OutingStatus.MOVED]
    assert all(outings[outing.moved_to_id or ""].on > outing.on for outing in moved)


# Contacts


def test_contacts_are_about_1700_fifteen_an_outing(demo: Demonstration) -> None:
    assert len(demo.contacts) == pytest.approx(1700, rel=0.07)
    counts = Counter(contact.outing_id for contact in demo.contacts)
    assert sum(counts.values()) / len(counts) == pytest.approx(15, abs=0.5)
    assert (min(counts.values()), max(counts.values())) >= (2, 30)
    assert max(counts.values()) <= 45


def test_a_rainy_date_met_nobody(demo: Demonstration) -> None:
    (rainy,) = [outing for outing in demo.outings if outing.id == demo.awkward.rainy_outing]
    assert (rainy.status, rainy.weather) == (OutingStatus.HELD, Weather.RAIN)
    assert rainy.id not in {fact.outing_id for fact in [*demo.contacts, *demo.tallies]}
    held = {outing.id for outing in demo.outings if outing.status == OutingStatus.HELD}
    assert {contact.outing_id for contact in demo.contacts} == held - {rainy.id}


def test_seventy_per_cent_are_anonymous(demo: Demonstration) -> None:
    anonymous = sum(contact.person_id is None for contact in demo.contacts)
    assert 100 * anonymous / len(demo.contacts) == pytest.approx(70, abs=1)


def test_contacts_are_spread_by_sex_age_and_channel(demo: Demonstration) -> None:
    assert_shares((c.sex for c in demo.contacts), SEXES, within=1.5)
    assert_shares((c.age_band for c in demo.contacts), AGES, within=2.5)
    assert_shares((c.heard_via for c in demo.contacts if c.heard_via), HEARD_VIA, within=1)


def test_contacts_happen_during_their_outing_with_its_team(demo: Demonstration) -> None:
    outings = {outing.id: outing for outing in demo.outings}
    for fact in [*demo.contacts, *demo.tallies]:
        outing, at = outings[fact.outing_id], fact.at.astimezone(LOCAL)
        assert outing.starts is not None
        assert outing.ends is not None
        assert (at.date(), fact.team) == (outing.on, outing.team_id)
        assert outing.starts <= at.time() < outing.ends


def test_small_cells_and_every_tally_occur(demo: Demonstration) -> None:
    cells = Counter((contact.outing_id, contact.sex, contact.age_band) for contact in demo.contacts)
    assert any(count < 5 for count in cells.values())
    tallies = Counts.of(tallies=demo.tallies).tallies
    assert all(tallies[what] > 0 for what in TallyOf)


# People


def test_380_people_a_quarter_met_more_than_once(demo: Demonstration) -> None:
    assert len(demo.people) == 380
    met = Counter(contact.person_id for contact in demo.contacts if contact.person_id)
    assert set(met) == {person.id for person in demo.people} - {demo.awkward.purge_due}
    assert 100 * sum(count > 1 for count in met.values()) / 380 == pytest.approx(25, abs=1)
    twice = Counter((contact.person_id, contact.outing_id) for contact in demo.contacts if contact.person_id)
    assert set(twice.values()) == {1}


def test_people_are_spread_by_sex_age_and_neighbourhood(demo: Demonstration) -> None:
    assert_shares((p.sex for p in demo.people), SEXES, within=1)
    assert_shares((p.age_band for p in demo.people), AGES, within=1)
    assert_shares((p.heard_via for p in demo.people if p.heard_via), HEARD_VIA, within=1)
    assert shares(p.qpv for p in demo.people)[Qpv.YES] == pytest.approx(55, abs=1)


def test_a_file_is_opened_at_the_first_contact(demo: Demonstration) -> None:
    first = {}
    for contact in demo.contacts:
        first.setdefault(contact.person_id, contact)
    for person in demo.people:
        if person.id != demo.awkward.purge_due:
            contact = first[person.id]
            assert contact.at.astimezone(LOCAL).date() == person.opened_on
            assert (contact.outing_id, contact.team) == (person.opened_at_outing_id, person.team)


def test_birth_dates_agree_with_age_bands(demo: Demonstration) -> None:
    duplicates = {second for _, second in demo.awkward.duplicates}
    for person in demo.people:
        if person.id not in duplicates and person.opened_on is not None:
            band = band_at(person.opened_on, person.birth_on, person.birth_year)
            assert band in (person.age_band, AgeBand.UNSTATED)


def test_minors_are_among_them(demo: Demonstration) -> None:
    assert sum(person.age_band == AgeBand.FROM_16_TO_17 for person in demo.people) >= 10


def test_nobody_can_be_called_and_everything_would_pass_the_rules(demo: Demonstration) -> None:
    phones = [person.phone for person in demo.people if person.phone]
    assert all(phone.startswith("+3363998") and parse_phone(phone) == phone for phone in phones)
    assert len(phones) - len(set(phones)) == len(demo.awkward.duplicates)
    assert all(p.first_name or p.last_name or p.nickname for p in demo.people)
    assert all(check_note(note.text) == note.text for note in demo.notes)


def test_duplicates_are_two_files_of_one_person(demo: Demonstration) -> None:
    people = {person.id: person for person in demo.people}
    pairs = [(people[first], people[second]) for first, second in demo.awkward.duplicates]
    assert len(pairs) == 3
    for first, second in pairs:
        assert (first.phone, first.team, first.sex) == (second.phone, second.team, second.sex)
        assert folded(first.first_name) == folded(second.first_name)
        assert (first.first_name, first.last_name) != (second.first_name, second.last_name)


def test_somebody_refused_and_nothing_of_theirs_is_kept(demo: Demonstration) -> None:
    refused = [person for person in demo.people if person.notice_given == NoticeGiven.REFUSED]
    assert [person.id for person in refused] == [demo.awkward.refusal]
    kept = {name for name in Person.sealed if getattr(refused[0], name) is not None}
    assert (kept, refused[0].status) == ({"nickname"}, PersonStatus.CLOSED)


def test_one_file_is_due_to_be_purged(demo: Demonstration) -> None:
    due = []
    for person in demo.people:
        contacts = [contact for contact in demo.contacts if contact.person_id == person.id]
        last = last_contact_on(person, contacts)
        if last and retention(last, demo.today) == Retention.DUE:
            due.append(person.id)
    assert due == [demo.awkward.purge_due]


# Follow-up


def test_45_per_cent_booked_and_70_per_cent_of_those_came(demo: Demonstration) -> None:
    assert 100 * len({a.person_id for a in demo.appointments}) / 380 == pytest.approx(45, abs=1)
    past = [a.status for a in demo.appointments if a.starts_at.astimezone(LOCAL).date() < demo.today]
    assert shares(past)[AppointmentStatus.KEPT] == pytest.approx(70, abs=1)
    assert AppointmentStatus.BOOKED not in past


def test_some_come_today_and_nobody_meets_two_people_at_once(demo: Demonstration) -> None:
    todays = [a for a in demo.appointments if a.starts_at.astimezone(LOCAL).date() == demo.today]
    assert len(todays) == 3
    assert {a.status for a in todays} == {AppointmentStatus.BOOKED}
    slots = [(a.worker_id, a.starts_at) for a in demo.appointments]
    assert len(set(slots)) == len(slots)


def test_nobody_who_refused_is_followed(demo: Demonstration) -> None:
    followed = {fact.person_id for fact in [*demo.appointments, *demo.notes]}
    assert demo.awkward.refusal not in followed


def test_both_sexes_and_the_unstated_are_named(demo: Demonstration) -> None:
    assert {person.sex for person in demo.people if person.first_name} == set(Sex)


# Places


def test_permits_are_granted_but_for_one_to_ask_for_and_one_that_is_soon_over(demo: Demonstration) -> None:
    permits = Counter(place.permit for place in demo.places)
    assert permits[Permit.GRANTED] > permits[Permit.TO_ASK] == 1
    granted = [place for place in demo.places if place.permit == Permit.GRANTED]
    soon = demo.today + timedelta(days=30)
    assert [p.type for p in granted if p.permit_until and p.permit_until < soon] == [PlaceType.MARKET]
    assert all(p.permit_until for p in granted)
    assert not any(p.permit_until for p in demo.places if p.permit != Permit.GRANTED)


def test_the_van_has_a_name_and_goes_wherever_there_is_no_stand(demo: Demonstration) -> None:
    assert [van.name for van in demo.vehicles] == ["Camionnette 1"]
    for outing in demo.outings:
        assert (outing.vehicle_id == demo.vehicles[0].id) is (outing.type == OutingType.VAN)


# What the public is told


def test_of_four_stories_two_may_be_told_one_waits_and_one_was_withdrawn(demo: Demonstration) -> None:
    stories = [fact for fact in demo.publicity if isinstance(fact, Story)]
    assert [may_be_told(story) for story in stories] == [True, False, False, True]
    assert {str(story.moderation) for story in stories} == {"waiting", "approved"}
    known = {person.id for person in demo.people}
    assert {s.person_id for s in stories if s.person_id} <= known
    assert len({s.person_id for s in stories}) == 4
