"""What who plans may do besides looking: one button in sight, the rest behind « Outils »."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import workers
from espace_mobile.app.components import button, line, link, sheet, touchable
from espace_mobile.app.components.text import icon
from espace_mobile.app.theme import ROUND, TOUCH
from espace_mobile.app.ui import Ui, component, use_ui

# path -> (text, sign)
_TOOLS: dict[str, tuple[str, ft.IconData]] = {
    "schedule/propose": ("schedule.propose", ft.Icons.AUTO_AWESOME_OUTLINED),
    "schedule/import": ("schedule.import", ft.Icons.UPLOAD_FILE_OUTLINED),
    "schedule/export": ("schedule.export", ft.Icons.FILE_DOWNLOAD_OUTLINED),
    "schedule/print": ("schedule.print", ft.Icons.PRINT_OUTLINED),
    "schedule/places": ("schedule.places", ft.Icons.PLACE_OUTLINED),
    "public": ("schedule.public", ft.Icons.PUBLIC),
    "schedule/settings": ("schedule.settings", ft.Icons.TUNE),
}
_NEW = "schedule/new"


def has_screen(path: str) -> bool:
    """Whether this version has it."""
    return _screen(path) is not None


def _screen(path: str) -> Any:
    from espace_mobile.app import routes  # it imports the screens

    return next((s for s in routes.SCREENS if s.path == path), None)


def _offered(ui: Ui, path: str) -> bool:
    found = _screen(path)
    return found is not None and ui.session.worker.role in found.roles and workers.may_plan(ui.session.worker)


def new_date(ui: Ui) -> list[ft.Control]:
    """The one primary button of the screen."""
    if not _offered(ui, _NEW):
        return []
    return [
        button(ui, ui.t("schedule.new"), lambda: ft.context.page.navigate(f"/{_NEW}"), identifier="schedule.new",
               primary=True, icon_name=ft.Icons.ADD)
    ]  # fmt: skip


def beginnings(ui: Ui) -> list[ft.Control]:
    """Where a schedule without any date begins. Tests: `begin.import`, `begin.places`, `begin.propose`."""

    def go(path: str) -> Any:
        return lambda: ft.context.page.navigate(f"/{path}")

    return [
        link(ui, ui.t(_TOOLS[path][0]), go(path), identifier=f"begin.{path.split('/')[1]}", icon_name=_TOOLS[path][1])
        for path in ("schedule/import", "schedule/places", "schedule/propose")
        if _offered(ui, path)
    ]


def tools_opener(ui: Ui, show: Any) -> list[ft.Control]:
    """Nothing when there is nothing behind it."""
    if not any(_offered(ui, path) for path in _TOOLS):
        return []
    return [
        touchable(
            ui, icon(ui, ft.Icons.MORE_VERT), identifier="schedule.tools", name=ui.t("schedule.tools"), on_tap=show,
            width=ui.size(TOUCH), height=ui.size(TOUCH), border_radius=ROUND, alignment=ft.Alignment.CENTER,
        )
    ]  # fmt: skip


@component
def ToolSheet(open_now: bool, on_close: Any) -> Any:
    """Tests: `schedule.import`, `schedule.propose`…"""
    ui = use_ui()
    ft.use_dialog(_sheet(ui, on_close) if open_now else None)
    return ft.Container(visible=False)


def _sheet(ui: Ui, on_close: Any) -> ft.DialogControl:
    def go(path: str) -> Any:
        def act() -> None:
            on_close()
            ft.context.page.navigate(f"/{path}")

        return act

    lines: list[ft.Control] = [
        line(ui, ui.t(key), identifier=path.replace("/", "."), lead=icon(ui, sign, 22, ui.palette.primary),
             trail=icon(ui, ft.Icons.CHEVRON_RIGHT, 22, ui.palette.muted), on_tap=go(path))
        for path, (key, sign) in _TOOLS.items()
        if _offered(ui, path)
    ]  # fmt: skip
    stretch = ft.CrossAxisAlignment.STRETCH
    return sheet(
        ui, ui.t("schedule.tools"), [ft.Column(lines, spacing=0, tight=True, horizontal_alignment=stretch)], on_close
    )
