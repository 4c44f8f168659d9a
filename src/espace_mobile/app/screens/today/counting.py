"""The counter of the day's outing."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import contacts
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components.pad import BigPad, cells
from espace_mobile.app.ui import Ui, memo, use_records, use_ui
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.counts import pad_matrix
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.vocabulary import AgeBand, Sex


class Counter:
    """Counts one contact a call. One object an outing, so that cells whose number is unchanged aren't redrawn."""

    def __init__(self, ui: Ui, outing: Outing) -> None:
        self.ui, self.outing = ui, outing

    def count(self, sex: Sex, age_band: AgeBand) -> None:
        session = self.ui.session
        attempt(
            self.ui,
            lambda: contacts.log_contact(
                session.replica, self.outing, session.worker, now=clock.now(), sex=sex, age_band=age_band
            ),
        )


@memo
def CounterPad(outing: Outing) -> Any:
    ui = use_ui()
    use_records(Contact.kind)
    counter = ft.use_memo(lambda: Counter(ui, outing), [ui, outing])
    counted = ui.replica.where(Contact, outing_id=outing.id)
    total = len(counted)
    caption = ui.tn("today.contacts_today", total) if outing.on == clock.today() else ui.tn("today.contacts", total)
    return ft.Column(
        [BigPad(total, caption, counter.count), cells(ui, pad_matrix(counted), counter.count)],
        spacing=12,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
