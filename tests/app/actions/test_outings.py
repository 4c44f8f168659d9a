from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from espace_mobile.app.actions import contacts, outings
from espace_mobile.app.actions.people import Identity, Opening, open_file
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.vocabulary import CancelReason, NoticeGiven, OutingStatus, OutingType, TallyOf, Weather
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id


def test_todays_outing_is_the_teams_first_one_not_closed(replica, outing, worker, now, today) -> None:
    later = outing.but(id=new_id(), starts=time(15), ends=time(18))
    elsewhere = outing.but(id=new_id(), starts=time(7), team_id=new_id())
    off = outing.but(id=new_id(), starts=time(8), status=OutingStatus.CANCELLED)
    replica.save(later, elsewhere, off, by=worker.id)
    assert outings.outings_of_day(replica, worker, today) == [outing, later]
    assert outings.todays_outing(replica, worker, today) == outing
    outings.close(replica, outing, worker, now=now)
    assert outings.todays_outing(replica, worker, today) == later
    outings.close(replica, later, worker, now=now)
    assert outings.todays_outing(replica, worker, today).id == later.id


def test_one_who_belongs_to_no_team_sees_every_outing_of_the_day(replica, outing, supervisor, today) -> None:
    assert outings.todays_outing(replica, supervisor, today) == outing


def test_a_day_without_outing_tells_the_next_one(replica, outing, worker, today) -> None:
    yesterday = today - timedelta(days=1)
    assert outings.todays_outing(replica, worker, yesterday) is None
    assert outings.next_outing(replica, worker, yesterday) == outing
    assert outings.next_outing(replica, worker, today) is None


def test_closing_says_held_and_reopening_takes_it_back(replica, outing, worker, now) -> None:
    assert outings.start(replica, outing, worker).status == OutingStatus.CONFIRMED
    closed = outings.close(replica, outing, worker, now=now, weather=Weather.RAIN)
    assert (closed.status, closed.closed_at, closed.weather) == (OutingStatus.HELD, now, Weather.RAIN)
    reopened = outings.reopen(replica, closed, worker)
    assert (reopened.status, reopened.closed_at, reopened.weather) == (OutingStatus.CONFIRMED, None, Weather.RAIN)


def test_closing_keeps_what_another_screen_changed_meanwhile(replica, outing, worker, now) -> None:
    replica.save(outing.but(weather=Weather.WIND), by=worker.id)
    assert outings.close(replica, outing, worker, now=now).weather == Weather.WIND


def test_the_recap_says_what_the_outing_amounts_to(replica, outing, worker, now, today) -> None:
    met = contacts.log_contact(replica, outing, worker, now=now)
    contacts.log_contact(replica, outing, worker, now=now)
    contacts.tally(replica, outing, worker, TallyOf.FLYER, now=now, delta=12)
    opening = Opening(Identity(first_name="Samir"), NoticeGiven.ORAL, contact=met)
    open_file(replica, opening, worker, now=now, today=today, outing=outing)
    told = outings.recap(replica, outing)
    assert (told.counts.contacts, told.attached, told.files_opened) == (2, 1, 1)
    assert told.counts.tally(TallyOf.FLYER) == 12


def test_a_cancelled_date_keeps_its_reason_and_can_be_planned_again(replica, outing, worker, today) -> None:
    cancelled = outings.cancel(replica, outing, worker, CancelReason.WEATHER)
    assert (cancelled.status, cancelled.cancel_reason) == (OutingStatus.CANCELLED, CancelReason.WEATHER)
    assert outings.todays_outing(replica, worker, today) is None
    outings.plan_again(replica, cancelled, worker)
    assert outings.todays_outing(replica, worker, today) == outing


def test_a_moved_date_links_to_the_one_that_replaces_it_in_one_commit(replica, outing, worker, today, commits) -> None:
    commits()
    instead = outings.move(replica, outing, worker, today + timedelta(days=7), time(14), time(17))
    assert commits() == 1
    moved = replica.get(Outing, outing.id)
    assert (moved.status, moved.moved_to_id) == (OutingStatus.MOVED, instead.id)
    assert instead.replaces_id == outing.id
    assert (instead.on, instead.starts, instead.place_id) == (date(2026, 5, 21), time(14), outing.place_id)
    assert outings.todays_outing(replica, worker, today) is None


