"""How many contacts each outing had, when, and which of them were with people who have a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from espace_mobile.domain.outing import Outing
from espace_mobile.domain.vocabulary import OutingStatus
from espace_mobile.sample.draw import Draw

MEAN, K, LEAST, MOST = 15, 4, 2, 45
ATTACHED = 0.30
MET_AGAIN = 0.25
_BACK_WITHIN = timedelta(days=240)


class Visit(NamedTuple):
    """One contact to be: `n` tells it from its neighbours."""

    n: int
    outing: Outing
    at: datetime


def draw_visits(draw: Draw, outings: Iterable[Outing], rainy: str) -> list[Visit]:
    """In order of time. Only held dates have any; the outing `rainy` has none."""
    held = [outing for outing in outings if outing.status == OutingStatus.HELD and outing.id != rainy]
    visits: list[Visit] = []
    for outing, count in zip(held, draw.negative_binomial(len(held), MEAN, K, LEAST, MOST), strict=True):
        assert outing.starts
        assert outing.ends
        moments = sorted(draw.moment(outing.on, outing.starts, outing.ends) for _ in range(count))
        visits += [Visit(len(visits) + n, outing, at) for n, at in enumerate(moments)]
    return visits


def share_out(draw: Draw, visits: list[Visit], people: int) -> list[list[Visit]]:
    """The visits of each of `people`, in order of time: at least one, all with one team, never two in one outing."""
    free: dict[str | None, dict[int, Visit]] = defaultdict(dict)
    for visit in visits:
        free[visit.outing.team_id][visit.n] = visit
    teams = draw.deal(people, {team: len(slots) for team, slots in free.items()})
    shares = [[_take(draw, list(free[team].values()), free[team])] for team in teams]
    back = draw.random.sample(range(people), round(MET_AGAIN * people))
    returns = max(len(back), round(ATTACHED * len(visits)) - people)
    for who in [*back, *draw.random.choices(back, k=returns - len(back))]:
        share, slots = shares[who], free[teams[who]]
        possible = [visit for visit in slots.values() if _may_return(share, visit)]
        if possible:
            share.append(_take(draw, possible, slots))
    # Files are numbered by the day they were opened.
    return sorted((sorted(share, key=lambda visit: visit.n) for share in shares), key=lambda share: share[0].n)


def _take(draw: Draw, possible: list[Visit], slots: dict[int, Visit]) -> Visit:
    return slots.pop(draw.one(possible).n)


def _may_return(share: list[Visit], visit: Visit) -> bool:
    met = {known.outing.id for known in share}
    return visit.outing.id not in met and abs(visit.at - share[0].at) <= _BACK_WITHIN
