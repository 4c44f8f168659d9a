from __future__ import annotations

from datetime import date, timedelta

import pytest

from espace_mobile.app.actions import referrals
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import ReferralAnswer, ReferralDirection
from espace_mobile.domain.person import Person
from espace_mobile.domain.referral import Referral
from espace_mobile.domain.vocabulary import Need, OrganisationType
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id

TO, FROM = ReferralDirection.TO_PARTNER, ReferralDirection.FROM_PARTNER
NIR = "1 85 05 78 006 084 36"


@pytest.fixture
def samir(replica, team) -> Person:
    person = Person(id=new_id(), team=team.id, first_name="Samir")
    replica.save(person, by="setup")
    return person


@pytest.fixture
def partner(replica, worker) -> Organisation:
    return referrals.add_partner(replica, "Mission locale", OrganisationType.PARTNER, worker)


def test_a_person_sent_to_a_partner_expects_an_answer_in_two_weeks(replica, worker, today, samir, partner) -> None:
    done = referrals.refer(
        replica, samir, TO, partner.id, worker, today=today, reason=Need.TRAINING, reason_text=" CAP cuisine "
    )  # fmt: skip
    made = done.fact
    assert (made.on, made.expected_on, made.answer) == (today, today + timedelta(days=14), ReferralAnswer.WAITING)
    assert (made.reason, made.reason_text, made.team) == (Need.TRAINING, "CAP cuisine", samir.team)
    assert referrals.referrals_of(replica, samir.id) == [made]
    take_back(replica, done, worker)
    assert referrals.referrals_of(replica, samir.id) == []


def test_an_answer_has_a_day_and_words_and_can_be_undone(replica, worker, today, samir, partner) -> None:
    sent = referrals.refer(replica, samir, TO, partner.id, worker, today=today - timedelta(days=5)).fact
    said = referrals.answer(replica, sent, ReferralAnswer.ACCEPTED, worker, today=today).fact
    assert (said.answer, said.answered_on, said.answer_text) == ("accepted", today, None)
    done = referrals.answer(
        replica, said, ReferralAnswer.ACCEPTED, worker, today=today, on=today - timedelta(days=1), text="le 3 juin"
    )  # fmt: skip
    more = done.fact
    assert (more.answered_on, more.answer_text) == (today - timedelta(days=1), "le 3 juin")
    take_back(replica, done, worker)
    assert replica.get(Referral, sent.id) == said
    assert referrals.answer(replica, more, ReferralAnswer.WAITING, worker, today=today).fact.answered_on is None


@pytest.mark.parametrize(
    ("more", "field", "reason"),
    [
        ({"organisation_id": None}, "organisation_id", "required"),
        ({"on": date(2026, 5, 15)}, "sent_on", "future"),
        ({"expected_on": date(2026, 5, 13)}, "expected_on", "before_referral"),
        ({"reason_text": NIR}, "reason_text", "nir"),
        ({"reason_text": "é" * 281}, "reason_text", "too_long"),
    ],
)
def test_a_referral_that_can_t_be_kept_says_why(replica, worker, today, samir, partner, more, field, reason) -> None:
    given = {"organisation_id": partner.id, **more}
    with pytest.raises(InputError) as caught:
        referrals.refer(replica, samir, TO, worker=worker, today=today, **given)
    assert (caught.value.field, caught.value.reason) == (field, reason)
    assert replica.all(Referral) == []


@pytest.mark.parametrize(
    ("days", "text", "field", "reason"),
    [(-6, "", "answered_on", "before_referral"), (1, "", "answered_on", "future"), (0, NIR, "answer_text", "nir"),
     (0, "é" * 281, "answer_text", "too_long")],
)  # fmt: skip
def test_an_answer_that_can_t_be_kept_says_why(
    replica, worker, today, samir, partner, days, text, field, reason
) -> None:
    sent = referrals.refer(replica, samir, TO, partner.id, worker, today=today - timedelta(days=5)).fact
    on = today + timedelta(days=days)
    with pytest.raises(InputError) as caught:
        referrals.answer(replica, sent, ReferralAnswer.ACCEPTED, worker, today=today, on=on, text=text)
    assert (caught.value.field, caught.value.reason) == (field, reason)
    with pytest.raises(InputError) as caught:
        referrals.feed_back(replica, sent, worker, today=today, on=on, text=text)
    assert (caught.value.field, caught.value.reason) == (field.replace("answered", "feedback").replace(
        "answer", "feedback"), reason)  # fmt: skip
    assert replica.all(Referral) == [sent]


