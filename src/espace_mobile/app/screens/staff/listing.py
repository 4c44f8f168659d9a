"""Everybody who works here, by team; those who left behind a link."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import staffing, workers
from espace_mobile.app.components import banner, button, header, line, link, page_body, pill, title
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.screens.devices.inviting import EVERY_TEAM
from espace_mobile.app.screens.staff.form import NEW, WorkerSheet
from espace_mobile.app.screens.staff.words import sign_of, stay, teams_of
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.worker import Worker


@component
def Workers() -> Any:
    """Tests: `worker.add`, `worker.{id}`, `workers.former`, `workers.teams`, `workers.devices`, `workers.stand_in`."""
    ui = use_ui()
    use_records(Worker.kind, "team")
    adding, add = use_value(False)
    showing, show = use_value(False)
    go, today = ft.context.page.navigate, clock.today()
    here, gone = staffing.staff(ui.replica, today), staffing.former(ui.replica, today)
    elsewhere = ft.Row(
        [link(ui, ui.t("staff.teams"), lambda: go("/teams"), identifier="workers.teams",
              icon_name=ft.Icons.GROUPS_OUTLINED),
         link(ui, ui.t("staff.devices"), lambda: go("/devices"), identifier="workers.devices",
              icon_name=ft.Icons.TABLET_ANDROID)],
        wrap=True, spacing=GAP, run_spacing=0,
    )  # fmt: skip
    left: list[ft.Control] = []
    if gone:
        words, turn = ui.tn("staff.former", len(gone)), lambda: show(not showing)
        left = [ft.Row([link(ui, words, turn, identifier="workers.former", icon_name=ft.Icons.HISTORY)], wrap=True)]
        left += [ft.Column([_line(ui, w) for w in gone], spacing=0)] if showing else []
    return page_body(
        ui, header(ui, ui.t("staff.title"), back="/office"), *_stand_ins(ui),
        muted(ui, ui.tn("staff.count", len(here))),
        button(ui, ui.t("staff.add"), lambda: add(True), identifier="worker.add", primary=True,
               icon_name=ft.Icons.PERSON_ADD_ALT_1),
        elsewhere, *_by_team(ui, here), muted(ui, ui.t("staff.hint"), SMALL), *left,
        *([WorkerSheet(NEW, lambda: add(False))] if adding else []),
    )  # fmt: skip


def _stand_ins(ui: Ui) -> list[ft.Control]:
    kept = staffing.in_their_stead(ui.replica, clock.today())
    if not kept:
        return []
    names = ui.words.listing([w.display_name for w in kept])
    return [banner(ui, ui.tn("staff.stand_in", len(kept), names=names), identifier="workers.stand_in")]


def _by_team(ui: Ui, here: list[Worker]) -> list[ft.Control]:
    """Each once: under their team, when they are of one and see no other."""
    names = workers.team_names(ui.replica)
    home = {w.id: w.team_ids[0] for w in here if len(w.team_ids) == 1 and w.role not in EVERY_TEAM}
    parts: list[ft.Control] = []
    for id, name in [("", ui.t("staff.no_team")), *names.items()]:
        some = [w for w in here if (home[w.id] if home.get(w.id) in names else "") == id]
        if some:
            lines: list[ft.Control] = [_line(ui, w) for w in some]
            parts.append(ft.Column([title(ui, name), *lines], spacing=0))
    return parts


def _line(ui: Ui, worker: Worker) -> ft.Control:
    open_it = lambda: ft.context.page.navigate(f"/workers/{worker.id}")  # noqa: E731
    teams = "" if worker.role in EVERY_TEAM or len(worker.team_ids) < 2 else teams_of(ui, worker)
    detail = " · ".join(filter(None, [ui.words.label(worker.role), teams, stay(ui, worker)]))
    you = pill(ui, None, ui.t("staff.you")) if worker.id == ui.session.account_id and not ui.large else None
    return line(
        ui, worker.display_name, detail, identifier=f"worker.{worker.id}", trail=you, on_tap=open_it,
        lead=icon(ui, sign_of(worker), 22, ui.palette.muted), key=worker.id,
    )  # fmt: skip
