"""On paper: a poster of the dates to come, or the sheet of a month; A4 or A3."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import exports, schedule_paper, workers
from espace_mobile.app.components import Option, button, card, chips, header, notify, page_body, segments, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.saving import save_bytes
from espace_mobile.app.screens.schedule.paper_words import month_of, poster_of, site_address
from espace_mobile.app.screens.schedule.turning import MonthPicker, turning
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import FONTS, REGULAR, SMALL, assets_folder
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain import periods
from espace_mobile.domain.periods import month_after
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.report_vocabulary import ExportFormat, ExportSort
from espace_mobile.errors import EspaceError
from espace_mobile.i18n.translator import sentence
from espace_mobile.reports.month_sheet import month_sheet
from espace_mobile.reports.poster import poster

_POSTER, _MONTH = "poster", "month"
_EVERYBODY = "all"


@component
def PrintSchedule() -> Any:
    """Tests: `paper.what.{poster|month}`, `paper.size.{A4|A3}`, `paper.team.…`, `paper.save`."""
    ui = use_ui()
    use_records("outing", "place", "team", "public_site", "publication")
    what, choose = use_value(_POSTER)
    size, resize = use_value("A4")
    month, turn_to = use_value(clock.today().replace(day=1))
    team, choose_team = use_value(_EVERYBODY)
    picking, pick = use_value(False)
    team_id = None if team == _EVERYBODY else team

    async def save() -> None:
        fonts = (assets_folder() / FONTS[REGULAR]).parent
        try:
            if what == _POSTER:
                name, data = f"affiche-{size}.pdf", poster(poster_of(ui, size), fonts)
            else:
                name = f"planning-{month:%Y-%m}-{size}.pdf"
                data = month_sheet(month_of(ui, month, team_id, size), fonts)
        except EspaceError as e:
            notify(ui, ui.error(e))
        else:
            exports.write_down(
                ui.replica, ExportSort.SCHEDULE, ExportFormat.PDF, ui.session.worker, now=clock.now(),
                span=Span(*periods.month_of(month)) if what == _MONTH else None,
            )  # fmt: skip
            await save_bytes(ui, name, data)

    sorts = [Option(_POSTER, ui.t("paper.poster")), Option(_MONTH, ui.t("paper.month"))]
    sizes = [Option(name, name) for name in ("A4", "A3")]
    parts: list[ft.Control] = [
        segments(ui, sorts, what, choose, identifier="paper.what", name=ui.t("paper.what")),
        *(_poster(ui) if what == _POSTER else []),
    ]
    if what == _MONTH:
        parts.append(
            turning(ui, sentence(ui.words.month(month)), lambda n: turn_to(month_after(month, n)), None,
                    before=ui.t("schedule.month_before"), after=ui.t("schedule.month_after"), pick=lambda: pick(True))
        )  # fmt: skip
        teams = [Option(_EVERYBODY, ui.t("paper.everybody"))]
        teams += [Option(id, name) for id, name in workers.team_names(ui.replica).items()]
        parts.append(chips(ui, teams, [team], choose_team, identifier="paper.team"))
        parts.append(muted(ui, _told(ui, len(schedule_paper.of_month(ui.replica, month, team_id))), SMALL))
    parts += [
        title(ui, ui.t("paper.size")), segments(ui, sizes, size, resize, identifier="paper.size",
                                                name=ui.t("paper.size")),
        button(ui, ui.t("paper.save"), save, identifier="paper.save", primary=True,
               icon_name=ft.Icons.PICTURE_AS_PDF_OUTLINED),
        MonthPicker(month, picking, turn_to, lambda: pick(False)),
    ]  # fmt: skip
    head = header(ui, ui.t("paper.screen"), back="/schedule", trail=[SyncPill()])
    return page_body(ui, head, card(ui, *parts))


def _poster(ui: Ui) -> list[ft.Control]:
    """What will be on it, and what is missing for a code."""
    found = len(schedule_paper.of_poster(ui.replica, clock.today()))
    told = [_told(ui, found), ui.t("paper.with_code" if site_address(ui) else "paper.without_code")]
    return [muted(ui, words, SMALL) for words in told]


def _told(ui: Ui, dates: int) -> str:
    return ui.tn("paper.dates", dates)
