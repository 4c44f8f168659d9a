"""People sent to a partner, or by one: why, what was answered, and word back to whoever sent them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Literal

from espace_mobile.app.actions import people
from espace_mobile.app.actions.change import check_here, current, held
from espace_mobile.app.actions.files import person_of, told_of
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain import referring
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import ReferralAnswer, ReferralDirection
from espace_mobile.domain.person import Person
from espace_mobile.domain.referral import Referral
from espace_mobile.domain.text import folded
from espace_mobile.domain.vocabulary import Need, OrganisationType
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id, new_id
from espace_mobile.store.replica import Replica

LIMIT = 100


@dataclass(frozen=True)
class Expected:
    """Something not heard, or not said: the answer to a referral, or word back to whoever sent the person. `by`: the
    day it was due."""

    referral: Referral
    person: Person
    what: Literal["answer", "feedback"]
    by: date


# Reading


def referrals_of(replica: Replica, person_id: str) -> list[Referral]:
    """Latest first."""
    return sorted(told_of(replica, Referral, person_id), key=lambda r: (r.on, r.id), reverse=True)


def overdue(replica: Replica, worker: Worker, today: date, *, mine: bool = False, limit: int = LIMIT) -> list[Expected]:
    """Answers and words back that should have come, of people this worker may see, the oldest first. Once a referral:
    an answer that is not there is what is to be told. `mine`: of the people this worker sent or follows."""
    found = {e.referral.id: e for e in [*_without_feedback(replica, today), *_without_answer(replica, today)]}
    wanted = (e for e in found.values() if not mine or _is_of(e, worker))
    seen = (e for e in wanted if people.may_see(replica, worker, e.person))
    return list(islice(sorted(seen, key=lambda e: (e.by, e.referral.id)), limit))


def _is_of(expected: Expected, worker: Worker) -> bool:
    return worker.id in (expected.referral.worker_id, expected.person.referent_id)


def _without_answer(replica: Replica, today: date) -> Iterator[Expected]:
    for referral in replica.where(Referral, answer=ReferralAnswer.WAITING):
        person = person_of(replica, referral.person_id) if referring.answer_overdue(referral, today) else None
        if person is not None:
            yield Expected(referral, person, "answer", referring.expected_on(referral))


def _without_feedback(replica: Replica, today: date) -> Iterator[Expected]:
    for referral in replica.where(Referral, direction=ReferralDirection.FROM_PARTNER, feedback_on=None):
        by = referring.feedback_expected_on(referral)
        person = person_of(replica, referral.person_id) if by is not None and by < today else None
        if person is not None and by is not None:
            yield Expected(referral, person, "feedback", by)


def partners(replica: Replica, query: str = "", limit: int = 6) -> list[Organisation]:
    """Those whose name holds every word of the query, in alphabetical order; never our own association. Work: the
    organisations, of which there are hundreds at most."""
    words = folded(query).split()
    ranked = sorted(
        (folded(o.name), o.id, o) for o in replica.all(Organisation) if o.type != OrganisationType.OWN
    )  # fmt: skip
    return list(islice((o for name, _, o in ranked if all(word in name for word in words)), limit))


# Acting: `undoing.take_back` undoes each


def add_partner(replica: Replica, name: str, type: OrganisationType, worker: Worker) -> Organisation:
    """A partner known to every team; the one there is, when there is one of this name.

    Raises `InputError` (`partner_name`, `required`, `too_long` or `nir`).
    """
    kept = referring.check_partner_name(name)
    known = next((o for o in replica.all(Organisation) if folded(o.name) == folded(kept)), None)
    if known is not None:
        return known
    # Two tablets that add the same one make one of it.
    id = derived_id("organisation", folded(kept))
    taken = replica.record(Organisation.kind, id) is not None
    added = Organisation(id=new_id() if taken else id, name=kept, type=type)
    replica.save(added, by=worker.id)
    return added


@held
def refer(
    replica: Replica,
    person: Person,
    direction: ReferralDirection,
    organisation_id: str | None,
    worker: Worker,
    *,
    today: date,
    on: date | None = None,
    reason: Need | None = None,
    reason_text: str = "",
    expected_on: date | None = None,
) -> Done[Referral]:
    """`on`: today unless said; of who we send to a partner an answer is expected two weeks later unless said.

    Raises `InputError`: (`organisation_id`, `required`), (`sent_on`, `future`), (`expected_on`, `before_referral`),
    (`reason_text`, `nir` or `too_long`), or like `check_here`.
    """
    if not organisation_id:
        raise InputError("organisation_id", "required")
    day = referring.check_day(on or today, "sent_on", today)
    sent = direction != ReferralDirection.FROM_PARTNER
    by = (expected_on or day + referring.ANSWER_DAYS) if sent else None
    if by is not None and by < day:
        raise InputError("expected_on", "before_referral")
    made = Referral(
        id=new_id(), team=person.team, person_id=person.id, direction=direction, organisation_id=organisation_id,
        on=day, reason=reason, reason_text=check_note(reason_text, "reason_text"), expected_on=by, worker_id=worker.id,
    )  # fmt: skip
    check_here(replica, person)
    return do(replica, made, worker=worker)


def answer(
    replica: Replica, referral: Referral, said: ReferralAnswer, worker: Worker, *, today: date, on: date | None = None,
    text: str | None = None,
) -> Done[Referral]:  # fmt: skip
    """What the partner answered us, or we the partner; `WAITING` takes an answer back. `text`: None leaves what there
    is.

    Raises `InputError`: (`answered_on`, `future` or `before_referral`), (`answer_text`, `nir` or `too_long`).
    """
    if said == ReferralAnswer.WAITING:
        return _change(replica, referral, worker, answer=said, answered_on=None)
    day = referring.check_day(on or today, "answered_on", today, referral.on)
    told = {} if text is None else {"answer_text": check_note(text, "answer_text")}
    return _change(replica, referral, worker, answer=said, answered_on=day, **told)


def feed_back(
    replica: Replica, referral: Referral, worker: Worker, *, today: date, on: date | None = None,
    text: str | None = None,
) -> Done[Referral]:  # fmt: skip
    """Whoever sent the person was told what became of it. `text`: None leaves what there is.

    Raises `InputError`: (`feedback_on`, `future` or `before_referral`), (`feedback_text`, `nir` or `too_long`).
    """
    day = referring.check_day(on or today, "feedback_on", today, referral.on)
    told = {} if text is None else {"feedback_text": check_note(text, "feedback_text")}
    return _change(replica, referral, worker, feedback_on=day, **told)


@held
def _change(replica: Replica, referral: Referral, worker: Worker, **changes: Any) -> Done[Referral]:
    check_here(replica, referral)
    return do(replica, current(replica, referral).but(**changes), worker=worker)
