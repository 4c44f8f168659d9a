"""The protocols that guide sessions: their sections added, renamed, put in order, removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import protocols, sessions
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import (
    button,
    card,
    header,
    line,
    link,
    notify,
    page_body,
    sheet,
    text_field,
    touchable,
)
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import error_text, wide
from espace_mobile.app.screens.sessions.planning import not_yours
from espace_mobile.app.screens.sessions.words import default_protocol
from espace_mobile.app.theme import GAP, RADIUS, TOUCH_FIELD
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui, use_value
from espace_mobile.domain.session_protocol import SessionProtocol

_NEW = "new"


@component
def Protocols() -> Any:
    ui = use_ui()
    use_records(SessionProtocol.kind)
    opened, show = use_value("")
    if not sessions.may_plan(ui.session.worker):
        return not_yours(ui)
    found = protocols.protocols(ui.replica, default_protocol(ui))

    def opener(id: str) -> Callable[[], None]:
        return lambda: show(id)

    lines = [
        line(ui, p.title, " · ".join(p.sections), identifier=f"protocols.{n}", on_tap=opener(p.id))
        for n, p in enumerate(found)
    ]
    chosen = next((p for p in found if p.id == opened), None)
    edited = ft.Container(Edited(opened, chosen, lambda: show("")), key=opened) if opened else ft.Container()
    return page_body(
        ui, header(ui, ui.t("protocol.all"), back="/agenda"), muted(ui, ui.t("protocol.all_hint")),
        card(ui, ft.Column(lines, spacing=0)),
        button(ui, ui.t("protocol.new"), lambda: show(_NEW), identifier="protocols.new", field=True,
               icon_name=ft.Icons.ADD),
        edited,
    )  # fmt: skip


@component
def Edited(id: str, protocol: SessionProtocol | None, on_close: Callable[[], None]) -> Any:
    ui = use_ui()
    first = _spread(protocol.title, list(protocol.sections)) if protocol else _spread("", [""])
    draft = use_draft(f"protocol.{id}", first)
    own = ui.session

    def close() -> None:
        draft.drop()
        on_close()

    def save() -> None:
        titles = _sections(draft)
        act = lambda: protocols.save_protocol(  # noqa: E731
            own.replica, protocol.id if protocol else None, draft.get("title"), titles, own.worker
        )
        if attempt(ui, act, draft):
            close()
            notify(ui, ui.t("protocol.saved"))

    def retire(protocol: SessionProtocol) -> None:
        def back() -> None:
            attempt(ui, lambda: protocols.retire(own.replica, protocol, own.worker, active=True))

        if attempt(ui, lambda: protocols.retire(own.replica, protocol, own.worker)):
            close()
            notify(ui, ui.t("protocol.retired"), undo=back)

    removing = [] if protocol is None else [
        ft.Row([link(ui, ui.t("protocol.retire"), lambda: retire(protocol), identifier="protocol.retire", danger=True,
                     field=True)]),
    ]  # fmt: skip
    name = wide(text_field(ui, draft, "title", ui.t("protocol.name")))
    rows = [_row(ui, draft, n) for n in range(len(_sections(draft)))]
    more = button(
        ui, ui.t("protocol.add"), lambda: _set(draft, [*_sections(draft), ""]), identifier="protocol.add",
        icon_name=ft.Icons.ADD, field=True,
    )  # fmt: skip
    ft.use_dialog(
        sheet(
            ui, ui.t("protocol.edit"), [name, *rows, *error_text(ui, draft, "sections"), more, *removing], close,
            actions=[button(ui, ui.t("action.save"), save, identifier="protocol.keep", primary=True, field=True)],
        )
    )  # fmt: skip
    return ft.Container(visible=False)


def _row(ui: Ui, draft: Draft, n: int) -> ft.Control:
    titles = _sections(draft)

    def up() -> None:
        titles[n - 1], titles[n] = titles[n], titles[n - 1]
        _set(draft, titles)

    def remove() -> None:
        _set(draft, [title for m, title in enumerate(titles) if m != n])

    typed = text_field(ui, draft, f"section.{n}", ui.t("protocol.section", n=n + 1), expand=True, multiline=True,
                       min_lines=1, max_lines=3)  # fmt: skip
    acts = [
        *([_sign(ui, ft.Icons.ARROW_UPWARD, ui.t("protocol.up"), up, f"protocol.up.{n}")] if n else []),
        _sign(ui, ft.Icons.CLOSE, ui.t("protocol.remove"), remove, f"protocol.remove.{n}"),
    ]
    if ui.large:
        return ft.Column([ft.Row([typed]), ft.Row(acts)], spacing=4, tight=True)
    return ft.Row([typed, *acts], spacing=4)


def _sign(ui: Ui, sign: ft.IconData, name: str, act: Callable[[], None], identifier: str) -> ft.Control:
    return touchable(
        ui, icon(ui, sign), identifier=identifier, name=name, on_tap=act, width=ui.size(TOUCH_FIELD - GAP),
        height=ui.size(TOUCH_FIELD), border_radius=RADIUS, alignment=ft.Alignment.CENTER,
    )  # fmt: skip


def _spread(title: str, sections: list[str]) -> dict[str, Any]:
    return {"title": title, "count": len(sections), **{f"section.{n}": text for n, text in enumerate(sections)}}


def _sections(draft: Draft) -> list[str]:
    return [draft.get(f"section.{n}") or "" for n in range(int(draft.get("count") or 0))]


def _set(draft: Draft, sections: list[str]) -> None:
    for name, value in _spread(draft.get("title"), sections).items():
        draft.set(name, value)
    draft.errors = {}
    draft.set("count", len(sections), redraw=True)
