"""What the person told for the public pages: taken down here, and withdrawn as easily."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import testimonials
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.components import card, line, link, title
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.screens.public.looks import STATES
from espace_mobile.app.screens.public.telling import Telling
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.public_site import Testimonial


@component
def Testimonials(person_id: str) -> Any:
    """Tests: `testimonial.{n}`, `testimonial.new`; those of `Telling`."""
    ui = use_ui()
    use_records("testimonial", "publication", "merge", "conflict")
    telling, tell = use_value(False)
    person = person_of(ui.replica, person_id)
    if person is None:
        return ft.Container()
    found = testimonials.testimonials_of(ui.replica, person_id)
    lines = [_line(ui, story, n) for n, story in enumerate(found)]
    new = link(ui, ui.t("story.take_down"), lambda: tell(True), identifier="testimonial.new",
               icon_name=ft.Icons.FORMAT_QUOTE, field=True)  # fmt: skip
    form = [Telling(person.id, "", lambda: tell(False))] if telling else []
    return card(
        ui, title(ui, ui.t("kind.testimonial")), *([] if found else [muted(ui, ui.t("story.person_hint"), SMALL)]),
        ft.Column(list(lines), spacing=0, visible=bool(lines)), ft.Row([new]), *form,
    )  # fmt: skip


def _line(ui: Ui, story: Testimonial, n: int) -> ft.Control:
    look = STATES[testimonials.state(ui.replica, story)]
    return line(
        ui, ui.t(look.key), story.text, identifier=f"testimonial.{n}", key=story.id, on_tap=_goer(story.id),
        lead=icon(ui, look.sign, 22, getattr(ui.palette, look.tone)),
    )  # fmt: skip


def _goer(id: str) -> Callable[[], None]:
    return lambda: ft.context.page.navigate(f"/public/testimonials/{id}")
