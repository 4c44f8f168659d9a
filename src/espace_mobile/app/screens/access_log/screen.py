"""The access log: of everybody, by day, or of one person's file. The server has it; names are this device's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import access_log
from espace_mobile.app.actions.files import head_id
from espace_mobile.app.components import (
    Option,
    banner,
    button,
    card,
    dropdown,
    empty_state,
    header,
    heading,
    line,
    link,
    loading,
    notify,
    page_body,
    segments,
)
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.saving import save_bytes
from espace_mobile.app.screens.access_log.desk import MONTH, TODAY, WEEK, YEAR, Desk, span_of
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_made, use_records, use_ui, use_value
from espace_mobile.domain.access_vocabulary import FileAccess
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import EspaceError
from espace_mobile.i18n.translator import sentence
from espace_mobile.protocol.access_log import Access

WINDOW = 50
_PERIODS = {TODAY: "access.today", WEEK: "access.week", MONTH: "access.month", YEAR: "access.year"}
_SIGNS = {
    FileAccess.OPENED: ft.Icons.FOLDER_OPEN_OUTLINED, FileAccess.INTERVIEW: ft.Icons.FORUM_OUTLINED,
    FileAccess.EXAMINED: ft.Icons.GROUPS_OUTLINED, FileAccess.COMPARED: ft.Icons.COMPARE_ARROWS,
    FileAccess.EXPORTED: ft.Icons.FILE_DOWNLOAD_OUTLINED,
}  # fmt: skip


@component
def AccessLog() -> Any:
    return AccessLogView("")


@component
def AccessLogOf() -> Any:
    person = ft.use_route_params().get("person", "")
    return ft.Container(AccessLogView(person), key=person, expand=True)


@component
def AccessLogView(person_id: str) -> Any:
    """Tests: `access.period.{code}`, `access.worker`, `access.{n}`, `access.more`, `access.csv`, `access.offline`."""
    ui = use_ui()
    use_records("worker", late=True)
    session = ui.session
    people = access_log.files_of(ui.replica, person_id) if person_id else ()
    desk = use_made(lambda: Desk(session, people, YEAR if person_id else MONTH))
    shown, show = use_value(WINDOW)
    ft.use_effect(desk.refresh, [desk.period, desk.worker])

    def choose(what: str, code: str) -> None:
        setattr(desk, what, code)
        show(WINDOW)

    async def more() -> None:
        if shown >= len(desk.entries):
            await desk.more()
        show(shown + WINDOW)

    above = access_log.whose(ui.replica, ui.words, person_id) if person_id else ""
    back = f"/people/{head_id(ui.replica, person_id)}" if person_id else "/office"
    return page_body(
        ui, header(ui, ui.t("access.of_file" if person_id else "access.title"), above=above, back=back,
                   trail=[] if person_id else [SyncPill()]),
        _filters(ui, desk, choose, person_id), *_trouble(ui, desk), *_told(ui, desk, shown, more, person_id),
        *([_export(ui, desk)] if desk.asked and desk.error is None and desk.entries else []),
    )  # fmt: skip


def _filters(ui: Ui, desk: Desk, choose: Callable[[str, str], None], person_id: str) -> ft.Control:
    periods = [Option(code, ui.t(key)) for code, key in _PERIODS.items()]
    chosen: list[ft.Control] = [
        segments(
            ui,
            periods,
            desk.period,
            lambda code: choose("period", code),
            identifier="access.period",
            name=ui.t("access.period"),
        )
    ]
    if not person_id:
        known = sorted(ui.replica.all(Worker), key=lambda w: w.display_name.lower())
        options = [Option("", ui.t("access.every_worker")), *(Option(w.id, w.display_name) for w in known)]
        chosen.append(
            dropdown(
                ui,
                options,
                desk.worker,
                lambda code: choose("worker", code),
                identifier="access.worker",
                name=ui.t("access.worker"),
            )
        )
    return ft.Column(chosen, spacing=12)


def _trouble(ui: Ui, desk: Desk) -> list[ft.Control]:
    if desk.error is None:
        return []
    why = ui.error(desk.error)
    said = ui.t("access.offline", why=why) if desk.own else why
    return [banner(ui, said, tone="ink", identifier="access.offline")]


def _told(ui: Ui, desk: Desk, shown: int, more: Callable[[], Any], person_id: str) -> list[ft.Control]:
    if not desk.asked:
        return [loading(ui, ui.t("access.asking"))]
    if not desk.entries:
        hint = ui.t("access.hint" if desk.period == YEAR else "access.none_hint")
        return [empty_state(ui, ft.Icons.VISIBILITY_OUTLINED, ui.t("access.none"), hint)]
    count = len(desk.entries)
    said = ui.tn("access.at_least" if desk.cursor else "access.count", count)
    days = groupby(enumerate(desk.entries[:shown]), lambda each: clock.local(access_log.at(each[1])).date())
    cards = [_day(ui, day, list(entries), person_id) for day, entries in days]
    left = shown < count or desk.cursor
    next_ones = link(ui, ui.t("timeline.more"), more, identifier="access.more")
    return [heading(ui, said, 2), muted(ui, ui.t("access.hint"), SMALL), *cards, *([next_ones] if left else [])]


def _day(ui: Ui, day: date, entries: list[tuple[int, Access]], person_id: str) -> ft.Control:
    lines = [_line(ui, n, entry, person_id, last=n == entries[-1][0]) for n, entry in entries]
    return card(ui, heading(ui, sentence(day_words(ui, day)), 3), ft.Column(list(lines), spacing=0))


def _line(ui: Ui, n: int, entry: Access, person_id: str, *, last: bool) -> ft.Control:
    wall = clock.local(access_log.at(entry))
    who, what = access_log.who(ui.replica, ui.words, entry.worker), access_log.said(ui.words, entry.what)
    first = who if person_id else access_log.whose(ui.replica, ui.words, entry.person)
    rest = [ui.words.clock(wall), *([] if person_id else [who]), what]
    sign = _SIGNS.get(FileAccess(entry.what), ft.Icons.VISIBILITY_OUTLINED)
    return line(ui, first, " · ".join(rest), identifier=f"access.{n}", rule=not last, detail_lines=2,
                lead=icon(ui, sign, 22, ui.palette.muted))  # fmt: skip


def _export(ui: Ui, desk: Desk) -> ft.Control:
    async def save() -> None:
        session, today = ui.session, clock.today()
        try:
            entries = await asyncio.to_thread(desk.all)
            data = access_log.csv_file(
                session.replica, ui.words, entries, session.worker, span_of(desk.period, today), now=clock.now()
            )
        except EspaceError as e:
            notify(ui, ui.error(e))
            return
        await save_bytes(ui, f"acces-{today.isoformat()}.csv", data)

    return button(ui, ui.t("access.csv"), save, identifier="access.csv", icon_name=ft.Icons.FILE_DOWNLOAD_OUTLINED)
