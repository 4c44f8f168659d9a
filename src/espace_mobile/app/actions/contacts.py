"""Counting and logging at the van: one tap is one contact, and each tap can be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from espace_mobile.app.actions.change import change, current
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.counts import Counts, tally_sums
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.tally import Tally
from espace_mobile.domain.vocabulary import AgeBand, Need, ReferralChannel, Sex, TallyOf
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

JUST_NOW = timedelta(minutes=30)


def log_contact(
    replica: Replica,
    outing: Outing,
    worker: Worker,
    *,
    now: datetime,
    sex: Sex = Sex.UNSTATED,
    age_band: AgeBand = AgeBand.UNSTATED,
) -> Contact:
    """One more contact of the outing, anonymous."""
    contact = Contact(
        id=new_id(), team=outing.team_id, outing_id=outing.id, at=now, sex=sex, age_band=age_band, worker_id=worker.id
    )
    replica.save(contact, by=worker.id)
    return contact


def describe_contact(
    replica: Replica,
    contact: Contact,
    worker: Worker,
    *,
    needs: Iterable[Need] | None = None,
    heard_via: ReferralChannel | None = None,
    sex: Sex | None = None,
    age_band: AgeBand | None = None,
) -> Contact:
    """Say more about a contact; what is None stays as it was (see `forget_channel`)."""
    said = {"needs": None if needs is None else tuple(needs), "heard_via": heard_via, "sex": sex, "age_band": age_band}
    return change(replica, contact, worker, **{field: value for field, value in said.items() if value is not None})


def forget_channel(replica: Replica, contact: Contact, worker: Worker) -> Contact:
    """Take back what was said about how the person heard of us."""
    return change(replica, contact, worker, heard_via=None)


def undo_contact(replica: Replica, contact: Contact, worker: Worker) -> None:
    """The contact was counted by mistake. A file opened from it stays."""
    replica.delete(current(replica, contact), by=worker.id)


def tally(
    replica: Replica, outing: Outing, worker: Worker, what: TallyOf, *, now: datetime, delta: int = 1
) -> Tally | None:
    """Count `delta` more (or fewer) flyers, refusals… None, and nothing saved, when fewer than none would be left."""
    if delta < 0 and tallied(replica, outing, what) + delta < 0:
        return None
    added = Tally(
        id=new_id(), team=outing.team_id, outing_id=outing.id, at=now, what=what, delta=delta, worker_id=worker.id
    )
    replica.save(added, by=worker.id)
    return added


def undo_tally(replica: Replica, added: Tally, worker: Worker) -> None:
    """Take one count back, whatever other tablets counted meanwhile."""
    replica.delete(added, by=worker.id)


def tallied(replica: Replica, outing: Outing, what: TallyOf) -> int:
    return tally_sums(replica.where(Tally, outing_id=outing.id))[what]


def counts_of(replica: Replica, outing: Outing) -> Counts:
    """The pad, the needs and the tallies of one outing, as they stand."""
    return Counts.of(replica.where(Contact, outing_id=outing.id), replica.where(Tally, outing_id=outing.id))


def recent(replica: Replica, outing: Outing, limit: int = 10) -> list[Contact]:
    """The last contacts of the outing, newest first."""
    contacts = sorted(replica.where(Contact, outing_id=outing.id), key=lambda c: (c.at, c.id), reverse=True)
    return contacts[:limit]


def attachable(replica: Replica, outing: Outing, worker: Worker, now: datetime) -> Contact | None:
    """The contact this worker counted a moment ago and opens a file for now: the newest one nobody is attached to."""
    for contact in recent(replica, outing, limit=20):
        if contact.person_id is None and contact.worker_id == worker.id and now - contact.at <= JUST_NOW:
            return contact
    return None
