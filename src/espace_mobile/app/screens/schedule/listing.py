"""The dates in a list, by month: from this one on, the past at a tap, forty lines at a time."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import outings
from espace_mobile.app.components import link, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.schedule.chip import Chips
from espace_mobile.app.screens.schedule.filters import passing
from espace_mobile.app.screens.schedule.lines import date_line
from espace_mobile.app.screens.schedule.looked import SOME, Acts, Looked
from espace_mobile.app.ui import Ui, memo, use_records, use_ui
from espace_mobile.domain.outing import Outing
from espace_mobile.i18n.translator import sentence


@memo
def DateList(acts: Acts, shown: Chips, past: int, ahead: int) -> Any:
    """`past`, `ahead`: how many lines, before and from this month on. Tests: `schedule.past`, `schedule.more`,
    `schedule.more_past`."""
    ui, looked = use_ui(), acts.looked
    use_records("outing", "place", "team")
    ft.use_state(looked.filters)
    found = passing(ui.replica, looked.filters, outings.schedule(ui.replica))
    this_month = clock.today().replace(day=1)
    gone = [o for o in found if o.on < this_month]
    coming = found[len(gone) :]
    listed = [*(gone[-past:] if past else []), *coming[:ahead]]
    parts = [*_past(ui, looked, len(gone))]
    for month, of_month in groupby(listed, key=lambda o: o.on.replace(day=1)):
        some = tuple(of_month)
        parts.append(MonthOfList(shown.about(some), month, some))
    if not listed:
        parts.append(muted(ui, ui.t("schedule.nothing_shown")))
    if len(coming) > ahead:
        more: Any = lambda: setattr(looked, "ahead", ahead + SOME)  # noqa: E731
        words = ui.tn("schedule.more", min(SOME, len(coming) - ahead))
        parts.append(ft.Row([link(ui, words, more, identifier="schedule.more", icon_name=ft.Icons.EXPAND_MORE)]))
    return ft.Column(parts, spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


@memo
def MonthOfList(shown: Chips, month: date, dates: tuple[Outing, ...]) -> Any:
    """Redrawn alone when one of its dates is opened or ticked."""
    ui = use_ui()
    use_records("place", "team")
    lines = ft.Column([date_line(ui, shown, o) for o in dates], spacing=0)
    return ft.Column([title(ui, sentence(ui.words.month(month))), lines], spacing=16)


def _past(ui: Ui, looked: Looked, count: int) -> list[ft.Control]:
    """Shows the last of them, then those before, at the place where they come; or hides them again."""
    if not count:
        return []
    words = ui.t("schedule.hide_past") if looked.past else ui.tn("schedule.show_past", count)
    turn: Any = lambda: setattr(looked, "past", 0 if looked.past else SOME)  # noqa: E731
    links = [link(ui, words, turn, identifier="schedule.past", icon_name=ft.Icons.HISTORY)]
    if looked.past and count > looked.past:
        more: Any = lambda: setattr(looked, "past", looked.past + SOME)  # noqa: E731
        before = ui.tn("schedule.more_past", min(SOME, count - looked.past))
        links.append(link(ui, before, more, identifier="schedule.more_past", icon_name=ft.Icons.EXPAND_LESS))
    return [ft.Row(links, wrap=True, spacing=0, run_spacing=0)]


def listed_ids(ui: Ui, looked: Looked) -> list[str]:
    """What « all » ticks in the list: whatever passes the filters, from this month on."""
    found: list[Outing] = passing(ui.replica, looked.filters, outings.schedule(ui.replica))
    this_month = clock.today().replace(day=1)
    return [o.id for o in found if looked.past or o.on >= this_month]
