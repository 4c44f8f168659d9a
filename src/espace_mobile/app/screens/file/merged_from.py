"""In a file: what it was merged from, and taking that apart; or merging it with another. A supervisor's."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import merging, workers
from espace_mobile.app.actions.merging import Parted
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import confirm, link, notify
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.screens.wording import day_words, person_name
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.person import Person


@component
def MergedFrom(person_id: str) -> Any:
    ui = use_ui()
    use_records(Merge.kind, Person.kind)
    asking, ask = use_value("")
    if not workers.may_supervise(ui.session.worker):
        return ft.Container(visible=False)
    links = [(m, other) for m in merging.links_of(ui.replica, person_id) if (other := _other(ui, m, person_id))]
    asked = next((m for m, _ in links if m.id == asking), None)
    ft.use_dialog(_question(ui, asked, lambda: ask("")) if asked else None)
    another = link(
        ui, ui.t("merge.with_another"), lambda: ft.context.page.navigate(f"/people/{person_id}/merge"),
        identifier="file.merge", icon_name=None if ui.large else ft.Icons.MERGE_TYPE,
    )  # fmt: skip
    return ft.Column(
        [*(_line(ui, m, other, n, ask) for n, (m, other) in enumerate(links)), ft.Row([another])], spacing=0
    )


def _other(ui: Ui, merge: Merge, person_id: str) -> Person | None:
    """The file at the other end; None when this device has only one of them."""
    ends = [ui.replica.get(Person, id) for id in (merge.person_id, merge.into_id)]
    return None if None in ends else ends[1] if merge.person_id == person_id else ends[0]


def _line(ui: Ui, merge: Merge, other: Person, n: int, ask: Any) -> ft.Control:
    name = person_name(ui, other)
    said = ui.t("unmerge.line", name=name, day=day_words(ui, clock.local(merge.at).date()))
    words = ft.Row(
        [icon(ui, ft.Icons.MERGE_TYPE, 20, ui.palette.muted), muted(ui, said, SMALL, expand=True)],
        spacing=12,
        expand=True,
    )
    split = link(
        ui, ui.t("unmerge.split"), lambda: ask(merge.id), identifier="file.unmerge" if n == 0 else f"file.unmerge.{n}",
        description=ui.t("unmerge.split_from", name=name),
    )  # fmt: skip
    return ft.Row([words, split], spacing=GAP)


def _question(ui: Ui, merge: Merge, on_close: Any) -> ft.DialogControl:
    session = ui.session
    parted: list[Parted] = []

    def again() -> None:
        attempt(ui, lambda: merging.merge_again(session.replica, parted[0], session.worker))

    def part() -> None:
        on_close()
        act = lambda: parted.append(  # noqa: E731
            merging.unmerge(session.replica, merge.person_id, merge.into_id, session.worker)
        )
        if attempt(ui, act):
            notify(ui, ui.t("merge.undone"), undo=again)

    return confirm(
        ui, ui.t("unmerge.title"), ui.t("unmerge.words"), yes=ui.t("unmerge.split"), on_yes=part, on_close=on_close
    )
