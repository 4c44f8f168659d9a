"""What is unwise about the dates to come, one function a rule. Nothing is refused: who plans is told, and decides.

Dates that were cancelled or moved count for nothing. Those that were held are beside others, and are warned of no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from espace_mobile.domain.neighbourhoods import neighbourhood_key
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.periods import monday
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule import TO_COME, goes_ahead, in_order
from espace_mobile.domain.schedule_clashes import Clash, clashes, standing, teams, vans, workers
from espace_mobile.domain.schedule_vocabulary import Permit, ScheduleRule
from espace_mobile.domain.school_holidays import SchoolCalendar
from espace_mobile.domain.text import folded
from espace_mobile.domain.vocabulary import OutingType, PlaceType
from espace_mobile.domain.working_days import holiday_on

EXPIRED, NOT_ASKED = "expired", "not_asked"  # of a permit, besides its codes
WEEKDAY, HOURS = "weekday", "hours"
_LACKING = (Permit.TO_ASK, Permit.ASKED, Permit.REFUSED)


@dataclass(frozen=True)
class Warning:
    """`outing_id`: the date it is about, empty when one is missing (a QPV in a quarter, which begins `on`).

    `others`: the dates that clash with it. `detail`: what is shared (ids of vans, teams, workers), the code of a
    permit, of a holiday or of a QPV, or the words above.
    """

    rule: ScheduleRule
    on: date
    outing_id: str
    others: tuple[str, ...] = ()
    place_id: str | None = None
    detail: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """What the rules go by. `only_van`: as `schedule_clashes.only_van` says; `school`: None when nothing is known."""

    places: Mapping[str, Place]
    only_van: str | None = ""
    school: SchoolCalendar | None = None

    def place(self, outing: Outing) -> Place | None:
        return self.places.get(outing.place_id or "")


def of_weeks(dates: Iterable[Outing], known: Known) -> list[Warning]:
    """Every rule but those of quarters and of moves. `dates`: of whole weeks, Monday to Sunday."""
    going = sorted(filter(goes_ahead, dates), key=in_order)
    found = [
        *van_twice(going, known), *team_twice(going), *worker_twice(going),
        *(w for o in going if o.status in TO_COME for rule in OF_ONE for w in rule(o, known)),
        *same_week(going, known),
    ]  # fmt: skip
    return sorted(found, key=lambda w: (w.on, w.outing_id))


def van_twice(dates: Iterable[Outing], known: Known) -> Iterator[Warning]:
    return _of_both(ScheduleRule.VAN_TWICE, clashes(dates, vans(known.only_van)))


def team_twice(dates: Iterable[Outing]) -> Iterator[Warning]:
    return _of_both(ScheduleRule.TEAM_TWICE, clashes(dates, teams))


def worker_twice(dates: Iterable[Outing]) -> Iterator[Warning]:
    """Of any team."""
    return _of_both(ScheduleRule.WORKER_TWICE, clashes(dates, workers))


def no_team(outing: Outing, known: Known) -> Iterator[Warning]:
    if outing.team_id is None:
        yield _about(outing, ScheduleRule.NO_TEAM)


def no_permit(outing: Outing, known: Known) -> Iterator[Warning]:
    """A market of which nobody said anything; a place that refused, or has not answered; a permit that is over."""
    place = known.place(outing)
    if place is None:
        return
    is_market = place.type == PlaceType.MARKET or outing.type == OutingType.MARKET
    if place.permit in _LACKING:
        yield _about(outing, ScheduleRule.NO_PERMIT, str(place.permit))
    elif place.permit is None and is_market:
        yield _about(outing, ScheduleRule.NO_PERMIT, NOT_ASKED)
    elif place.permit == Permit.GRANTED and place.permit_until is not None and place.permit_until < outing.on:
        yield _about(outing, ScheduleRule.NO_PERMIT, EXPIRED)


def not_its_day(outing: Outing, known: Known) -> Iterator[Warning]:
    """Another weekday than the place's, or hours that are not within its own."""
    place = known.place(outing)
    if place is None:
        return
    if place.weekday is not None and place.weekday != outing.on.weekday():
        yield _about(outing, ScheduleRule.NOT_ITS_DAY, WEEKDAY)
        return
    early = outing.starts is not None and place.opens is not None and outing.starts < place.opens
    late = outing.ends is not None and place.closes is not None and outing.ends > place.closes
    if early or late:
        yield _about(outing, ScheduleRule.NOT_ITS_DAY, HOURS)


