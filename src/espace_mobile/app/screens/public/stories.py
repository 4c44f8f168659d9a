"""Every story told that this worker may see: what waits for somebody first."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import testimonials
from espace_mobile.app.actions.testimonials import StoryState
from espace_mobile.app.components import button, empty_state, header, line, line_list, page_body
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.screens.office.way import way_back
from espace_mobile.app.screens.public.looks import STATES, of_whom, state_pill
from espace_mobile.app.screens.public.telling import Telling
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.public_site import Testimonial


@component
def Stories() -> Any:
    """Tests: `story.{n}`, `story.new`; those of `Telling`."""
    ui = use_ui()
    use_records("testimonial", "publication", "person", "organisation", "conflict")
    telling, tell = use_value(False)
    found = testimonials.testimonials(ui.replica, ui.session.worker)
    new = button(ui, ui.t("story.of_employer"), lambda: tell(True), identifier="story.new", primary=True,
                 icon_name=ft.Icons.ADD)  # fmt: skip
    head = header(ui, ui.t("story.title"), back=way_back(ui))
    form = [Telling(None, "", lambda: tell(False))] if telling else []
    if not found:
        nothing = empty_state(ui, ft.Icons.FORMAT_QUOTE, ui.t("story.none"), ui.t("story.none_hint"), actions=[new])
        return page_body(ui, head, nothing, *form)
    lines = [_line(ui, story, state, n) for n, (story, state) in enumerate(found)]
    return page_body(
        ui, head, muted(ui, ui.t("story.hint")), new, *form, line_list(ui, lines), scroll=False,
    )  # fmt: skip


def _line(ui: Ui, story: Testimonial, state: StoryState, n: int) -> ft.Control:
    look = STATES[state]
    name = " · ".join(filter(None, [story.signed, ui.words.label(story.by)]))
    said = "" if ui.rail else ui.t(look.key)  # on a phone a pill would cut the name
    detail = " · ".join(filter(None, [said, of_whom(ui, story), story.text]))
    return line(
        ui, name, detail, identifier=f"story.{n}", key=story.id,
        lead=icon(ui, look.sign, 22, getattr(ui.palette, look.tone)),
        on_tap=lambda: ft.context.page.navigate(f"/public/testimonials/{story.id}"),
        trail=state_pill(ui, state) if ui.rail else None,
    )  # fmt: skip
