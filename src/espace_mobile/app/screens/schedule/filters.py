"""Which dates are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import flet as ft

from espace_mobile.app.actions import workers
from espace_mobile.app.components import Option, button, chips, sheet, title
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.vocabulary import OutingStatus, OutingType, offered


@ft.observable
@dataclass
class Filters:
    """Empty text: all of them. `past`: whether the months gone by are listed too; `open`: the date shown beside."""

    team: str = ""
    type: str = ""
    status: str = ""
    past: bool = False
    open: str = ""

    def toggle(self, what: str, code: str) -> None:
        setattr(self, what, "" if getattr(self, what) == code else code)

    @property
    def none(self) -> bool:
        return not (self.team or self.type or self.status)

    def clear(self) -> None:
        self.team = self.type = self.status = ""


def chosen_words(ui: Ui, filters: Filters) -> str:
    """« Équipe Nord, Annulée »; empty when nothing is filtered."""
    said = [
        workers.team_names(ui.replica).get(filters.team, ""),
        ui.words.label(OutingType(filters.type)) if filters.type else "",
        ui.words.label(OutingStatus(filters.status)) if filters.status else "",
    ]
    return ", ".join(filter(None, said))


@component
def FilterSheet(filters: Filters, open_now: bool, on_close: Any) -> Any:
    ui = use_ui()
    ft.use_state(filters)
    ft.use_dialog(_sheet(ui, filters, on_close) if open_now else None)
    return ft.Container(visible=False)


def _sheet(ui: Ui, filters: Filters, on_close: Any) -> ft.DialogControl:
    lists = {
        "status": (ui.t("schedule.status"), [Option(s, ui.words.label(s)) for s in offered(OutingStatus)]),
        "type": (ui.t("schedule.type"), [Option(s, ui.words.label(s)) for s in offered(OutingType)]),
        "team": (ui.t("schedule.team"), [Option(id, name) for id, name in workers.team_names(ui.replica).items()]),
    }
    parts: list[ft.Control] = []
    for what, (name, options) in lists.items():
        toggle = lambda code, what=what: filters.toggle(what, code)  # noqa: E731
        parts += [
            title(ui, name),
            chips(ui, options, [getattr(filters, what)], toggle, identifier=f"filter.{what}", field=True),
        ]
    return sheet(
        ui, ui.t("schedule.filter"), parts, on_close,
        actions=[
            button(ui, ui.t("action.done"), on_close, identifier="filter.done", primary=True),
            button(ui, ui.t("schedule.show_all"), filters.clear, identifier="filter.clear"),
        ],
    )  # fmt: skip
