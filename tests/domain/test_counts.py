from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.ages import PAD_BANDS
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.counts import Counts
from espace_mobile.domain.tally import Tally
from espace_mobile.domain.vocabulary import AgeBand, Need, ReferralChannel, Sex, TallyOf

AT = datetime(2026, 5, 14, 12, tzinfo=UTC)

contact_lists = st.lists(
    st.builds(
        Contact,
        id=st.uuids().map(lambda u: u.hex),
        team=st.none(),
        outing_id=st.just("o"),
        at=st.just(AT),
        sex=st.sampled_from(Sex),
        age_band=st.sampled_from(AgeBand),
        needs=st.lists(st.sampled_from(Need), max_size=3, unique=True).map(tuple),
        heard_via=st.none() | st.sampled_from(ReferralChannel),
        person_id=st.none() | st.sampled_from("abc"),
        worker_id=st.none(),
        note=st.none(),
    ),
    max_size=12,
)
tally_lists = st.lists(
    st.builds(
        Tally,
        id=st.uuids().map(lambda u: u.hex),
        team=st.none(),
        outing_id=st.just("o"),
        at=st.just(AT),
        what=st.sampled_from(TallyOf),
        delta=st.integers(-3, 9),
        worker_id=st.none(),
    ),
    max_size=12,
)


@given(contact_lists, contact_lists, tally_lists, tally_lists)
def test_counts_of_two_tablets_add_up(a: list[Contact], b: list[Contact], s: list[Tally], t: list[Tally]) -> None:
    assert Counts.of(a, s) + Counts.of(b, t) == Counts.of(a + b, s + t)
    assert Counts.of(a, s) + Counts.of(b, t) == Counts.of(b, t) + Counts.of(a, s)


@given(contact_lists, st.data())
def test_attaching_contacts_to_people_never_changes_their_count(contacts: list[Contact], data: st.DataObject) -> None:
    attached = [c.but(person_id=data.draw(st.none() | st.sampled_from("abcd"))) for c in contacts]
    before, after = Counts.of(contacts), Counts.of(attached)
    assert (after.contacts, after.pad, after.needs) == (before.contacts, before.pad, before.needs)


@given(contact_lists)
def test_every_contact_stands_in_one_cell_of_the_pad(contacts: list[Contact]) -> None:
    counts = Counts.of(contacts)
    assert counts.pad.total() == counts.contacts == len(contacts)
    assert {band for _, band in counts.pad} <= {*PAD_BANDS, AgeBand.UNSTATED}


@given(contact_lists)
def test_there_are_never_more_people_than_contacts(contacts: list[Contact]) -> None:
    counts = Counts.of(contacts)
    assert len(counts.people) <= counts.contacts


def test_undoing_what_another_tablet_counted_never_shows_a_negative_number() -> None:
    undo = Tally(id="1", outing_id="o", at=AT, what=TallyOf.FLYER, delta=-2)
    done = undo.but(id="2", delta=5)
    assert Counts.of(tallies=[undo]).tally(TallyOf.FLYER) == 0
    assert (Counts.of(tallies=[undo]) + Counts.of(tallies=[done])).tally(TallyOf.FLYER) == 3


def test_a_tally_that_comes_to_nothing_still_adds() -> None:
    one = Tally(id="1", outing_id="o", at=AT, what=TallyOf.CHILD, delta=-1)
    back = one.but(id="2", delta=1)
    assert (Counts.of(tallies=[one]) + Counts.of(tallies=[back])).tallies[TallyOf.CHILD] == 0
