"""Who sent people to us, and to whom they were sent: answered, waiting, overdue."""

from __future__ import annotations

from datetime import date, timedelta

from espace_mobile.domain.interview import Interview
from espace_mobile.domain.path_vocabulary import Recommendation, ReferralAnswer, ReferralDirection
from espace_mobile.domain.person import Person
from espace_mobile.domain.referral import Referral
from espace_mobile.domain.vocabulary import Need, NoticeGiven, ReferralChannel
from espace_mobile.sample.cast import COUNSELLORS, PARTNERS
from espace_mobile.sample.draw import LOCAL, Draw, local
from espace_mobile.sample.follow_up import OPENING

WAITING = 5  # of the latest; the older of these are overdue
_ANSWERS = {
    ReferralAnswer.ACCEPTED: 60, ReferralAnswer.WAITING_LIST: 15, ReferralAnswer.REFUSED: 10,
    ReferralAnswer.NO_SHOW: 10, ReferralAnswer.NO_ANSWER: 5,
}  # fmt: skip
_EXPECTED = timedelta(days=21)


def draw_referrals(draw: Draw, people: list[Person], interviews: list[Interview], today: date) -> list[Referral]:
    """From partners: whoever heard of us by one, one in two. To partners: what talks recommended."""
    by_id = {person.id: person for person in people}
    sent = [
        _from_partner(draw, person, person.opened_on)
        for person in people
        if person.heard_via == ReferralChannel.PARTNER
        and person.notice_given != NoticeGiven.REFUSED
        and person.opened_on is not None
        and draw.happens(0.5)
    ]
    advised = [i for i in interviews if i.recommendation == Recommendation.PARTNER and i.person_id]
    answers = draw.deal(len(advised), _ANSWERS)
    answers[-WAITING:] = [ReferralAnswer.WAITING] * len(answers[-WAITING:])
    told = [
        _to_partner(draw, by_id[talk.person_id or ""], talk, answer, today)
        for talk, answer in zip(advised, answers, strict=True)
    ]
    return sorted([*sent, *told], key=lambda r: (r.on, r.id))


def _from_partner(draw: Draw, person: Person, on: date) -> Referral:
    told_back = draw.happens(0.7)
    return Referral(
        id=draw.id(local(on, OPENING)), team=person.team, person_id=person.id,
        direction=ReferralDirection.FROM_PARTNER, organisation_id=draw.one(PARTNERS).id, on=on,
        reason=person.needs[0] if person.needs else Need.REMOBILISATION, answer=ReferralAnswer.ACCEPTED,
        answered_on=on, feedback_on=on + timedelta(days=1) if told_back else None,
        worker_id=draw.one(COUNSELLORS).id,
    )  # fmt: skip


def _to_partner(draw: Draw, person: Person, talk: Interview, answer: ReferralAnswer, today: date) -> Referral:
    on = talk.at.astimezone(LOCAL).date()
    waits = answer == ReferralAnswer.WAITING
    answered_on = min(on + timedelta(days=draw.random.randint(3, 20)), today)
    return Referral(
        id=draw.id(talk.at), team=person.team, person_id=person.id, direction=ReferralDirection.TO_PARTNER,
        organisation_id=draw.one(PARTNERS).id, on=on, reason=draw.one(list(person.needs or (Need.HOUSING,))),
        expected_on=on + _EXPECTED, answer=answer, answered_on=None if waits else answered_on,
        worker_id=talk.worker_id,
    )  # fmt: skip
