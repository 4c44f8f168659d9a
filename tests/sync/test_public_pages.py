"""What would be handed over for the public: nothing sealed but the words somebody agreed to, and what would change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import Consent
from espace_mobile.domain.person import Person
from espace_mobile.domain.place import Place
from espace_mobile.domain.public_site import Opportunity, Publication, PublicSite, TeamCalendar
from espace_mobile.domain.public_site import Testimonial as Story  # pytest would take it for a test
from espace_mobile.domain.schedule_vocabulary import Moderation, OpportunitySort
from espace_mobile.domain.schedule_vocabulary import TestimonialBy as By
from espace_mobile.domain.vocabulary import OutingStatus
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store import erasing
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from espace_mobile.sync.public_pages import (
    PUBLICATION,
    SITE,
    changes,
    digests_of,
    is_public,
    pages,
    publication_of,
    team_dates,
)
from tests.domain.drawn_facts import facts

NOW = datetime(2026, 5, 14, 8, 42, tzinfo=UTC)
TODAY = date(2026, 5, 14)
FIRST = TODAY - timedelta(weeks=4)
MARK = "introuvable"
MARKET = Place(id=new_id(), name="Marché des Tilleuls", commune_name="Troyes", commune_insee="10387", access="code 12")


def opened() -> Replica:
    return Replica(MemoryStorage(), "d" * 16, Keychain("org", {1: new_org_key()}), lambda: int(NOW.timestamp() * 1000))


@pytest.fixture
def replica() -> Iterator[Replica]:
    made = opened()
    save(made, PublicSite(id=SITE, title="Espace Mobile", slug="espace-mobile"), MARKET)
    yield made
    made.close()


def save(replica: Replica, *facts: Fact) -> None:
    replica.save(*facts, by="c" * 32)


def outing(days: int = 7, **more: Any) -> Outing:
    told = {"place_id": MARKET.id, "starts": time(9), "ends": time(13), **more}
    return Outing(id=new_id(), on=TODAY + timedelta(days=days), **told)


def story(**more: Any) -> Story:
    told = {"by": By.EMPLOYEE, "text": "On m’a écoutée.", "signed": "Lila", "written_on": TODAY}
    agreed = {"consent": Consent.GIVEN, "moderation": Moderation.APPROVED}
    return Story(**{"id": new_id(), **told, **agreed, **more})


def publish(replica: Replica) -> None:
    made = pages(replica, TODAY, NOW)
    save(replica, Publication(
        id=PUBLICATION, revision=1, at=NOW, outing_ids=tuple(d.id for d in made.dates if not d.cancelled),
        off_ids=tuple(d.id for d in made.dates if d.cancelled), testimonial_ids=tuple(s.id for s in made.stories),
        digests=tuple(digests_of(made).values()),
    ))  # fmt: skip


def differing(replica: Replica) -> dict[str, Any]:
    told = changes(replica, pages(replica, TODAY, NOW), FIRST)
    return {name: len(value) if isinstance(value, tuple) else value for name, value in vars(told).items() if value}


SEALED = [kind for kind in KINDS.values() if kind.sealed]


@pytest.mark.parametrize("kind", SEALED, ids=lambda kind: kind.kind)
@given(data=st.data())
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_sealed_word_of_any_fact_is_handed_over(data: st.DataObject, kind: type[Fact]) -> None:
    """Every date, calendar, offer and story there could be is asked for, with what this fact says beside them."""
    replica = opened()
    drawn = data.draw(facts(kind))
    texts = {n: MARK for n in kind.sealed if kind.model_fields[n].annotation in (str, str | None)}
    told = kind.of(new_id(), {**drawn.fields(), **texts})
    by_kind = {Organisation.kind: {"partner_ids": (told.id,)}, Place.kind: {"place_id": told.id}}
    date_ = outing(**by_kind.get(kind.kind, {}))
    offer = Opportunity(id=new_id(), sort=OpportunitySort.JOB, title="Agent", organisation_id=told.id)
    site = PublicSite(id=SITE, title="Espace Mobile", slug="espace-mobile", months_ahead=24)
    save(replica, site, MARKET, date_, offer, told)
    found = pages(replica, TODAY, NOW).model_dump_json()
    calendar = TeamCalendar(id=new_id(), made_at=NOW, secret=MARK)
    found += team_dates(replica, calendar, TODAY).model_dump_json()
    may = isinstance(told, Story) and is_public(replica, told)
    assert (MARK in found) == may
    assert date_.id in found, "nothing was told of it"


def test_the_words_of_a_story_agreed_to_are_handed_over_and_not_whose_they_are(replica: Replica) -> None:
    person = Person(id=new_id(), first_name="Samira", last_name="Introuvable")
    save(replica, person, story(person_id=person.id, worker_id="w" * 32))
    made = pages(replica, TODAY, NOW)
    assert [s.signed for s in made.stories] == ["Lila"]
    told = made.model_dump_json()
    assert person.id not in told
    assert "Samira" not in told
    assert "w" * 32 not in told


@pytest.mark.parametrize("no", [
    {"consent": Consent.WITHDRAWN}, {"consent": Consent.REFUSED}, {"consent": None}, {"moderation": Moderation.WAITING},
    {"moderation": Moderation.REFUSED},
], ids=str)  # fmt: skip
def test_what_is_not_agreed_to_or_not_read_again_is_not_handed_over(replica: Replica, no: dict[str, Any]) -> None:
    save(replica, story(**no))
    assert pages(replica, TODAY, NOW).stories == ()


def test_a_story_goes_with_its_person(replica: Replica) -> None:
    person = Person(id=new_id(), first_name="Samira")
    told = story(person_id=person.id)
    save(replica, person, told)
    assert is_public(replica, told)
    erasing.erase(replica, Person.kind, person.id, by="c" * 32)
    assert pages(replica, TODAY, NOW).stories == ()
    assert not is_public(replica, told), "a straggler of an erased person is not public either"


def test_a_date_says_where_and_when_and_with_whom(replica: Replica) -> None:
    partner = Organisation(id=new_id(), name="Mission locale", contact_name="Mme Introuvable")
    save(replica, partner, outing(partner_ids=(partner.id,), vehicle_id=new_id(), worker_ids=("w" * 32,)))
    [told] = pages(replica, TODAY, NOW).dates
    assert (told.place, told.commune, told.commune_insee) == ("Marché des Tilleuls", "Troyes", "10387")
    assert (told.starts, told.ends, told.partners) == (time(9), time(13), ("Mission locale",))
    assert told.changed_at == NOW


def test_a_moved_date_told_before_names_its_new_day(replica: Replica) -> None:
    old, other = outing(7), outing(9)
    save(replica, old)
    publish(replica)
    save(replica, other, old.but(status=OutingStatus.MOVED, moved_to_id=other.id))
    told = {d.id: d for d in pages(replica, TODAY, NOW).dates}
    assert (told[old.id].cancelled, told[old.id].moved_to) == (True, other.on)
    save(replica, other.but(hidden=True))
    assert {d.id: d for d in pages(replica, TODAY, NOW).dates}[old.id].moved_to is None


def test_a_date_moved_twice_names_the_day_it_has_now(replica: Replica) -> None:
    first, second, third = outing(7), outing(9), outing(12)
    save(replica, first)
    publish(replica)
    moved = {"status": OutingStatus.MOVED}
    save(replica, first.but(moved_to_id=second.id, **moved), second.but(moved_to_id=third.id, **moved), third)
    assert {d.id: d.moved_to for d in pages(replica, TODAY, NOW).dates}[first.id] == third.on
    save(replica, third.but(moved_to_id=first.id, **moved))  # two planners offline: round in a circle
    assert {d.id: d.moved_to for d in pages(replica, TODAY, NOW).dates}[first.id] is None


def test_a_slip_of_the_year_keeps_nothing_from_being_published(replica: Replica) -> None:
    old, other = outing(7), outing(9)
    save(replica, old)
    publish(replica)
    slip = other.but(on=date(2926, 5, 23))
    save(replica, slip, old.but(status=OutingStatus.MOVED, moved_to_id=slip.id), outing(11))
    told = {d.id: d for d in pages(replica, TODAY, NOW).dates}
    assert (len(told), told[old.id].cancelled, told[old.id].moved_to) == (2, True, None)


def test_a_day_that_is_not_confirmed_is_not_told_through_the_one_it_replaces(replica: Replica) -> None:
    save(replica, PublicSite(id=SITE, title="Espace Mobile", slug="espace-mobile", only_confirmed=True))
    old, other = outing(7, status=OutingStatus.CONFIRMED), outing(9)
    save(replica, old)
    publish(replica)
    save(replica, other, old.but(status=OutingStatus.MOVED, moved_to_id=other.id))
    assert [(d.id, d.moved_to) for d in pages(replica, TODAY, NOW).dates] == [(old.id, None)]
    assert team_dates(replica, TeamCalendar(id=new_id(), made_at=NOW), TODAY).dates[0].moved_to == other.on


def test_a_story_of_a_deleted_file_is_not_public(replica: Replica) -> None:
    person = Person(id=new_id(), first_name="Lila")
    told = story(person_id=person.id)
    save(replica, person, told)
    replica.delete(person, by="c" * 32)
    assert not is_public(replica, told)


def test_nothing_would_change_just_after_publishing(replica: Replica) -> None:
    save(replica, outing(), outing(9, status=OutingStatus.CONFIRMED), story())
    assert differing(replica) == {"new": 2, "texts": True, "stories_new": 1}
    publish(replica)
    assert differing(replica) == {}


def test_each_change_is_told_apart(replica: Replica) -> None:
    held, changed, off, hidden, told = outing(-26), outing(5), outing(6), outing(8), story()
    offer = Opportunity(id=new_id(), sort=OpportunitySort.JOB, title="Agent")
    save(replica, held, changed, off, hidden, told, offer)
    publish(replica)
    save(
        replica, changed.but(starts=time(10)), off.but(status=OutingStatus.CANCELLED), hidden.but(hidden=True),
        outing(12), told.but(consent=Consent.WITHDRAWN), story(), offer.but(until=TODAY),
        PublicSite(id=SITE, title="Espace Mobile du Nord", slug="espace-mobile"),
    )  # fmt: skip
    assert differing(replica) == {
        "new": 1, "changed": 1, "off": 1, "gone": 1, "offers": 1, "texts": True, "stories_new": 1, "stories_gone": 1,
    }  # fmt: skip
    later = TODAY + timedelta(days=5)  # what leaves the site for its age is no change
    assert held.id not in {d.id for d in pages(replica, later, NOW).dates}
    publish(replica)
    assert changes(replica, pages(replica, later, NOW), later - timedelta(weeks=4)).gone == 0


def test_a_cancellation_the_server_was_told_of_waits_for_nobody(replica: Replica) -> None:
    off = outing()
    save(replica, off)
    publish(replica)
    last = publication_of(replica)
    assert last is not None
    save(replica, off.but(status=OutingStatus.CANCELLED), last.but(outing_ids=(), off_ids=(off.id,)))
    assert differing(replica) == {}


def test_the_calendar_of_a_team_has_its_dates_alone(replica: Replica) -> None:
    north, south = outing(team_id="n" * 32, hidden=True), outing(team_id="s" * 32)
    save(replica, north, south)
    calendar = TeamCalendar(id=new_id(), team_id="n" * 32, name="Équipe Nord", made_at=NOW)
    told = team_dates(replica, calendar, TODAY)
    assert (told.name, [d.id for d in told.dates]) == ("Équipe Nord", [north.id])
    assert len(team_dates(replica, calendar.but(team_id=None), TODAY).dates) == 2
