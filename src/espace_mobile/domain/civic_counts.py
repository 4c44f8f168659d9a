"""The missions of a year: how many began, of the number wanted; for which theme, at which kind of host."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.civic_rules import BEGUN, CURRENT
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.sheet_vocabulary import CivicTheme, HostType, MissionStatus, Vocation


@dataclass(frozen=True)
class MissionCount:
    """`begun`: whose first day is in the year and that ran; `target`: None when the association set no number.

    `open`, `running`: now, whatever the year. `themes`, `hosts`: of those begun; `vocations`: of those whose last day
    is in the year, None for what was not asked yet.
    """

    begun: int
    target: int | None
    open: int
    running: int
    themes: Mapping[CivicTheme, int]
    hosts: Mapping[HostType, int]
    vocations: Mapping[Vocation | None, int]


def hosts_now(missions: Iterable[CivicMission]) -> tuple[str, ...]:
    """The ids of the organisations whose missions run or are about to: those whose referents meet."""
    found = (m.organisation_id for m in missions if m.status in CURRENT)
    return tuple(sorted({id for id in found if id}))


def count_missions(missions: Iterable[CivicMission], year: Span, target: int | None) -> MissionCount:
    known = list(missions)
    begun = [m for m in known if m.status in BEGUN and m.since in year]
    over = [m for m in known if m.status in BEGUN - {MissionStatus.RUNNING} and m.until in year]
    now = Counter(m.status for m in known)
    return MissionCount(
        len(begun), target, now[MissionStatus.OPEN], now[MissionStatus.RUNNING], Counter(m.theme for m in begun),
        Counter(m.host for m in begun), Counter(m.vocation for m in over),
    )  # fmt: skip
