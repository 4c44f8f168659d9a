"""What was counted while the screen was locked becomes contacts, once, at the next unlock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from espace_mobile.app import clock
from espace_mobile.app.actions import workers
from espace_mobile.app.actions.outings import outings_of_day, unplanned
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.vocabulary import AgeBand, Sex
from espace_mobile.domain.worker import Worker
from espace_mobile.store.replica import Replica

Payload = Mapping[str, Any]


def payload(
    now: datetime,
    *,
    outing_id: str | None = None,
    team: str | None = None,
    sex: Sex = Sex.UNSTATED,
    age_band: AgeBand = AgeBand.UNSTATED,
) -> dict[str, Any]:
    """What the lockbox keeps of one tap: nothing about who. The lockbox adds the `id` that makes it count once."""
    said = {"at": now.isoformat(), "outing_id": outing_id, "team": team, "sex": str(sex), "age_band": str(age_band)}
    return {key: value for key, value in said.items() if value}


def ingest_locked(replica: Replica, payloads: Iterable[Payload], worker: Worker) -> list[Contact]:
    """The contacts added, in one save. What was taken in before is skipped, even if it was undone since.

    A tap whose outing is not known counts at the team's outing of that day; if none was planned, at one made for it.
    """
    facts: dict[str, Fact] = {}
    for tap in payloads:
        if replica.record(Contact.kind, tap["id"]) is not None or tap["id"] in facts:
            continue
        at = datetime.fromisoformat(tap["at"])
        outing = _outing(replica, tap, clock.local(at).date(), worker)
        if replica.get(Outing, outing.id) is None:
            facts[outing.id] = outing
        facts[tap["id"]] = Contact(
            id=tap["id"], team=outing.team_id, outing_id=outing.id, at=at, sex=Sex(tap.get("sex", Sex.UNSTATED)),
            age_band=AgeBand(tap.get("age_band", AgeBand.UNSTATED)), worker_id=tap.get("worker_id"),
        )  # fmt: skip
    if facts:
        replica.save(*facts.values(), by=worker.id)
    return [fact for fact in facts.values() if isinstance(fact, Contact)]


def _outing(replica: Replica, tap: Payload, on: date, worker: Worker) -> Outing:
    known = replica.get(Outing, tap["outing_id"]) if tap.get("outing_id") else None
    if known is not None:
        return known
    team = tap.get("team") or workers.home_team(worker)
    of_day = outings_of_day(replica, worker, on)
    own = [outing for outing in of_day if outing.team_id == team]
    if own or of_day:
        return (own or of_day)[0]
    # Facts are never refused: the day is kept even though nobody planned it.
    made = unplanned(team, on)
    return replica.get(Outing, made.id) or made