def out_of_season(outing: Outing, known: Known) -> Iterator[Warning]:
    place = known.place(outing)
    if place is not None and place.months and outing.on.month not in place.months:
        yield _about(outing, ScheduleRule.OUT_OF_SEASON)


def public_holiday(outing: Outing, known: Known) -> Iterator[Warning]:
    if holiday := holiday_on(outing.on):
        yield _about(outing, ScheduleRule.PUBLIC_HOLIDAY, holiday.value)


def school_holiday(outing: Outing, known: Known) -> Iterator[Warning]:
    closed = known.school.on(outing.on) if known.school is not None else None
    if closed is not None:
        yield _about(outing, ScheduleRule.SCHOOL_HOLIDAY, closed.value)


def same_week(dates: Sequence[Outing], known: Known) -> Iterator[Warning]:
    """Twice in one neighbourhood from a Monday to a Sunday; a place without one is a neighbourhood of its own."""
    together: dict[tuple[date, str], list[Outing]] = defaultdict(list)
    for outing in filter(goes_ahead, dates):
        if place := known.place(outing):
            together[monday(outing.on), _neighbourhood(place)].append(outing)
    for some in together.values():
        for outing in some if len(some) > 1 else ():
            if outing.status in TO_COME:
                others = tuple(o.id for o in some if o.id != outing.id)
                yield _about(outing, ScheduleRule.SAME_WEEK, others=others)


def _neighbourhood(place: Place) -> str:
    """Two places of which nobody said the neighbourhood are not in one, though they are in one commune."""
    return neighbourhood_key(place) if place.neighbourhood else place.id


def qpv_not_visited(quarter: date, dates: Iterable[Outing], places: Iterable[Place]) -> Iterator[Warning]:
    """The QPV of a place one still goes to, without a date in the quarter that begins on this day. `dates`: of the
    quarter; nothing is said of one for which nothing was planned."""
    going = [o for o in dates if goes_ahead(o)]
    if not going:
        return
    known = {place.id: place for place in places}
    visited = {place.qpv_code for o in going if (place := known.get(o.place_id or ""))}
    missing: dict[str, Place] = {}
    for place in sorted(known.values(), key=lambda p: (folded(p.name), p.id)):
        if place.active and place.qpv_code and place.qpv_code not in visited:
            missing.setdefault(place.qpv_code, place)
    for code, place in sorted(missing.items()):
        yield Warning(ScheduleRule.QPV_NOT_VISITED, quarter, "", place_id=place.id, detail=(code,))


def moved_twice(moved: Outing | None, replacements: Iterable[Outing]) -> Iterator[Warning]:
    """`replacements`: every date that says it replaces `moved`."""
    stand = standing(moved, replacements)
    for outing in stand if len(stand) > 1 else ():
        if outing.status in TO_COME:
            yield _about(outing, ScheduleRule.MOVED_TWICE, others=tuple(o.id for o in stand if o.id != outing.id))


def _of_both(rule: ScheduleRule, found: Iterable[Clash]) -> Iterator[Warning]:
    dates: dict[str, Outing] = {}
    others: dict[str, dict[str, None]] = defaultdict(dict)
    shared: dict[str, set[str]] = defaultdict(set)
    for clash in found:
        for outing, other in ((clash.one, clash.other), (clash.other, clash.one)):
            dates[outing.id] = outing
            others[outing.id][other.id] = None
            shared[outing.id] |= {*clash.shared}
    for id, outing in dates.items():
        if outing.status in TO_COME:
            yield _about(outing, rule, *sorted(shared[id]), others=tuple(others[id]))


def _about(outing: Outing, rule: ScheduleRule, *detail: str, others: tuple[str, ...] = ()) -> Warning:
    return Warning(rule, outing.on, outing.id, others, outing.place_id, detail)


OF_ONE: tuple[Callable[[Outing, Known], Iterator[Warning]], ...] = (
    no_team, no_permit, not_its_day, out_of_season, public_holiday, school_holiday,
)  # fmt: skip