def test_a_proposed_date_that_was_moved_by_hand_is_no_proposal_any_more(replica, outing, worker, today) -> None:
    proposed = outing.but(proposal="run")
    replica.save(proposed, by=worker.id)
    assert outings.move(replica, proposed, worker, today + timedelta(days=7)).proposal is None


def test_a_move_can_be_undone_as_if_it_had_never_been(replica, outing, worker, today) -> None:
    done = outings.moved(replica, outing, worker, today + timedelta(days=7), outing.starts, outing.ends)
    assert done.fact.replaces_id == outing.id
    take_back(replica, done, worker)
    assert replica.all(Outing) == [outing]


def test_taking_a_move_back_cancels_the_replacement(replica, outing, worker, today) -> None:
    instead = outings.move(replica, outing, worker, today + timedelta(days=7))
    outings.plan_again(replica, replica.get(Outing, outing.id), worker)
    assert replica.get(Outing, outing.id) == outing
    assert replica.get(Outing, instead.id).status == OutingStatus.CANCELLED


def test_taking_a_move_back_leaves_a_held_replacement_alone(replica, outing, worker, today, now) -> None:
    instead = outings.move(replica, outing, worker, today + timedelta(days=7))
    held = outings.close(replica, instead, worker, now=now)
    outings.plan_again(replica, replica.get(Outing, outing.id), worker)
    assert replica.get(Outing, instead.id) == held


@pytest.mark.parametrize(
    ("starts", "ends", "field", "reason"),
    [(time(9), time(13), "on", "unchanged"), (time(14), time(14), "ends", "before_start")],
)
def test_a_move_that_makes_no_sense_is_refused_and_changes_nothing(
    replica, outing, worker, today, starts, ends, field, reason
) -> None:
    with pytest.raises(InputError) as caught:
        outings.move(replica, outing, worker, today, starts, ends)
    assert (caught.value.field, caught.value.reason) == (field, reason)
    assert replica.all(Outing) == [outing]


def test_the_schedule_is_filtered_and_in_order(replica, outing, worker, today) -> None:
    market = outing.but(id=new_id(), on=today - timedelta(days=3), type=OutingType.MARKET)
    elsewhere = outing.but(id=new_id(), team_id=new_id(), status=OutingStatus.HELD)
    replica.save(market, elsewhere, by=worker.id)
    assert [o.id for o in outings.schedule(replica)] == [
        market.id,
        *sorted([outing.id, elsewhere.id], key=lambda id: ({outing.id: time(9), elsewhere.id: time(9)}[id], id)),
    ]
    assert outings.schedule(replica, team_id=outing.team_id, type=OutingType.MARKET) == [market]
    assert outings.schedule(replica, status=OutingStatus.HELD) == [elsewhere]


def test_each_twelve_months_from_the_first_date_are_counted_against_sixty(outing, today) -> None:
    dates = [date(2025, 2, 1), date(2026, 1, 31), date(2026, 2, 1), date(2027, 2, 9)]
    planned = [outing.but(id=new_id(), on=on, status=OutingStatus.HELD) for on in dates]
    years = outings.programme_years(planned, today)
    assert [(y.since, y.until, y.count.held, y.count.target) for y in years] == [
        (date(2025, 2, 1), date(2026, 1, 31), 2, 60),
        (date(2026, 2, 1), date(2027, 2, 9), 2, 61),
    ]


def test_a_first_date_begins_a_programme_year(outing, today) -> None:
    [year] = outings.programme_years([outing], today)
    assert (year.since, year.until, year.count.planned) == (today, date(2027, 5, 13), 1)
    assert outings.programme_years([], today) == []


def test_a_day_nobody_planned_has_one_outing_however_many_tablets_begin_it(replica, worker, today, commits) -> None:
    begun = outings.improvise(replica, worker, today)
    commits()
    assert outings.improvise(replica, worker, today) == begun
    assert commits() == 0
    assert outings.todays_outing(replica, worker, today) == begun
    assert begun.id == outings.unplanned(worker.team_ids[0], today).id
