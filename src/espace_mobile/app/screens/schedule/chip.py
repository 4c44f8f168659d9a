"""A date as a small chip in a day of the month or of the week: its hour, its place, its state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import flet as ft

from espace_mobile.app.screens.schedule.looked import Acts
from espace_mobile.app.screens.schedule.statuses import SIGNS
from espace_mobile.app.screens.schedule.warnings import sign_words, warning_sign
from espace_mobile.app.screens.wording import place_name, team_name
from espace_mobile.app.theme import LABEL, REGULAR, TOUCH
from espace_mobile.app.ui import Ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule import TO_COME, is_off
from espace_mobile.domain.schedule_warnings import Warning

SILENT = ""  # the semantics of a text whose words the box around it says
GROUP = "schedule.date"  # what is dragged, and what it is dropped on


@dataclass(frozen=True)
class Chips:
    """How the chips of a view act and look. `open`: the date shown beside; `ticked`: those ticked, None when nobody is
    choosing; `moves`: whether dates may be given another day here."""

    acts: Acts
    open: str
    ticked: frozenset[str] | None
    moves: bool

    def about(self, dates: Iterable[Outing]) -> Chips:
        """Only what concerns these: a memo of them needn't redraw when another one is opened or ticked."""
        ids = {outing.id for outing in dates}
        ticked = None if self.ticked is None else self.ticked & ids
        return replace(self, open=self.open if self.open in ids else "", ticked=ticked)


def chip(
    ui: Ui, shown: Chips, outing: Outing, height: float | None = None, warned: Sequence[Warning] = ()
) -> ft.Control:
    """Two short lines, 44 px at least: the hour with the sign of the state, then the place. `warned`: of it."""
    value = ", ".join(filter(None, [said(ui, outing), sign_words(ui, warned)]))
    drawn = small_touch(
        chip_words(ui, shown, outing, warned), identifier=f"date.{outing.id}", name=place_name(ui, outing),
        value=value, on_tap=tap(ui, shown, outing), selected=_is_on(shown, outing),
        height=height or ui.size(TOUCH), **box(ui, _is_on(shown, outing)),
    )  # fmt: skip
    if not shown.moves or outing.status not in TO_COME or shown.ticked is not None:
        return drawn
    # On a touch screen, what moves up and down scrolls: a date is pulled sideways first.
    return ft.Draggable(
        drawn, group=GROUP, data=outing.id, affinity=None if ui.panes else ft.Axis.HORIZONTAL, max_simultaneous_drags=1,
    )  # fmt: skip


def small_touch(
    content: ft.Control, *, identifier: str, name: str, value: str, on_tap: Callable[[], Any], selected: bool | None,
    **box: Any,
) -> ft.Control:  # fmt: skip
    """As `touchable`, for what there are a hundred of: `content` must say nothing by itself (`SILENT`)."""
    inner = ft.Container(content, on_click=on_tap, ink=True, **box)
    said = ft.Semantics(identifier=identifier, label=name, value=value, button=True, selected=selected, content=inner)
    return ft.MergeSemantics(said)


def chip_words(ui: Ui, shown: Chips, outing: Outing, warned: Sequence[Warning] = ()) -> ft.Control:
    """What is drawn in it."""
    sign, tone = SIGNS.get(outing.status, (ft.Icons.HELP_OUTLINE, "ink"))
    if shown.ticked is not None:
        sign = ft.Icons.CHECK_BOX if outing.id in shown.ticked else ft.Icons.CHECK_BOX_OUTLINE_BLANK
    ink, off = getattr(ui.palette, tone), is_off(outing)
    hour = ui.words.clock(outing.starts) if outing.starts else ""
    struck = ft.TextStyle(decoration=ft.TextDecoration.LINE_THROUGH) if off else None
    cut = ft.TextOverflow.ELLIPSIS
    first: list[ft.Control] = [ft.Icon(sign, size=ui.size(15), color=ink),
             ft.Text(hour, size=ui.size(13), font_family=LABEL, color=ui.palette.ink, no_wrap=True,
                     semantics_label=SILENT)]  # fmt: skip
    if (unwise := warning_sign(ui, warned, 15)) is not None:
        first.append(unwise)
    return ft.Column(
        [
            ft.Row(first, spacing=3, tight=True),
            ft.Text(place_name(ui, outing), size=ui.size(13), font_family=REGULAR, overflow=cut, max_lines=1,
                    color=ui.palette.muted if off else ui.palette.ink, style=struck, semantics_label=SILENT),
        ],
        spacing=0, tight=True,
    )  # fmt: skip


def said(ui: Ui, outing: Outing) -> str:
    """« Confirmée, 9 h – 13 h, Équipe Nord »."""
    hours = ui.words.hours(outing.starts, outing.ends)
    return ", ".join(filter(None, [ui.words.label(outing.status), hours, team_name(ui, outing.team_id)]))


def box(ui: Ui, on: bool) -> dict[str, Any]:
    p = ui.palette
    return {
        "bgcolor": p.soft, "border_radius": 8, "padding": ft.Padding.symmetric(horizontal=5, vertical=3),
        "border": ft.Border.all(2, p.primary) if on else ft.Border.all(p.edge, p.line),
    }  # fmt: skip


def tap(ui: Ui, shown: Chips, outing: Outing) -> Callable[[], Any]:
    """Ticks it, shows it beside, or goes there."""
    acts, id, panes, choosing = shown.acts, outing.id, ui.panes, shown.ticked is not None

    def act() -> None:
        if choosing:
            acts.looked.selection.toggle(id)
        elif panes:
            acts.looked.look_at(id)
        else:
            ft.context.page.navigate(f"/schedule/{id}")

    return act


def _is_on(shown: Chips, outing: Outing) -> bool:
    return outing.id in shown.ticked if shown.ticked is not None else outing.id == shown.open
