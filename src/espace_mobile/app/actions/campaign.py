"""What is done to be known: each action with its days, its number and its cost; and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from espace_mobile.app.actions.change import Seen, change_seen, check_here, current, held
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.domain import campaign_effect
from espace_mobile.domain.campaign_action import CampaignAction
from espace_mobile.domain.campaign_effect import Effect, Month
from espace_mobile.domain.money import parse_amount, typed_amount
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import CampaignSort
from espace_mobile.domain.text import tidy
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.following import per_replica
from espace_mobile.store.heard import Heard
from espace_mobile.store.replica import Replica

LENGTH = 120  # characters of the title and of the place
MOST = 1_000_000  # copies: nobody prints more

_heard = per_replica(Heard)


@dataclass(frozen=True)
class Described:
    """As typed, unchecked; the sort and the first day are needed."""

    sort: CampaignSort | None = None
    since: date | None = None
    until: date | None = None
    title: str = ""
    quantity: str = ""
    cost: str = ""
    where: str = ""
    place_id: str | None = None
    organisation_id: str | None = None

    @classmethod
    def of(cls, action: CampaignAction) -> Described:
        """As a form shows it."""
        quantity = "" if action.quantity is None else str(action.quantity)
        return cls(
            action.sort, action.since, action.until, action.title, quantity, typed_amount(action.cents),
            action.where or "", action.place_id, action.organisation_id,
        )  # fmt: skip

    def checked(self) -> dict[str, Any]:
        """The fields of an action. Raises `InputError` naming the field at fault."""
        if self.sort is None:
            raise InputError("sort", "required")
        if self.since is None:
            raise InputError("since", "required")
        if self.until is not None and self.until < self.since:
            raise InputError("until", "before_start")
        return {
            "sort": self.sort, "since": self.since, "until": self.until,
            "title": check_note(tidy(self.title), "title", LENGTH) or "",
            "quantity": _quantity(self.quantity), "cents": parse_amount(self.cost),
            "where": check_note(tidy(self.where), "place", LENGTH),
            "place_id": self.place_id or None, "organisation_id": self.organisation_id or None,
        }  # fmt: skip


# Reading


def actions_of(replica: Replica, programme_id: str) -> list[CampaignAction]:
    """Latest first. Work: proportional to the result."""
    found = replica.where(CampaignAction, programme_id=programme_id)
    return sorted(found, key=lambda a: (a.since, a.id), reverse=True)


def cost(actions: Iterable[CampaignAction]) -> int | None:
    """Cents, of the actions whose cost is said; None when no one's is."""
    said = [action.cents for action in actions if action.cents is not None]
    return sum(said) if said else None


def effect(replica: Replica, action: CampaignAction, today: date) -> Effect | None:
    """Of all the contacts this device holds. Work: proportional to the days of the action."""
    return campaign_effect.effect(action, _heard(replica).between, today)


def heard_by_month(replica: Replica) -> Counter[Month]:
    """{(first day of the month, channel or None): contacts}. Work: proportional to the months."""
    return _heard(replica).months()


# Saying


@held
def add(replica: Replica, programme: Programme, typed: Described, worker: Worker) -> CampaignAction:
    """Raises `InputError` like `Described.checked`; (`record`, `counsellor_only`) to whoever may not."""
    check_may(worker)
    action = CampaignAction(id=new_id(), programme_id=programme.id, worker_id=worker.id, **typed.checked())
    replica.save(action, by=worker.id)
    return action


def correct(
    replica: Replica, action: CampaignAction, typed: Described, worker: Worker, *, seen: Seen | None = None
) -> CampaignAction:
    """`seen`: `seen_now` of when the form opened. Raises `InputError` like `add`."""
    check_may(worker)
    return change_seen(replica, action, worker, seen or {}, **typed.checked())


@held
def remove(replica: Replica, action: CampaignAction, worker: Worker) -> CampaignAction:
    """What is returned can be given to `restore`. Raises `InputError` (`record`)."""
    check_may(worker)
    check_here(replica, action)
    gone = current(replica, action)
    replica.delete(gone, by=worker.id)
    return gone


@held
def restore(replica: Replica, action: CampaignAction, worker: Worker) -> None:
    """Undo `remove`. Raises `InputError` (`record`)."""
    check_may(worker)
    check_here(replica, action)
    replica.save(action, by=worker.id)


def _quantity(typed: str) -> int | None:
    """« 1 500 » is a number."""
    said = "".join(typed.split())
    if not said:
        return None
    if not (said.isascii() and said.isdigit()):
        raise InputError("quantity", "format")
    if len(said) > len(str(MOST)) or int(said) > MOST:
        raise InputError("quantity", "too_large", max=MOST)
    return int(said)
