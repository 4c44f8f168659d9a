"""The dates proposed, one a line: a tap keeps or leaves out; a public holiday is left out until somebody keeps it."""

from __future__ import annotations

from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app.components import banner, title
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.components.touch import touchable
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.programmes.workshops.words import phase_words
from espace_mobile.app.theme import GAP, RADIUS, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui, memo, use_ui
from espace_mobile.domain.slots import Slot
from espace_mobile.domain.workshop import Workshop
from espace_mobile.i18n.translator import sentence


def dates_of(ui: Ui, draft: Draft, workshop: Workshop, found: list[Slot]) -> list[ft.Control]:
    """Under the name of each phase. A date left out stays with the phase that it would have been of."""
    parts: list[ft.Control] = [title(ui, ui.t("workshop.dates"))]
    if not found:
        return [*parts, muted(ui, ui.t("workshop.no_date_left"))]
    holidays = sum(1 for slot in found if slot.holiday)
    if holidays:
        parts.append(banner(ui, ui.tn("workshop.holidays", holidays), tone="ink", identifier="plan.holidays"))
    before: int | None = None
    for slot in found:
        if slot.phase is not None and slot.phase != before:
            before = slot.phase
            words = phase_words(ui, workshop, slot.phase)
            parts += [label(ui, words, SMALL, ui.palette.muted)] if words else []
        parts.append(ft.Container(OneDate(draft, slot.on.isoformat(), slot.kept, slot.holiday), key=str(slot.on)))
    return parts


@memo
def OneDate(draft: Draft, day: str, kept: bool, holiday: bool) -> Any:
    """Redrawn alone: a year of Thursdays is a long list. Tests: `plan.date.{ISO day}`."""
    ui = use_ui()
    on = date.fromisoformat(day)
    words = sentence(ui.words.day(on, year=True))
    why = ui.t("workshop.holiday") if holiday else "" if kept else ui.t("workshop.left_out")
    sign = ft.Icons.CHECK_BOX if kept else ft.Icons.CHECK_BOX_OUTLINE_BLANK
    ink = ui.palette.ink if kept else ui.palette.muted
    said: list[ft.Control] = [label(ui, words, color=ink), *([muted(ui, why, SMALL)] if why else [])]
    return touchable(
        ui,
        ft.Row(
            [icon(ui, sign, 26, ui.palette.primary if kept else ui.palette.muted),
             ft.Column(said, spacing=0, tight=True, expand=True)], spacing=GAP + 4,
        ),
        identifier=f"plan.date.{day}", name=words, value=why or None, selected=kept,
        on_tap=lambda: _toggle(draft, "holidays" if holiday else "skipped", day), border_radius=RADIUS,
        padding=ft.Padding.symmetric(horizontal=8, vertical=6),
        height=None if ui.large else ui.size(TOUCH_FIELD),
    )  # fmt: skip


def _toggle(draft: Draft, field: str, day: str) -> None:
    days = list(draft.get(field, ()))
    draft.set(field, [d for d in days if d != day] if day in days else [*days, day], redraw=True)
