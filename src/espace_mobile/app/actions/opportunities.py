"""What somebody can come for, as the public reads it: a supervisor writes it, shows it and takes it off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from espace_mobile.app.actions import undoing
from espace_mobile.app.actions.change import Seen, change_seen, current, held
from espace_mobile.app.actions.publishing import check_may
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.public_site import Opportunity
from espace_mobile.domain.publishing import is_offered
from espace_mobile.domain.schedule_vocabulary import OpportunitySort
from espace_mobile.domain.text import tidy
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

TITLE, TEXT, COMMUNE = 120, 1500, 80  # characters


@dataclass(frozen=True)
class Offer:
    """As typed, unchecked; a sort and a title are needed. `until`: the last day."""

    sort: OpportunitySort | None = None
    title: str = ""
    text: str = ""
    commune: str = ""
    organisation_id: str | None = None
    until: date | None = None

    @classmethod
    def of(cls, offer: Opportunity) -> Offer:
        """As a form shows it."""
        return cls(offer.sort, offer.title, offer.text, offer.commune_name or "", offer.organisation_id, offer.until)

    def checked(self) -> dict[str, Any]:
        """The fields of an opportunity. Raises `InputError` naming the field at fault."""
        if self.sort is None:
            raise InputError("sort", "required")
        title = check_note(tidy(self.title), "title", TITLE)
        if not title:
            raise InputError("title", "empty")
        return {
            "sort": self.sort, "title": title, "text": check_note(self.text, "text", TEXT) or "",
            "commune_name": check_note(tidy(self.commune), "commune", COMMUNE),
            "organisation_id": self.organisation_id or None, "until": self.until,
        }  # fmt: skip


def opportunities(replica: Replica, today: date) -> list[Opportunity]:
    """Those the public may read first, the first to end before the others; then what is hidden or over."""
    return sorted(
        replica.all(Opportunity),
        key=lambda o: (not is_offered(o, today), o.until or date.max, o.title.casefold(), o.id),
    )


@held
def write(
    replica: Replica, offer: Offer, worker: Worker, *, itself: Opportunity | None = None, seen: Seen | None = None
) -> Opportunity:
    """A new one, or what differs of `itself`, as it was when the form opened; `seen`: `seen_now` of then.

    Raises `InputError`: (`sort`, `required`), (`title`, `empty`), (…, `too_long` or `nir`), (`record`,
    `supervisor_only`), like `check_here`.
    """
    check_may(worker)
    after = offer.checked()
    if itself is not None:
        changed = {name: value for name, value in after.items() if value != getattr(itself, name)}
        return change_seen(replica, itself, worker, seen or {}, **changed)
    made = Opportunity(id=new_id(), **after)
    replica.save(made, by=worker.id)
    return made


@held
def show(replica: Replica, offer: Opportunity, shown: bool, worker: Worker) -> Done[Opportunity]:
    """`undoing.take_back` undoes it. Raises `InputError` like `write`."""
    check_may(worker)
    return do(replica, current(replica, offer).but(shown=shown), worker=worker)


def remove(replica: Replica, offer: Opportunity, worker: Worker) -> Done[Opportunity]:
    """`undoing.take_back` undoes it. Raises `InputError` like `write`."""
    check_may(worker)
    return undoing.remove(replica, offer, worker=worker)
