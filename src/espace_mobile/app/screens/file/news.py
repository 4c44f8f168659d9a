"""The nearly daily follow-up of somebody in a programme that has case reviews: six weeks, and one tap a day."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import check_ins, followed
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.components import card, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.news import news_button, news_strip, quiet_words
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import component, use_records, use_ui
from espace_mobile.domain import news


@component
def News(person_id: str) -> Any:
    """Nothing on any other file. Tests: `file.news`, `file.news.strip`."""
    ui = use_ui()
    use_records("person", "merge", "enrolment", "programme", "group_session", *(kind.kind for kind in news.KINDS))
    person, today = person_of(ui.replica, person_id), clock.today()
    one = followed.follow_up_of(ui.replica, person, today) if person else None
    if person is None or one is None:
        return ft.Container(visible=False)
    noted = check_ins.is_noted(ui.replica, person.id, today)
    return card(
        ui, title(ui, ui.t("review.daily")), news_strip(ui, one.strip(today), "file.news.strip"),
        muted(ui, quiet_words(ui, one, today), SMALL),
        news_button(ui, person, noted, identifier="file.news", wide=True),
    )  # fmt: skip
