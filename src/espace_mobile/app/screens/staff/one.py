"""One worker: role, teams, since when, and what can be changed."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import staffing, workers
from espace_mobile.app.components import banner, button, card, empty_state, header, link, page_body
from espace_mobile.app.noting import note
from espace_mobile.app.screens.staff.departing import DepartSheet
from espace_mobile.app.screens.staff.form import WorkerSheet
from espace_mobile.app.screens.staff.words import said_line, sees, sign_of, stay, teams_of
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.worker import Worker

_EDIT, _DEPART = "edit", "depart"


@component
def OneWorker() -> Any:
    id = ft.use_route_params().get("id", "")
    return ft.Container(WorkerView(id), key=id, expand=True)


@component
def WorkerView(id: str) -> Any:
    """Tests: `worker.facts`, `worker.edit`, `worker.depart`, `worker.back`, `worker.stay`."""
    ui = use_ui()
    use_records(Worker.kind, "team")
    opened, show = use_value("")
    worker = ui.replica.get(Worker, id)
    if worker is None:
        said = empty_state(ui, ft.Icons.PERSON_OFF_OUTLINED, ui.t("staff.gone"), ui.t("staff.gone_hint"))
        return page_body(ui, header(ui, ui.t("staff.title"), back="/workers"), said)
    close = lambda: show("")  # noqa: E731
    sheets: list[Any] = []
    if opened == _EDIT:
        sheets = [WorkerSheet(worker.id, close)]
    elif opened == _DEPART:
        sheets = [DepartSheet(worker, close)]
    return page_body(
        ui, header(ui, worker.display_name, above=ui.words.label(worker.role), back="/workers"), *_gone(ui, worker),
        _facts(ui, worker), *_acts(ui, worker, show), *sheets,
    )  # fmt: skip


def _gone(ui: Ui, worker: Worker) -> list[ft.Control]:
    words = stay(ui, worker)
    return [banner(ui, words, tone="ink", identifier="worker.stay_told")] if words else []


def _facts(ui: Ui, worker: Worker) -> ft.Control:
    opens = any(a.id == worker.id for a in ui.state.installation.accounts())
    since = ui.words.short_day(worker.since, year=True) if worker.since else ""
    facts = [
        (sign_of(worker), sees(ui, worker.role)),
        (ft.Icons.GROUPS_OUTLINED, teams_of(ui, worker)),
        (ft.Icons.EVENT_AVAILABLE, ui.t("staff.since", day=since) if since else ""),
        (ft.Icons.TABLET_ANDROID, ui.t("staff.here" if opens else "staff.not_here")),
    ]
    rows = [said_line(ui, sign, words) for sign, words in facts if words]
    return ft.Semantics(identifier="worker.facts", container=True, content=card(ui, *rows))


def _acts(ui: Ui, worker: Worker, show: Any) -> list[ft.Control]:
    session = ui.session

    def back(words: str) -> Any:
        return lambda: note(ui, lambda: staffing.come_back(session.replica, worker, session.worker), words)

    if not workers.is_here(worker, clock.today()):
        again = back(ui.t("staff.came_back", name=worker.display_name))
        return [button(ui, ui.t("staff.back"), again, identifier="worker.back", primary=True,
                       icon_name=ft.Icons.UNDO)]  # fmt: skip
    if worker.until is not None:
        stays = back(ui.t("staff.stayed", name=worker.display_name))
        leaving = link(ui, ui.t("staff.stays"), stays, identifier="worker.stay", icon_name=ft.Icons.UNDO)
    else:
        leaving = link(ui, ui.t("staff.depart"), lambda: show(_DEPART), identifier="worker.depart", danger=True,
                       icon_name=ft.Icons.LOGOUT)  # fmt: skip
    edit = button(ui, ui.t("staff.edit"), lambda: show(_EDIT), identifier="worker.edit", primary=True,
                  icon_name=ft.Icons.EDIT_OUTLINED)  # fmt: skip
    return [edit, ft.Row([leaving], wrap=True)]
