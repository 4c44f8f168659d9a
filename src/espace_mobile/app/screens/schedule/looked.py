"""What is looked at in the schedule: found again on coming back from a date, forgotten at the lock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import workers
from espace_mobile.app.screens.schedule.filters import Filters
from espace_mobile.app.screens.schedule.selection import Selection

if TYPE_CHECKING:
    from espace_mobile.app.ui import Ui
    from espace_mobile.bootstrap import Session

TWO_YEARS, MONTH, WEEK, LIST, PLACES = "two_years", "month", "week", "list", "places"
_WEEK_DAYS = 7
SOME = 40  # lines drawn at first, and more at each tap: a thousand would take a second


@ft.observable
@dataclass(eq=False)
class Looked:
    """`view`: empty until one is chosen. `day`: the month or week shown is its own. `chosen`: the day whose dates are
    listed. `open`: the date shown beside. `moving`: the date that gets another day at the next tap on one.

    `past`, `ahead`: how many lines of the list are drawn, before and from this month on. `year`: the first of the two
    that are shown; 0 until one is chosen.
    """

    view: str = ""
    day: date = field(default_factory=clock.today)
    chosen: date | None = None
    open: str = ""
    moving: str = ""
    past: int = 0
    ahead: int = SOME
    year: int = 0
    filters: Filters = field(default_factory=Filters)
    selection: Selection = field(default_factory=Selection)

    def show(self, view: str) -> None:
        """From a month to a week: that of the day one had chosen, else today's, else the first whole one."""
        if view == WEEK and self.view != WEEK:
            self.day = self.chosen or _of_month(self.day, clock.today())
        self.view, self.moving = view, ""
        self.ahead, self.past = SOME, 0

    def turn_to(self, day: date) -> None:
        self.day = day

    def choose(self, day: date | None) -> None:
        """A day; the date beside makes room for its list."""
        self.chosen, self.open = day, ""

    def look_at(self, outing_id: str) -> None:
        self.open, self.chosen = outing_id, None


def _of_month(day: date, today: date) -> date:
    if (day.year, day.month) == (today.year, today.month):
        return today
    first = day.replace(day=1)
    return first + timedelta(days=-first.weekday() % _WEEK_DAYS)


@dataclass(frozen=True, eq=False)
class Acts:
    """What the cells may do. Not observable: Flet redraws whatever is given an observable at each of its changes, and
    a cell needn't redraw because another was opened."""

    looked: Looked


_looked: WeakKeyDictionary[Session, Looked] = WeakKeyDictionary()


def looked(session: Session) -> Looked:
    if session not in _looked:
        _looked[session] = Looked()
    return _looked[session]


def view_of(ui: Ui, looked: Looked) -> str:
    """Who plans lands on the month where there is room for one; a phone and the field, on the list."""
    return looked.view or (MONTH if ui.rail and workers.may_plan(ui.session.worker) else LIST)
