"""Everything that left as a file: who, when, what, of which days. Never what was in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import exports
from espace_mobile.app.components import Option, button, chips, empty_state, header, line, link, page_body, sheet
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.screens.wording import worker_name
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.export_entry import ExportEntry
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.report_vocabulary import ExportSort
from espace_mobile.i18n.translator import sentence

WINDOW = 30
_ALL = "all"


@component
def Exports() -> Any:
    """Tests: `exports.sort.{all|code}`, `exports.{n}`, `exports.more`; of one, `exports.digest`, `exports.see`."""
    ui = use_ui()
    use_records(ExportEntry.kind, "worker")
    chosen, choose = use_value(_ALL)
    window, widen = use_value(WINDOW)
    opened, open_one = use_value("")
    every = exports.log(ui.replica, ui.session.worker)
    sorts = [sort for sort in ExportSort if any(entry.sort == sort for entry in every)]
    found = [entry for entry in every if chosen in (_ALL, entry.sort)]
    one = next((entry for entry in every if entry.id == opened), None)
    ft.use_dialog(_sheet(ui, one, lambda: open_one("")) if one else None)
    head = header(ui, ui.t("exports.title"), back="/office", trail=[SyncPill()])
    if not every:
        nothing = empty_state(ui, ft.Icons.FILE_DOWNLOAD_OFF_OUTLINED, ui.t("exports.none"), ui.t("exports.none_hint"))
        return page_body(ui, head, nothing)

    def pick(code: str) -> None:
        choose(code)
        widen(WINDOW)

    options = [Option(_ALL, ui.t("exports.all")), *(Option(sort.value, ui.words.label(sort)) for sort in sorts)]
    more = [link(ui, ui.t("timeline.more"), lambda: widen(window + WINDOW), identifier="exports.more")]
    return page_body(
        ui, head, muted(ui, ui.t("exports.hint"), SMALL),
        *([chips(ui, options, [chosen], pick, identifier="exports.sort")] if len(sorts) > 1 else []),
        ft.Column([_line(ui, entry, n, _opener(open_one, entry)) for n, entry in enumerate(found[:window])], spacing=0),
        *(more if len(found) > window else []),
    )  # fmt: skip


def _opener(open_one: Callable[[str], Any], entry: ExportEntry) -> Callable[[], None]:
    return lambda: open_one(entry.id)


def _line(ui: Ui, entry: ExportEntry, n: int, on_tap: Callable[[], None]) -> ft.Control:
    sign = ft.Icons.BADGE_OUTLINED if entry.named else ft.Icons.INSIGHTS
    form = ui.words.label(entry.format)
    said = " · ".join(filter(None, [_when(ui, entry), _who(ui, entry), form, _named(ui, entry)]))
    return line(
        ui, ui.words.label(entry.sort), said, identifier=f"exports.{n}", key=entry.id, detail_lines=3, on_tap=on_tap,
        lead=icon(ui, sign, 22, ui.palette.alert if entry.named else ui.palette.muted),
    )  # fmt: skip


def _sheet(ui: Ui, entry: ExportEntry, on_close: Callable[[], None]) -> ft.DialogControl:
    programme = ui.replica.get(Programme, entry.programme_id) if entry.programme_id else None
    span = Span(entry.since, entry.until) if entry.since and entry.until else None
    told = {
        "exports.when": _when(ui, entry), "exports.who": _who(ui, entry),
        "exports.format": ui.words.label(entry.format),
        "exports.programme": programme.name if programme else "", "exports.days": _days(ui, span),
        "exports.named": sentence(_named(ui, entry)),
        "exports.lines": ui.words.number(entry.lines) if entry.lines is not None else "",
        "exports.hidden": ui.t("figures_export.fewer", n=entry.hidden_under) if entry.hidden_under else "",
    }  # fmt: skip
    rows: list[ft.Control] = [
        ft.Column([muted(ui, ui.t(key), SMALL), label(ui, said)], spacing=0) for key, said in told.items() if said
    ]
    if entry.digest:
        print_ = ft.Semantics(identifier="exports.digest", container=True,
                              content=label(ui, _parted(entry.digest), 15, selectable=True))  # fmt: skip
        rows += [ft.Column([muted(ui, ui.t("exports.digest"), SMALL), print_], spacing=0),
                 muted(ui, ui.t("exports.digest_means"), SMALL)]  # fmt: skip
    return sheet(ui, ui.words.label(entry.sort), rows, on_close, actions=_again(ui, entry, on_close))


def _again(ui: Ui, entry: ExportEntry, on_close: Callable[[], None]) -> list[ft.Control]:
    """The same days and filters, as the register is now."""
    query = entry.filters
    if query is None:
        return []

    def see() -> None:
        on_close()
        ft.context.page.navigate(f"/indicators?{query}")

    return [button(ui, ui.t("exports.see"), see, identifier="exports.see", icon_name=ft.Icons.INSIGHTS)]


def _parted(digest: str) -> str:
    """In groups of eight: two are compared by eye, and a line breaks between them."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _when(ui: Ui, entry: ExportEntry) -> str:
    at = clock.local(entry.at)
    return f"{ui.words.short_day(at.date(), year=True)}, {ui.words.clock(at)}"


def _who(ui: Ui, entry: ExportEntry) -> str:
    return worker_name(ui, entry.worker_id) or ""


def _named(ui: Ui, entry: ExportEntry) -> str:
    return ui.t("exports.with_names" if entry.named else "exports.without_names")


def _days(ui: Ui, span: Span | None) -> str:
    if span is None:
        return ""
    since, until = (ui.words.short_day(day, year=True) for day in (span.since, span.until))
    return ui.t("indicators.span", since=since, until=until)
