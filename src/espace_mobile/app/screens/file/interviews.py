"""The talks with the CIP, newest first. In the field one sees that they took place, the line, and what is urgent."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import interviews, workers
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.components import button, card, line, link, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.file import parts
from espace_mobile.app.screens.file.restricted import shut_words, use_shut
from espace_mobile.app.screens.interview.beginning import begin
from espace_mobile.app.screens.urgent import settled_words, urgent_pill
from espace_mobile.app.screens.wording import day_words, worker_name
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.interview import Interview
from espace_mobile.i18n.translator import sentence

AT_FIRST = 5


@component
def Interviews(person_id: str) -> Any:
    ui = use_ui()
    use_records(Interview.kind)
    everything, show = use_value(False)
    shut = use_shut(person_id)
    person = person_of(ui.replica, person_id)
    if person is None:
        return ft.Container()
    found = interviews.interviews_of(ui.replica, person_id)
    may = workers.may_counsel(ui.session.worker)
    shown = found if everything else found[:AT_FIRST]
    lines = [_line(ui, person_id, interview, n, may) for n, interview in enumerate(shown)]
    if len(found) > len(shown):
        lines.append(link(ui, ui.t("interview.all"), lambda: show(True), identifier="interview.all"))
    nothing = [] if found else [muted(ui, ui.t("interview.none"))]
    going_on = interviews.of_today(ui.replica, person_id, ui.session.worker, clock.today())
    resumes = going_on is not None and going_on.ended_at is None

    def start() -> None:
        parts.keep_read(ui.state, person_id, parts.PATH)
        begin(ui, person, another=not resumes)

    words = ui.t("interview.resume" if resumes else "interview.begin")
    act = button(ui, words, start, identifier="interview.begin", field=True, icon_name=ft.Icons.FORUM_OUTLINED)
    acts = [shut_words(ui) if shut else act] if may else []
    return card(ui, title(ui, ui.t("interview.all_of")), *lines, *nothing, *acts)


def _line(ui: Ui, person_id: str, interview: Interview, n: int, may: bool) -> ft.Control:
    def show() -> None:
        parts.keep_read(ui.state, person_id, parts.PATH)
        ft.context.page.navigate(f"/people/{person_id}/interview/{interview.id}")

    wall = clock.local(interview.at)
    day = sentence(day_words(ui, wall.date()))
    who = worker_name(ui, interview.worker_id)
    what = ", ".join(filter(None, [day, "" if ui.large else who]))
    going_on = ui.t("interview.going_on") if interview.ended_at is None else ""
    said = " ".join((interview.line or "").split())
    flag = ui.t("urgent.pill") if interview.urgent else ""
    told = [who if ui.large else "", flag, going_on, said, settled_words(ui, interview)]
    detail = " · ".join(filter(None, told))
    return line(
        ui, what, detail, identifier=f"interview.{n}", on_tap=show if may else None, detail_lines=3,
        trail=urgent_pill(ui) if interview.urgent else None,
    )  # fmt: skip