def test_an_overdue_answer_and_a_word_back_not_given_are_told_once(replica, worker, today, samir, partner) -> None:
    def ago(days: int, direction: ReferralDirection) -> Referral:
        return referrals.refer(replica, samir, direction, partner.id, worker, today=today - timedelta(days=days)).fact

    ago(14, TO), ago(29, FROM)
    late, forgotten = ago(15, TO), ago(31, FROM)
    taken = referrals.answer(replica, ago(40, FROM), ReferralAnswer.ACCEPTED, worker, today=today).fact
    told = {e.referral.id: e.what for e in referrals.overdue(replica, worker, today)}
    young = {r.id for r in replica.all(Referral)} - {late.id, forgotten.id, taken.id}
    assert {id: what for id, what in told.items() if id not in young} == {
        late.id: "answer", forgotten.id: "feedback", taken.id: "feedback",
    }  # fmt: skip
    done = referrals.feed_back(replica, taken, worker, today=today, text="En formation")
    assert (done.fact.feedback_on, done.fact.feedback_text) == (today, "En formation")
    assert taken.id not in {e.referral.id for e in referrals.overdue(replica, worker, today)}
    take_back(replica, done, worker)
    assert replica.get(Referral, taken.id) == taken


def test_what_is_overdue_shows_only_to_who_may_see_the_person(replica, worker, planner, supervisor, today) -> None:
    other = Person(id=new_id(), team=new_id())
    replica.save(other, by="setup")
    referrals.refer(replica, other, TO, new_id(), worker, today=today - timedelta(days=20))
    assert referrals.overdue(replica, worker, today) == referrals.overdue(replica, planner, today) == []
    assert len(referrals.overdue(replica, supervisor, today)) == 1


def test_who_sees_one_of_two_files_sees_what_is_overdue_in_the_other(replica, worker, today, now, samir) -> None:
    theirs = Person(id=new_id(), team=new_id(), first_name="Sam")
    sent = referrals.refer(replica, samir, TO, new_id(), worker, today=today - timedelta(days=20)).fact
    replica.save(theirs, Merge(id=new_id(), person_id=samir.id, into_id=theirs.id, at=now), by="setup")
    assert [(e.referral, e.person) for e in referrals.overdue(replica, worker, today)] == [(sent, theirs)]


def test_partners_are_found_by_any_word_and_our_own_house_is_not_one(replica, worker, partner) -> None:
    replica.save(Organisation(id=new_id(), name="Notre maison", type=OrganisationType.OWN), by="setup")
    spa = referrals.add_partner(replica, "  Épicerie   sociale ", OrganisationType.HOST, worker)
    assert (spa.name, spa.type, spa.team) == ("Épicerie sociale", "host", None)
    assert referrals.partners(replica) == [spa, partner]
    assert referrals.partners(replica, "SOCIALE epi") == [spa]
    assert referrals.partners(replica, "maison") == []
    assert referrals.add_partner(replica, "epicerie sociale", OrganisationType.PARTNER, worker) == spa


def test_a_partner_renamed_is_not_renamed_back_by_one_added_under_its_old_name(replica, worker, partner) -> None:
    replica.save(partner.but(name="Mission locale du Nord"), by="setup")
    again = referrals.add_partner(replica, "Mission locale", OrganisationType.PARTNER, worker)
    assert again.id != partner.id
    assert {o.name for o in replica.all(Organisation)} == {"Mission locale", "Mission locale du Nord"}
