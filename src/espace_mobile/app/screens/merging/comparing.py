"""Two files of perhaps one person, on a screen of their own: compared, and made one or told apart."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import files, merging, people
from espace_mobile.app.components import button, empty_state, header, page_body
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.opening import use_opening
from espace_mobile.app.screens.merging.choosing import Choosing
from espace_mobile.app.screens.merging.deciding import QUEUE, join_them, not_same
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui
from espace_mobile.domain.access_vocabulary import FileAccess
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.person import Person
from espace_mobile.domain.reconciling import Difference


@component
def Compare() -> Any:
    ui = use_ui()
    use_records("person", "contact", "appointment", "person_note", Merge.kind)
    asked = ft.use_route_params()
    draft = use_draft(f"merge.{asked.get('id', '')}.{asked.get('other', '')}")
    both = [files.person_of(ui.replica, asked.get(end, "")) for end in ("id", "other")]
    into, taken = both
    queue = ft.use_route_location().startswith(f"{QUEUE}/")
    seen = [person.id for person in both if person is not None]
    use_opening(ui, FileAccess.COMPARED, *(seen if len({*seen}) == 2 else []))
    if into is None or taken is None or into.id == taken.id:
        return _gone(ui, into)
    found = merging.differences(taken, into)
    return page_body(
        ui,
        header(ui, ui.t("merge.title"), back=QUEUE if queue else f"/people/{into.id}"),
        muted(ui, ui.t("merge.hint")),
        ft.Container(Choosing(draft, into, taken, found), key=f"{into.id}.{taken.id}"),
        *_acts(ui, draft, into, taken, found, queue),
        max_width=960,
    )


def _acts(
    ui: Ui, draft: Draft, into: Person, taken: Person, found: tuple[Difference, ...], queue: bool
) -> list[ft.Control]:
    def join() -> None:
        join_them(ui, draft, into, taken, found, queue)

    def two_people() -> None:
        if not_same(ui, into, taken):
            draft.drop()
            ft.context.page.navigate(QUEUE)

    merge = button(ui, ui.t("merge.confirm"), join, identifier="merge.confirm", primary=True, field=True,
                   icon_name=ft.Icons.MERGE_TYPE)  # fmt: skip
    two = button(ui, ui.t("doubles.not_same"), two_people, identifier="merge.not_same", field=True)
    return [merge, two]


def _gone(ui: Ui, into: Person | None) -> ft.Control:
    back = f"/people/{into.id}" if into and people.may_see(ui.replica, ui.session.worker, into) else "/people"
    words = ui.t("input.record.same_file") if into else ui.t("file.gone_hint")
    said = empty_state(ui, ft.Icons.PERSON_OFF_OUTLINED, ui.t("merge.gone" if into is None else "merge.done"), words)
    return page_body(ui, header(ui, ui.t("merge.title"), back=back), said)
