from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.app.actions import contacts
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.tally import Tally
from espace_mobile.domain.vocabulary import AgeBand, Need, ReferralChannel, Sex, TallyOf
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from espace_mobile.store.storage import JournalStorage


def test_one_tap_is_one_contact_in_one_commit(replica, outing, worker, now, commits) -> None:
    commits()
    contacts.log_contact(replica, outing, worker, now=now)
    assert commits() == 1
    assert contacts.counts_of(replica, outing).contacts == 1


def test_a_cell_of_the_pad_counts_with_sex_and_age(replica, outing, worker, now) -> None:
    for _ in range(3):
        contacts.log_contact(replica, outing, worker, now=now, sex=Sex.FEMALE, age_band=AgeBand.FROM_26_TO_44)
    contacts.log_contact(replica, outing, worker, now=now)
    counts = contacts.counts_of(replica, outing)
    assert counts.pad == {(Sex.FEMALE, AgeBand.FROM_26_TO_44): 3, (Sex.UNSTATED, AgeBand.UNSTATED): 1}


def test_a_contact_belongs_to_the_team_of_its_outing(replica, outing, worker, now) -> None:
    contact = contacts.log_contact(replica, outing, worker, now=now)
    assert (contact.team, contact.worker_id) == (outing.team_id, worker.id)


def test_an_undone_contact_no_longer_counts(replica, outing, worker, now) -> None:
    kept = contacts.log_contact(replica, outing, worker, now=now)
    wrong = contacts.log_contact(replica, outing, worker, now=now)
    described = contacts.describe_contact(replica, wrong, worker, sex=Sex.MALE)
    assert described.sex == Sex.MALE
    contacts.undo_contact(replica, wrong, worker)  # the screen may still hold the contact as it was before
    assert contacts.recent(replica, outing) == [kept]


def test_describing_adds_to_what_was_said(replica, outing, worker, now) -> None:
    contact = contacts.log_contact(replica, outing, worker, now=now, sex=Sex.FEMALE)
    described = contacts.describe_contact(replica, contact, worker, needs=[Need.MOBILITY, Need.FAMILY])
    described = contacts.describe_contact(replica, described, worker, heard_via=ReferralChannel.RADIO)
    kept = replica.get(Contact, contact.id)
    assert kept == described
    assert (kept.sex, kept.needs, kept.heard_via) == (Sex.FEMALE, (Need.MOBILITY, Need.FAMILY), ReferralChannel.RADIO)
    assert contacts.forget_channel(replica, kept, worker).heard_via is None
    assert contacts.describe_contact(replica, kept, worker, needs=[]).needs == ()


def test_the_last_contacts_come_first(replica, outing, worker, now) -> None:
    logged = [contacts.log_contact(replica, outing, worker, now=now + timedelta(minutes=n)) for n in (2, 0, 1)]
    assert contacts.recent(replica, outing, limit=2) == [logged[0], logged[2]]


def test_flyers_add_up_and_can_be_taken_back(replica, outing, worker, now) -> None:
    first = contacts.tally(replica, outing, worker, TallyOf.FLYER, now=now)
    contacts.tally(replica, outing, worker, TallyOf.FLYER, now=now, delta=10)
    contacts.tally(replica, outing, worker, TallyOf.CHILD, now=now)
    assert contacts.tallied(replica, outing, TallyOf.FLYER) == 11
    contacts.undo_tally(replica, first, worker)
    assert contacts.tallied(replica, outing, TallyOf.FLYER) == 10
    assert contacts.counts_of(replica, outing).tally(TallyOf.CHILD) == 1


def test_a_count_never_goes_below_zero(replica, outing, worker, now) -> None:
    assert contacts.tally(replica, outing, worker, TallyOf.REFUSAL, now=now, delta=-1) is None
    contacts.tally(replica, outing, worker, TallyOf.REFUSAL, now=now)
    contacts.tally(replica, outing, worker, TallyOf.REFUSAL, now=now, delta=-1)
    assert contacts.tally(replica, outing, worker, TallyOf.REFUSAL, now=now, delta=-1) is None
    assert contacts.tallied(replica, outing, TallyOf.REFUSAL) == 0


def test_the_contact_counted_a_moment_ago_is_the_one_a_file_is_opened_for(replica, outing, worker, now) -> None:
    somebody_else = worker.but(id=new_id())
    contacts.log_contact(replica, outing, worker, now=now - timedelta(hours=1))
    mine = contacts.log_contact(replica, outing, worker, now=now - timedelta(minutes=2))
    contacts.log_contact(replica, outing, somebody_else, now=now)
    assert contacts.attachable(replica, outing, worker, now) == mine
    replica.save(mine.but(person_id=new_id()), by=worker.id)
    assert contacts.attachable(replica, outing, worker, now) is None


def test_everything_counted_is_there_after_reopening(tmp_path: Path, now: datetime) -> None:
    keys, outing, worker = Keychain("org", {1: new_org_key()}), _outing(now), Worker(id=new_id(), display_name="Nora")
    for expected in (1, 2):
        storage = JournalStorage(tmp_path / "tablet", b"k" * 32)
        replica = Replica(storage, "0" * 16, keys, lambda: int(now.timestamp() * 1000))
        contacts.log_contact(replica, outing, worker, now=now)
        contacts.tally(replica, outing, worker, TallyOf.FLYER, now=now)
        counts = contacts.counts_of(replica, outing)
        replica.close()
        assert (counts.contacts, counts.tally(TallyOf.FLYER)) == (expected, expected)


_TAPS = st.lists(st.sampled_from(["contact", "undo", "flyer", "fewer"]), max_size=30)


@given(_TAPS)
def test_whatever_is_tapped_the_counts_are_those_of_a_plain_counter(taps: list[str]) -> None:
    now = datetime.fromisoformat("2026-05-14T08:42:00+00:00")
    replica = Replica(MemoryStorage(), "0" * 16, Keychain("org", {1: b"k" * 64}), lambda: 0)
    outing, worker = _outing(now), Worker(id=new_id(), display_name="Nora")
    people = flyers = 0
    for tap in taps:
        if tap == "contact":
            contacts.log_contact(replica, outing, worker, now=now)
            people += 1
        elif tap == "undo" and people:
            contacts.undo_contact(replica, contacts.recent(replica, outing)[0], worker)
            people -= 1
        elif tap in ("flyer", "fewer"):
            contacts.tally(replica, outing, worker, TallyOf.FLYER, now=now, delta=1 if tap == "flyer" else -1)
            flyers = max(0, flyers + (1 if tap == "flyer" else -1))
    counts = contacts.counts_of(replica, outing)
    assert (counts.contacts, counts.tally(TallyOf.FLYER)) == (people, flyers)
    assert replica.count(Contact) == people
    assert all(isinstance(t, Tally) for t in replica.all(Tally))


def _outing(now: datetime) -> Outing:
    return Outing(id=new_id(), on=now.date(), team_id=new_id())
