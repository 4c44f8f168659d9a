"""The generator over a register: what is asked becomes a request, a proposal becomes dates.

Only dates that are planned, are to come and nobody chose are replaced: the generator's own, and those typed by hand if
a planner says so. What is confirmed, held, cancelled or moved is never touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from espace_mobile.app.actions import outing_days
from espace_mobile.app.actions.change import held
from espace_mobile.app.actions.planning import check_may
from espace_mobile.app.actions.schedule_settings import settings
from espace_mobile.app.actions.school_calendar import school_calendar
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.neighbourhoods import neighbourhood_key
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.outing_place import type_at
from espace_mobile.domain.periods import days_of
from espace_mobile.domain.place import Place
from espace_mobile.domain.proposal.greedy import never
from espace_mobile.domain.proposal.making import propose as made_by
from espace_mobile.domain.proposal.plan import Proposal, ProposedDate, Stop
from espace_mobile.domain.proposal.request import KeptDate, PlaceChoice, Request, TeamChoice
from espace_mobile.domain.schedule import goes_ahead
from espace_mobile.domain.schedule_vocabulary import Permit
from espace_mobile.domain.team import Team
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import OutingStatus, PlaceType
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.planning import best_solver
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica

WORKED = frozenset(range(6))  # a team goes out from Monday to Saturday unless somebody says otherwise
HOURS = (time(14), time(17))  # where neither a place nor a date there says any
_AROUND = timedelta(days=100)  # a quarter and a week: what the ends of a period share with the days beyond
_AUGUST = 8
_APART = (PlaceType.OFFICE, PlaceType.EVENT)
Hours = tuple[time | None, time | None]


@dataclass(frozen=True)
class Asked:
    """What a planner asks. `without`: places left out; `quotas`: dates by place; `teams`: those who go out, by id (none
    of them: dates without a team); `days_off`: single days. `typed_too`: dates typed by hand are replaced as well."""

    first: date
    last: date
    wanted: int
    without: frozenset[str] = frozenset()
    quotas: Mapping[str, int] = field(default_factory=dict)
    teams: tuple[TeamChoice, ...] = ()
    sundays_off: bool = True
    public_holidays_off: bool = True
    school_holidays_off: bool = False
    august_off: bool = False
    days_off: frozenset[date] = frozenset()
    once_a_week: bool = True
    typed_too: bool = False


@dataclass(frozen=True)
class Generated:
    """`replaced`: ids of the dates that the proposal takes the place of."""

    asked: Asked
    proposal: Proposal
    replaced: frozenset[str] = frozenset()


# Reading


def offered_places(replica: Replica) -> list[Place]:
    """Those one goes to, by neighbourhood and name."""
    found = (place for place in replica.all(Place) if place.active)
    return sorted(found, key=lambda p: (neighbourhood_key(p), p.name.casefold(), p.id))


def left_out_at_first(replica: Replica) -> frozenset[str]:
    """Where one may not stand, receives people indoors, or goes on the one day of a feast."""
    found = offered_places(replica)
    return frozenset(p.id for p in found if p.permit == Permit.REFUSED or p.type in _APART)


def offered_teams(replica: Replica) -> list[TeamChoice]:
    found = sorted((t for t in replica.all(Team) if t.active), key=lambda t: (t.name.casefold(), t.id))
    return [TeamChoice(team.id, team.name, WORKED) for team in found]


def replaceable(replica: Replica, asked: Asked, today: date) -> list[Outing]:
    """The dates that a new proposal takes the place of, from tomorrow on."""
    first = max(asked.first, today + timedelta(days=1))
    found = outing_days.between(replica, first, asked.last) if first <= asked.last else []
    return [o for o in found if o.status == OutingStatus.PLANNED and (o.proposal is not None or asked.typed_too)]


def request_of(replica: Replica, asked: Asked, today: date) -> Request:
    """Everything a solver needs, read at once. Days up to today are over: nothing is proposed there."""
    gone = {outing.id for outing in replaceable(replica, asked, today)}
    around = outing_days.between(replica, asked.first - _AROUND, asked.last + _AROUND)
    left = [outing for outing in around if outing.id not in gone]
    places = {place.id: place for place in replica.all(Place)}
    chosen = [place for place in offered_places(replica) if place.id not in asked.without]
    hours = usual_hours(left)
    return Request(
        first=asked.first, last=asked.last, wanted=asked.wanted,
        places=tuple(PlaceChoice(_with_hours(replica, p), asked.quotas.get(p.id)) for p in chosen),
        teams=asked.teams,
        vans=tuple(sorted(van.id for van in replica.all(Vehicle) if van.active)),
        kept=tuple(_kept(outing, places.get(outing.place_id or "")) for outing in left),
        excluded=_excluded(asked, today), school_holidays=_school_holidays(replica, asked),
        sundays_off=asked.sundays_off, public_holidays_off=asked.public_holidays_off, once_a_week=asked.once_a_week,
        starts=hours[0], ends=hours[1],
    )  # fmt: skip


def usual_hours(outings: Sequence[Outing]) -> Hours:
    """The commonest of these dates."""
    told: Counter[Hours] = Counter((o.starts, o.ends) for o in outings if o.starts and o.ends)
    return max(told, key=lambda hours: (told[hours], str(hours)), default=HOURS)


def propose(replica: Replica, asked: Asked, seed: int, today: date, stop: Stop = never) -> Generated:
    """May take seconds: in a thread. Never raises for what is asked."""
    with replica.lock:
        request = request_of(replica, asked, today)
        replaced = frozenset(outing.id for outing in replaceable(replica, asked, today))
    return Generated(asked, made_by(request, seed, stop, best_solver()), replaced)


def is_stale(replica: Replica, generated: Generated, today: date) -> bool:
    """Whether the schedule, the places or the vans have changed since."""
    return request_of(replica, generated.asked, today) != generated.proposal.request


# Acting


@held
def accept(replica: Replica, generated: Generated, worker: Worker, today: date) -> Done[Outing]:
    """Saves all of it in one commit, which `undoing.take_back` undoes. Two tablets that accept the same proposal make
    the same dates. Dates confirmed or changed meanwhile stay, and nothing is put beside them at the same place.

    Raises `InputError` (`record`, `planner_only`), (`proposal`, `empty`).
    """
    check_may(worker)
    gone = {o.id: o for o in replaceable(replica, generated.asked, today) if o.id in generated.replaced}
    there = _spots(replica, generated, gone)
    made = _outings(replica, generated, gone, there)
    if not made:
        raise InputError("proposal", "empty")
    again = {outing.id for outing in made}
    return do(replica, made[0], *made[1:], worker=worker, deleting=[o for o in gone.values() if o.id not in again])


def _spots(replica: Replica, generated: Generated, gone: Mapping[str, Outing]) -> set[tuple[date, str | None]]:
    asked = generated.asked
    left = (o for o in outing_days.between(replica, asked.first, asked.last) if o.id not in gone)
    return {(o.on, o.place_id) for o in left if goes_ahead(o)}


def _outings(
    replica: Replica, generated: Generated, gone: Mapping[str, Outing], there: set[tuple[date, str | None]]
) -> list[Outing]:
    asked, seed = generated.asked, generated.proposal.seed
    run = derived_id("proposal", asked.first.isoformat(), asked.last.isoformat(), str(asked.wanted), str(seed))
    dates = [one for one in generated.proposal.dates if (one.on, one.place_id) not in there]
    return [
        Outing(
            id=_id(replica, one, gone), type=type_at(replica.get(Place, one.place_id)), on=one.on, starts=one.starts,
            ends=one.ends, place_id=one.place_id, team_id=one.team_id, vehicle_id=one.vehicle_id, proposal=run,
        )
        for one in dates
    ]  # fmt: skip


def _id(replica: Replica, one: ProposedDate, gone: Mapping[str, Outing]) -> str:
    """As by hand and by an import: whoever plans the same date means the same. One that was moved or edited since keeps
    its id: this one takes the next."""
    spot = [str(part or "") for part in (one.on, one.starts, one.place_id, one.team_id)]
    n, id = 0, derived_id("outing", *spot)
    while id not in gone and replica.get(Outing, id) is not None:
        n, id = n + 1, derived_id("outing", *spot, str(n))
    return id


def _with_hours(replica: Replica, place: Place) -> Place:
    """As at the dates there, where the place itself says nothing."""
    if place.opens and place.closes:
        return place
    there = [o for o in replica.where(Outing, place_id=place.id) if o.starts and o.ends]
    starts, ends = usual_hours(there) if there else (None, None)
    return place.but(opens=starts, closes=ends)


def _kept(outing: Outing, place: Place | None) -> KeptDate:
    return KeptDate(
        outing.on, outing.place_id, neighbourhood_key(place) or None, place.qpv_code if place else None,
        outing.team_id, outing.vehicle_id, counts=goes_ahead(outing),
    )  # fmt: skip


def _excluded(asked: Asked, today: date) -> frozenset[date]:
    over = days_of(asked.first, min(today, asked.last))
    august = [day for day in days_of(asked.first, asked.last) if day.month == _AUGUST] if asked.august_off else []
    return asked.days_off | frozenset(over) | frozenset(august)


def _school_holidays(replica: Replica, asked: Asked) -> frozenset[date]:
    calendar = school_calendar(settings(replica).school_zone) if asked.school_holidays_off else None
    return frozenset(day for day in days_of(asked.first, asked.last) if calendar.on(day)) if calendar else frozenset()
