"""The register: requests that wait, then all that was asked and done; as a file without anybody's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import register
from espace_mobile.app.components import button, card, empty_state, header, heading, line, link, notify, page_body
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.saving import save_bytes
from espace_mobile.app.screens.file import parts
from espace_mobile.app.screens.register_words import deadline, look_of, said_of
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.person import Person
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.errors import EspaceError

WINDOW = 30


@component
def Register() -> Any:
    """Tests: `register.waiting.{n}`, `register.{n}`, `register.csv`, `register.more`."""
    ui = use_ui()
    use_records(RightsEntry.kind, Person.kind, "merge", "worker")
    shown, show = use_value(WINDOW)
    worker = ui.session.worker
    waiting, found = register.waiting(ui.replica, worker), register.entries(ui.replica, worker)
    head = header(ui, ui.t("register.title"), back="/office", trail=[SyncPill()])

    async def save() -> None:
        try:
            data = register.csv_file(ui.replica, worker, ui.words, clock.now())
        except EspaceError as e:  # a supervisor who is one no more
            notify(ui, ui.error(e))
        else:
            await save_bytes(ui, f"registre-{clock.today().isoformat()}.csv", data)

    if not found:
        nothing = empty_state(ui, ft.Icons.GAVEL_OUTLINED, ui.t("register.none"), ui.t("register.none_hint"))
        return page_body(ui, head, nothing)
    to_answer = [card(ui, heading(ui, ui.tn("register.waiting", len(waiting)), 2), *_waiting(ui, waiting))]
    more = [link(ui, ui.t("timeline.more"), lambda: show(shown + WINDOW), identifier="register.more")]
    return page_body(
        ui, head, *(to_answer if waiting else [muted(ui, ui.t("register.all_answered"))]),
        card(ui, heading(ui, ui.t("register.done"), 2), muted(ui, ui.t("register.nobody"), SMALL),
             ft.Column([_line(ui, each, n) for n, each in enumerate(found[:shown])], spacing=0),
             *(more if len(found) > shown else [])),
        button(ui, ui.t("register.csv"), save, identifier="register.csv", icon_name=ft.Icons.FILE_DOWNLOAD_OUTLINED),
    )  # fmt: skip


def _waiting(ui: Ui, waiting: list[tuple[RightsEntry, Person]]) -> list[ft.Control]:
    lines = []
    for n, (entry, person) in enumerate(waiting):
        sign, tone = look_of(entry, clock.today())
        lines.append(
            line(ui, person_name(ui, person), f"{ui.words.label(entry.sort)} · {deadline(ui, entry)}", detail_lines=3,
                 identifier=f"register.waiting.{n}", key=entry.id, on_tap=_opener(ui, person),
                 lead=icon(ui, sign, 22, getattr(ui.palette, tone)))
        )  # fmt: skip
    return lines


def _opener(ui: Ui, person: Person) -> Callable[[], None]:
    def open_file() -> None:
        parts.keep_read(ui.state, person.id, parts.SITUATION)  # where requests are answered
        ft.context.page.navigate(f"/people/{person.id}")

    return open_file


def _line(ui: Ui, entry: RightsEntry, n: int) -> ft.Control:
    sign, tone = look_of(entry, clock.today())
    return line(
        ui, ui.words.label(entry.sort), said_of(ui, entry), identifier=f"register.{n}", key=entry.id, detail_lines=3,
        lead=icon(ui, sign, 22, getattr(ui.palette, tone)),
    )  # fmt: skip
