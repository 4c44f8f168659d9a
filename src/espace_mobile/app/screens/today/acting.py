"""What else a worker does at the van: a file, an appointment, flyers, children, refusals, the end of the day."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import contacts
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import action_tile, link
from espace_mobile.app.screens.today.booking import BookingSheet
from espace_mobile.app.screens.today.closing import ClosingSheet
from espace_mobile.app.theme import GAP
from espace_mobile.app.ui import Ui, memo, use_records, use_ui
from espace_mobile.domain.counts import tally_sums
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.tally import Tally
from espace_mobile.domain.vocabulary import TallyOf

_TALLIES = (
    (TallyOf.FLYER, ft.Icons.NEWSPAPER),
    (TallyOf.CHILD, ft.Icons.CHILD_CARE),
    (TallyOf.REFUSAL, ft.Icons.DO_NOT_DISTURB_ALT),
)


def count(ui: Ui, outing: Outing, what: TallyOf) -> None:
    session = ui.session
    attempt(ui, lambda: contacts.tally(session.replica, outing, session.worker, what, now=clock.now()))


@memo
def Actions(outing: Outing) -> Any:
    ui = use_ui()
    use_records(Tally.kind)
    open_sheet, show = ft.use_state("")
    sums = tally_sums(ui.replica.where(Tally, outing_id=outing.id))

    def tile(what: TallyOf, sign: ft.IconData) -> ft.Control:
        return action_tile(
            ui, ui.words.label(what), sign, lambda: count(ui, outing, what), identifier=f"tally.{what}",
            count=max(0, sums[what]),
        )  # fmt: skip

    tallies = [tile(what, sign) for what, sign in _TALLIES]
    open_file = action_tile(
        ui, ui.t("today.open_file"), ft.Icons.PERSON_ADD_ALT_1, lambda: ft.context.page.navigate("/people/new"),
        identifier="today.open_file", primary=True,
    )  # fmt: skip
    book = action_tile(
        ui, ui.t("today.book"), ft.Icons.EVENT_AVAILABLE_OUTLINED, lambda: show("book"), identifier="today.book"
    )
    close = link(
        ui,
        ui.t("today.close"),
        lambda: show("close"),
        identifier="today.close",
        icon_name=ft.Icons.FLAG_OUTLINED,
        field=True,
    )
    closing = [] if outing.closed_at else [ft.Row([close], alignment=ft.MainAxisAlignment.END)]
    return ft.Column(
        [
            *_rows(ui, [open_file, book]),
            *_rows(ui, tallies),
            *closing,
            BookingSheet(outing, open_sheet == "book", lambda: show("")),
            ClosingSheet(outing, open_sheet == "close", lambda: show("")),
        ],
        spacing=GAP,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def _rows(ui: Ui, tiles: list[ft.Control]) -> list[ft.Control]:
    """Side by side, or one under the other when the text is too large for that."""
    fits = ui.columns(len(tiles))
    return [ft.Row(tiles[i : i + fits], spacing=GAP) for i in range(0, len(tiles), fits)]
