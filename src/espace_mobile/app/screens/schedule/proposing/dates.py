"""The dates proposed, a month at a time, each with its reasons; one can be left out or put on another day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app.actions.proposing import Generated
from espace_mobile.app.components import Option, button, card, chips, line, sheet, title
from espace_mobile.app.components.text import icon, muted, text
from espace_mobile.app.screens.schedule.proposing.words import month_words, reasons_words
from espace_mobile.app.screens.wording import team_name
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.periods import month_begun
from espace_mobile.domain.place import Place
from espace_mobile.domain.proposal.changing import days_instead
from espace_mobile.domain.proposal.plan import ProposedDate
from espace_mobile.i18n.translator import sentence

Show = Callable[[ProposedDate | None], Any]


def dates_card(ui: Ui, dates: Sequence[ProposedDate], month: date, turn: Callable[[date], Any], show: Show) -> Any:
    counts = Counter(month_begun(one.on) for one in dates)
    several = len({m.year for m in counts}) > 1
    options = [Option(m.isoformat(), f"{month_words(ui, m, several)} · {counts[m]}") for m in sorted(counts)]
    of_month = [one for one in dates if month_begun(one.on) == month]
    return card(
        ui, title(ui, ui.t("propose.dates")),
        chips(ui, options, [month.isoformat()], lambda code: turn(date.fromisoformat(code)),
              identifier="propose.month"),
        ft.Column([_line(ui, one, show) for one in of_month], spacing=0),
    )  # fmt: skip


def first_month(dates: Sequence[ProposedDate], wanted: date | None) -> date | None:
    """The one asked for while it has dates, else the first that has."""
    months = sorted({month_begun(one.on) for one in dates})
    return wanted if wanted in months else next(iter(months), None)


def _line(ui: Ui, one: ProposedDate, show: Show) -> ft.Control:
    place = ui.replica.get(Place, one.place_id)
    hours = ui.words.hours(one.starts, one.ends)
    detail = "\n".join(filter(None, [" · ".join(filter(None, [hours, team_name(ui, one.team_id)])),
                                     reasons_words(ui, one)]))  # fmt: skip
    return line(
        ui, place.name if place else "", detail, identifier=f"propose.date.{one.on.isoformat()}.{one.place_id}",
        lead=sentence(ui.words.brief_day(one.on)), detail_lines=3 if ui.rail else 6, on_tap=lambda: show(one),
        trail=icon(ui, ft.Icons.MORE_HORIZ, 22, ui.palette.muted),
    )  # fmt: skip


@component
def DateSheet(
    generated: Generated, one: ProposedDate | None, leave_out: Callable[[ProposedDate], Any],
    put_on: Callable[[ProposedDate, date], Any], on_close: Callable[[], Any],
) -> Any:  # fmt: skip
    ui = use_ui()
    there = one is not None and one in generated.proposal.dates
    ft.use_dialog(_sheet(ui, generated, one, leave_out, put_on, on_close) if one and there else None)
    return ft.Container(visible=False)


def _sheet(ui: Ui, generated: Generated, one: ProposedDate, leave_out: Any, put_on: Any, on_close: Any) -> Any:
    place = ui.replica.get(Place, one.place_id)
    days = days_instead(generated.proposal, one)
    options = [Option(day.isoformat(), sentence(ui.words.day(day))) for day in days]
    instead: list[ft.Control] = [muted(ui, ui.t("propose.no_other_day"), SMALL)]
    if options:
        instead = [
            title(ui, ui.t("propose.instead")),
            chips(ui, options, [], lambda code: put_on(one, date.fromisoformat(code)), identifier="propose.instead"),
        ]
    said = ", ".join(filter(None, [sentence(ui.words.day(one.on, year=True)), place.name if place else ""]))
    return sheet(
        ui, said, [text(ui, sentence(reasons_words(ui, one))), *instead], on_close,
        actions=[
            button(ui, ui.t("propose.leave_out"), lambda: leave_out(one), identifier="propose.leave_out", danger=True,
                   icon_name=ft.Icons.REMOVE_CIRCLE_OUTLINE),
            button(ui, ui.t("action.close"), on_close, identifier="propose.date.close"),
        ],
    )  # fmt: skip
