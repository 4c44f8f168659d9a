"""What a planner does to the dates of the van, one function a deed. As in `path_deeds`, nothing happens where there is
nothing to do it to.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from espace_mobile.app.actions import (
    alerts,
    bulk,
    outings,
    planning,
    schedule_alerts,
    schedule_settings,
    schedule_warnings,
    undoing,
    vehicles,
)
from espace_mobile.app.actions.planning import Plan
from espace_mobile.app.actions.undoing import Done
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import AlertDecision, AlertRule
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_vocabulary import Permit, SchoolZone
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import CancelReason, PlaceType
from tests.simulation.world import Post

if TYPE_CHECKING:
    from tests.simulation.schedule_history import ScheduleHistory as H

DAYS, TEAMS = 9, ("north", "south", None)
HOURS = ((time(9), time(12)), (time(11), time(14)), (None, None))
DAY = timedelta(days=1)


def begin(h: H, office: Post) -> None:
    """Three places, of two neighbourhoods, and some dates that do not clash yet."""
    places = [
        Place(id=h.world.id(), name=name, neighbourhood=neighbourhood, type=type, qpv_code=qpv)
        for name, neighbourhood, type, qpv in (
            ("Halles", "Centre", PlaceType.MARKET, None), ("Lac", "Nord", PlaceType.SQUARE, "QN05101M"),
            ("Tours", "Nord", PlaceType.SQUARE, "QN05102M"),
        )
    ]  # fmt: skip
    office.save(*places, *(Outing(id=h.world.id(), on=h.today + n * DAY, place_id=places[0].id) for n in range(4)))


def plan(h: H, post: Post) -> None:
    starts, ends = h.code(HOURS)
    asked = Plan(
        on=h.today + h.rng.randint(0, DAYS) * DAY, place_id=h.one(post, Place).id, starts=starts, ends=ends,
        team_id=h.code(TEAMS), vehicle_id=_van(h, post), worker_ids=h.code(((), (post.by,), (h.office.by,))),
    )  # fmt: skip
    h.did(post, planning.plan(post.replica, h.worker(post), asked))


def move(h: H, post: Post) -> None:
    starts, ends = h.code(HOURS)
    on = h.today + h.rng.randint(0, DAYS) * DAY
    outings.move(post.replica, h.one(post, Outing), h.worker(post), on, starts, ends)


def change(h: H, post: Post) -> None:
    replica, worker, outing = post.replica, h.worker(post), h.one(post, Outing)
    h.pick([
        lambda: outings.cancel(replica, outing, worker, h.code(CancelReason)),
        lambda: outings.plan_again(replica, outing, worker),
        lambda: outings.start(replica, outing, worker),
        lambda: outings.close(replica, outing, worker, now=h.now),
        lambda: outings.reopen(replica, outing, worker),
        lambda: h.did(post, planning.delete(replica, worker, outing)),
    ])()  # fmt: skip


def many(h: H, post: Post) -> None:
    ids = [outing.id for outing in post.replica.all(Outing) if h.rng.random() < 0.4]
    steps = [bulk.shift(h.rng.randint(-3, 3)), bulk.give_team(h.code(TEAMS)), bulk.give_van(_van(h, post))]
    h.did(post, bulk.apply(post.replica, h.worker(post), sorted(ids), h.pick(steps)))


def keep_one(h: H, post: Post) -> None:
    twice = [p for p in _waiting(h, post) if p.alert.rule == AlertRule.MOVED_TWICE]
    alert = h.pick(twice).alert
    done = schedule_alerts.keep_one(post.replica, alert.subject_id, h.code(alert.outing_ids), h.worker(post))
    if done is not None:
        h.did(post, done)


def decide(h: H, post: Post) -> None:
    waiting = h.pick(_waiting(h, post))
    alerts.settle(post.replica, waiting, AlertDecision.ACCEPTED, h.worker(post), now=h.now)


def furnish(h: H, post: Post) -> None:
    """What the rules go by."""
    replica, worker, place = post.replica, h.worker(post), h.one(post, Place)
    h.pick([
        lambda: h.did(post, vehicles.add(replica, Vehicle, h.code(("Bleue", "Blanche")), worker)),
        lambda: vehicles.set_active(replica, h.one(post, Vehicle), h.code((True, False)), worker),
        lambda: post.save(place.but(permit=h.code((None, *Permit)), months=h.code(((), (6, 7))))),
        lambda: post.save(place.but(weekday=h.code((None, 1)), active=h.code((True, True, False)))),
        lambda: h.did(post, schedule_settings.choose_zone(replica, h.code(SchoolZone), worker)),
    ])()  # fmt: skip


def look(h: H, post: Post) -> None:
    schedule_warnings.to_come(post.replica, h.today)
    _waiting(h, post)


def undo(h: H, post: Post) -> None:
    undoing.take_back(post.replica, h.undoable(post, Done), h.worker(post))


def _van(h: H, post: Post) -> str | None:
    return h.code((None, *sorted(v.id for v in post.replica.all(Vehicle))))  # type: ignore[no-any-return]


def _waiting(h: H, post: Post) -> list[alerts.Pending]:
    return [p for p in alerts.pending(post.replica, h.worker(post), h.today) if alerts.is_of_schedule(p.alert)]


DEEDS: list[tuple[float, Callable[[Any, Post], None]]] = [
    (14, plan), (12, move), (10, change), (4, many), (6, keep_one), (4, decide), (4, furnish), (8, look), (5, undo),
]  # fmt: skip
