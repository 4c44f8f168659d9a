"""Which template: one of the app's, or a file of the association's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import flet as ft

from espace_mobile import templates
from espace_mobile.app.actions import workers
from espace_mobile.app.components import button, card, empty_state, header, line, page_body, title, two_panes
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.programmes.starting.form import StartForm
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_made, use_ui, use_value
from espace_mobile.domain.template import Template
from espace_mobile.errors import InputError

FILE, SOURCE = "file", "source"  # the template of a file, and what the draft keeps of it
SHOWN = 12
_SIGNS = {
    "espace-mobile": ft.Icons.AIRPORT_SHUTTLE_OUTLINED, "noirmoutier": ft.Icons.SELF_IMPROVEMENT,
    "vern": ft.Icons.EVENT_REPEAT, "danjoutin": ft.Icons.HANDYMAN_OUTLINED, "troyes": ft.Icons.CHECKROOM_OUTLINED,
}  # fmt: skip
Faults = tuple[InputError, ...]


@component
def NewProgramme() -> Any:
    ui = use_ui()
    if not workers.may_counsel(ui.session.worker):
        return _not_theirs(ui)
    return page_body(ui, _head(ui), muted(ui, ui.t("start.hint")), Choice(""))


@component
def StartProgramme() -> Any:
    ui = use_ui()
    name = ft.use_route_params().get("template", "")
    kept = use_draft("programme.file")
    template = _template(name, kept)
    if not workers.may_counsel(ui.session.worker):
        return _not_theirs(ui)
    if template is None:
        gone = empty_state(ui, ft.Icons.HUB_OUTLINED, ui.t("start.no_template"), ui.t("start.hint"))
        return page_body(ui, _head(ui), gone)
    form = ft.Container(StartForm(name, template, kept.drop), key=name)
    if ui.panes:
        return two_panes(ui, [_head(ui), Choice(name)], [form], shares=(2, 3))
    return page_body(ui, header(ui, template.name, above=ui.t("start.title"), back="/programmes/new"), form)


@component
def Choice(chosen: str) -> Any:
    """The five, and a file. Tests: `start.{template}`, `start.file`, `start.fault.{n}`."""
    ui = use_ui()
    kept = use_draft("programme.file")
    picker = use_made(ft.FilePicker)  # a service is dropped when nothing holds it
    faults, tell = use_value(cast(Faults, ()))

    async def choose() -> None:
        files = await picker.pick_files(
            dialog_title=ui.t("start.choose_file"), allowed_extensions=["toml", "txt"], with_data=True,
            file_type=ft.FilePickerFileType.CUSTOM,
        )  # fmt: skip
        for file in files or []:
            read(file.bytes or b"")

    def read(source: bytes) -> None:
        found = templates.faults(source)
        tell(tuple(found))
        if not found:
            kept.set(SOURCE, source.decode("utf-8-sig"))
            open_(FILE)()

    lines = [_line(ui, name, templates.shipped(name), name == chosen) for name in templates.SHIPPED]
    own = templates.read(kept.get(SOURCE).encode()) if kept.get(SOURCE) else None
    if own is not None:
        lines.append(_line(ui, FILE, own, chosen == FILE))
    bring = button(ui, ui.t("start.choose_file"), choose, identifier="start.bring", field=True,
                   icon_name=ft.Icons.UPLOAD_FILE_OUTLINED)  # fmt: skip
    return ft.Column(
        [ft.Column(lines, spacing=0), bring, *([_faults(ui, faults)] if faults else [])], spacing=16,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def open_(name: str) -> Callable[[], None]:
    return lambda: ft.context.page.navigate(f"/programmes/new/{name}")


def _line(ui: Ui, name: str, template: Template, chosen: bool) -> ft.Control:
    sign = icon(ui, _SIGNS.get(name, ft.Icons.DESCRIPTION_OUTLINED), 26, ui.palette.primary)
    return line(
        ui, template.name, template.summary, identifier=f"start.{name}", lead=sign, on_tap=open_(name),
        selected=chosen, key=name, detail_lines=4 if ui.large else 2,
    )  # fmt: skip


def _faults(ui: Ui, faults: Faults) -> ft.Control:
    """Each with its path; nothing is started from a file that is not right."""
    rows = [
        ft.Semantics(
            identifier=f"start.fault.{n}", container=True, content=label(ui, ui.error(f), 15, ui.palette.alert)
        )
        for n, f in enumerate(faults[:SHOWN])
    ]
    rest = [muted(ui, ui.tn("start.more_faults", len(faults) - SHOWN), SMALL)] if len(faults) > SHOWN else []
    said = card(ui, title(ui, ui.t("start.faults")), muted(ui, ui.t("start.faults_hint"), SMALL), *rows, *rest)
    return ft.Semantics(identifier="start.faults", live_region=True, container=True, content=said)


def _template(name: str, kept: Draft) -> Template | None:
    if name in templates.SHIPPED:
        return templates.shipped(name)
    try:
        return templates.read(kept.get(SOURCE).encode()) if name == FILE and kept.get(SOURCE) else None
    except InputError:  # kept by another version of the app
        return None


def _head(ui: Ui) -> ft.Control:
    return header(ui, ui.t("start.title"), back="/programmes", trail=[SyncPill()], stacked=True)


def _not_theirs(ui: Ui) -> ft.Control:
    return page_body(ui, _head(ui), empty_state(ui, ft.Icons.HUB_OUTLINED, ui.t("start.title"),
                                                ui.t("input.record.counsellor_only")))  # fmt: skip
