"""The people around the person: a line each, a tap to correct it, a number to call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import relatives
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, card, line, notify, pill, title, touchable
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.screens.file.relative_form import begin_with, relative_form
from espace_mobile.app.theme import ROUND, TOUCH_FIELD
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui, use_value
from espace_mobile.domain.path_vocabulary import Relation
from espace_mobile.domain.phones import shown_phone
from espace_mobile.domain.relative import Relative

_SIGNS = {
    Relation.CHILD: ft.Icons.CHILD_CARE, Relation.PARTNER: ft.Icons.FAVORITE_BORDER,
    Relation.PROFESSIONAL: ft.Icons.BADGE_OUTLINED,
}  # fmt: skip
_NEW = "new"


@component
def Relatives(person_id: str) -> Any:
    ui = use_ui()
    use_records(Relative.kind)
    draft = use_draft(f"file.relative.{person_id}")
    asked, ask = use_value("")
    person = person_of(ui.replica, person_id)
    found = relatives.relatives_of(ui.replica, person_id)
    about = next((r for r in found if r.id == asked), None)
    shown = person is not None and (about is not None or asked == _NEW)
    ft.use_dialog(relative_form(ui, person, about, draft, lambda: ask(""), remove) if shown and person else None)
    if person is None:
        return ft.Container()

    def opener(relative: Relative | None) -> Any:
        def open_form() -> None:
            begin_with(ui, draft, relative)
            ask(relative.id if relative else _NEW)

        return open_form

    lines = [_line(ui, relative, n, opener(relative), relative is found[-1]) for n, relative in enumerate(found)]
    nothing = [] if found else [muted(ui, ui.t("relative.none"))]
    add = button(
        ui, ui.t("relative.add"), opener(None), identifier="relative.add", field=True,
        icon_name=ft.Icons.PERSON_ADD_ALT_1_OUTLINED,
    )  # fmt: skip
    head = ft.Row([title(ui, ui.t("relative.title")), *_children(ui, found)], wrap=True, spacing=12, run_spacing=8)
    return card(ui, head, *nothing, ft.Column(list(lines), spacing=0, visible=bool(lines)), add)


def _children(ui: Ui, found: Sequence[Relative]) -> list[ft.Control]:
    number, hosted = relatives.children_in(found)
    if not number:
        return []
    words = ui.tn("relative.children", number)
    if hosted:
        words = f"{words}, {ui.tn('relative.of_them_hosted', hosted)}"
    return [ft.Semantics(identifier="relative.children", container=True, content=pill(ui, None, words))]


def _line(ui: Ui, relative: Relative, n: int, on_tap: Any, last: bool) -> ft.Control:
    relation = ui.words.label(relative.relation)
    sign = icon(ui, _SIGNS.get(relative.relation, ft.Icons.PERSON_OUTLINE), 22, ui.palette.primary)
    details = [
        relation if relative.name else "",
        _born(ui, relative),
        ui.t("relative.hosted") if relative.hosted else "",
    ]
    return line(
        ui, relative.name or relation, " · ".join(filter(None, details)), identifier=f"relative.{n}", lead=sign,
        trail=_call(ui, relative, n), on_tap=on_tap, rule=not last, detail_lines=2,
    )  # fmt: skip


def _born(ui: Ui, relative: Relative) -> str:
    """The age reached this year says more than the year."""
    if relative.birth_year is None:
        return ""
    age = clock.today().year - relative.birth_year
    return ui.tn("relative.born", age, year=relative.birth_year)


def _call(ui: Ui, relative: Relative, n: int) -> ft.Control | None:
    number = relative.phone
    if not number:
        return None

    async def call() -> None:
        await ft.UrlLauncher().launch_url(f"tel:{number}")

    return touchable(
        ui, icon(ui, ft.Icons.PHONE_OUTLINED, 24, ui.palette.primary), identifier=f"relative.{n}.call",
        name=ui.t("file.call", phone=shown_phone(number)), on_tap=call, width=ui.size(TOUCH_FIELD),
        height=ui.size(TOUCH_FIELD), border_radius=ROUND, alignment=ft.Alignment.CENTER, bgcolor=ui.palette.soft,
    )  # fmt: skip


def remove(ui: Ui, relative: Relative) -> None:
    session = ui.session

    def restore() -> None:
        attempt(ui, lambda: relatives.restore(session.replica, relative, session.worker))

    if attempt(ui, lambda: relatives.remove(session.replica, relative, session.worker)):
        notify(ui, ui.t("relative.removed"), undo=restore)
