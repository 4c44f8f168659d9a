from __future__ import annotations

from datetime import timedelta

from espace_mobile.app.actions import contacts, outings
from espace_mobile.app.actions.locked import ingest_locked, payload
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.vocabulary import AgeBand, CancelReason, Sex
from espace_mobile.protocol.values import new_id


def tap(now, **known) -> dict[str, object]:
    return {"id": new_id(), **payload(now, **known)}


def test_taps_on_the_lock_screen_become_contacts_once(replica, worker, outing, now, commits) -> None:
    taps = [tap(now, outing_id=outing.id), tap(now, outing_id=outing.id, sex=Sex.MALE, age_band=AgeBand.FROM_55)]
    commits()
    added = ingest_locked(replica, taps, worker)
    assert commits() == 1
    assert [(c.at, c.sex, c.worker_id) for c in added] == [(now, Sex.UNSTATED, None), (now, Sex.MALE, None)]
    assert ingest_locked(replica, taps, worker) == []
    assert commits() == 0
    assert contacts.counts_of(replica, outing).contacts == 2


def test_a_tap_taken_in_then_undone_does_not_come_back(replica, worker, outing, now) -> None:
    taps = [tap(now, outing_id=outing.id)]
    [added] = ingest_locked(replica, taps, worker)
    contacts.undo_contact(replica, added, worker)
    assert ingest_locked(replica, taps, worker) == []
    assert replica.all(Contact) == []


def test_a_tap_without_outing_counts_at_the_teams_outing_of_its_day(replica, worker, outing, now) -> None:
    [added] = ingest_locked(replica, [tap(now)], worker)
    assert (added.outing_id, added.team) == (outing.id, outing.team_id)


def test_taps_of_a_day_without_outing_share_one_made_for_them(replica, worker, outing, now, today) -> None:
    outings.cancel(replica, outing, worker, CancelReason.WEATHER)
    ingest_locked(replica, [tap(now), tap(now)], worker)
    ingest_locked(replica, [tap(now + timedelta(hours=1))], worker)
    [made] = [o for o in replica.all(Outing) if o.id != outing.id]
    assert (made.on, made.team_id) == (today, worker.team_ids[0])
    assert contacts.counts_of(replica, made).contacts == 3


def test_a_tap_at_midnight_belongs_to_the_day_on_the_wall(replica, worker, outing, now) -> None:
    late = now.replace(hour=22, minute=30) - timedelta(days=1)  # 00:30 in Paris on the outing's day
    [added] = ingest_locked(replica, [tap(late)], worker)
    assert added.outing_id == outing.id
