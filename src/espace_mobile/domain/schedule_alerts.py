"""The rules of the schedule that two planners break together: each was right alone, and somebody must choose.

What else is unwise about a date is a warning of that date (`schedule_warnings`), which nobody has to decide.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from espace_mobile.domain.alerts import Alert
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import AlertRule
from espace_mobile.domain.schedule_clashes import Clash, Shares, clashes, is_to_come, standing, teams, vans, workers

RULES = (AlertRule.MOVED_TWICE, AlertRule.TEAM_TWICE, AlertRule.VAN_TWICE, AlertRule.WORKER_TWICE)


def twice_on_a_day(dates: Collection[Outing], only_van: str | None, today: date) -> Iterator[Alert]:
    """Each pair of dates that need one team, one van or one worker at one hour: one alert, of the first of these.

    `dates`: of one day. Two that stand for one date are another matter (`moved_twice`).
    """
    rules: dict[AlertRule, Shares] = {
        AlertRule.TEAM_TWICE: teams, AlertRule.VAN_TWICE: vans(only_van), AlertRule.WORKER_TWICE: workers,
    }  # fmt: skip
    coming = [outing for outing in dates if is_to_come(outing, today)]
    told: set[tuple[str, str]] = set()
    for rule, shares in rules.items():
        for clash in clashes(coming, shares):
            pair = clash.one.id, clash.other.id
            if pair not in told and not _of_one_family(clash):
                told.add(pair)
                yield _alert(rule, (clash.one, clash.other), *clash.shared)


def moved_twice(moved_id: str, moved: Outing | None, replacements: Iterable[Outing], today: date) -> Iterator[Alert]:
    """Several dates stand for one. `moved`: None when it is not here."""
    stand = standing(moved, replacements)
    if len(stand) > 1 and any(is_to_come(outing, today) for outing in stand):
        ids = tuple(outing.id for outing in stand)
        yield Alert(AlertRule.MOVED_TWICE, moved_id, (moved_id, *sorted(ids)), on=stand[0].on, outing_ids=ids)


def _alert(rule: AlertRule, dates: tuple[Outing, ...], *shared: str) -> Alert:
    """At another day or hour, or for another van, it is another alert."""
    when = sorted(f"{outing.id} {outing.on} {outing.starts or ''}" for outing in dates)
    ids = tuple(outing.id for outing in dates)
    return Alert(rule, min(ids), (*when, *shared), on=dates[0].on, outing_ids=ids)


def _of_one_family(clash: Clash) -> bool:
    one, other = clash.one, clash.other
    same = one.replaces_id is not None and one.replaces_id == other.replaces_id
    return same or one.replaces_id == other.id or other.replaces_id == one.id
