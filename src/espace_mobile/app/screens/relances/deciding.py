"""What else may become of a relance: another day, somebody else, nothing; and the file of the person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import follow_ups, people, workers
from espace_mobile.app.actions.undoing import Done, take_back
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, dropdown, link, notify
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.relances import situation, unreachable
from espace_mobile.app.screens.relances.state import Trying
from espace_mobile.app.screens.wording import day_words, worker_name
from espace_mobile.app.theme import GAP
from espace_mobile.app.ui import Ui
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.person import Person
from espace_mobile.protocol.values import is_id

_YEAR = timedelta(days=366)
_NOBODY = "nobody"


def decisions(
    ui: Ui, trying: Trying, person: Person, task: FollowUp | None, later: Draft
) -> list[ft.Control]:  # fmt: skip
    """What else may become of a relance: another day, somebody else, nothing."""
    page = ft.context.page

    def unfold(part: str) -> Callable[[], None]:
        def show() -> None:
            later.set("due_on", "")
            trying.more = "" if trying.more == part else part

        return show

    def go() -> None:
        trying.close()
        page.navigate(f"/people/{person.id}")

    def drop(task: FollowUp) -> Callable[[], None]:
        return lambda: _changed(
            ui, trying, ui.t("relance.dropped"),
            lambda: follow_ups.drop(ui.replica, task, ui.session.worker, clock.now()),
        )  # fmt: skip

    links = [
        link(ui, ui.t("relance.file"), go, identifier="relance.file", icon_name=ft.Icons.FOLDER_OPEN_OUTLINED,
             field=True)
    ]  # fmt: skip
    if task is None:
        return [_two_by_two(ui, links)]
    links[:0] = [
        link(ui, ui.t("relance.postpone"), unfold("postpone"), identifier="relance.postpone",
             icon_name=ft.Icons.UPDATE, field=True),
        link(ui, ui.t("relance.assign"), unfold("assign"), identifier="relance.assign",
             icon_name=ft.Icons.PERSON_OUTLINE, field=True),
        link(ui, ui.t("relance.drop"), drop(task), identifier="relance.drop", icon_name=ft.Icons.BLOCK, field=True),
    ]  # fmt: skip
    unfolded: list[ft.Control] = []
    if trying.more == "postpone":
        unfolded = _postponing(ui, trying, task, later)
    elif trying.more == "assign":
        unfolded = [_assigning(ui, trying, person, task)]
    links += situation.links(ui, trying, task)
    links += unreachable.links(ui, task, trying.close)
    return [_two_by_two(ui, links), *unfolded]


def _two_by_two(ui: Ui, links: list[ft.Control]) -> ft.Control:
    per_row = ui.columns(2)
    boxes: list[ft.Control] = [ft.Container(each, expand=1) for each in links]
    rows = [boxes[i : i + per_row] for i in range(0, len(boxes), per_row)]
    return ft.Column([ft.Row(some, spacing=GAP) for some in rows], spacing=0)


def _postponing(ui: Ui, trying: Trying, task: FollowUp, later: Draft) -> list[ft.Control]:
    today = clock.today()
    days = [today + timedelta(days=n) for n in (1, 2, 7)]

    def put_off() -> None:
        day = day_of(later, "due_on")
        said = ui.t("relance.put_off", day=day_words(ui, day)) if day else ""
        _changed(
            ui, trying, said,
            lambda: follow_ups.postpone(ui.replica, task, day, ui.session.worker, today=clock.today()), later,
        )  # fmt: skip

    return [
        DayChoice(later, "due_on", ui.t("relance.postpone_to"), days, today, today + _YEAR, "relance.day"),
        button(ui, ui.t("relance.postpone"), put_off, identifier="relance.postpone.save", primary=True, field=True),
    ]


def _assigning(ui: Ui, trying: Trying, person: Person, task: FollowUp) -> ft.Control:
    here = (w for w in workers.workers(ui.replica) if workers.is_here(w, clock.today()))
    able = [w for w in here if people.may_see(ui.replica, w, person)]
    options = [Option(w.id, w.display_name) for w in able]
    options.append(Option(_NOBODY, ui.t("relance.anybody")))

    def give(code: str) -> None:
        to = code if is_id(code) else None
        said = ui.t("relance.assigned", name=worker_name(ui, to) or ui.t("relance.anybody"))
        _changed(ui, trying, said, lambda: follow_ups.assign(ui.replica, task, to, ui.session.worker))

    return dropdown(ui, options, task.worker_id or _NOBODY, give, identifier="relance.worker",
                    name=ui.t("relance.assign_to"))  # fmt: skip


def _changed(
    ui: Ui, trying: Trying, said: str, act: Callable[[], Done[FollowUp]], draft: Draft | None = None
) -> None:  # fmt: skip
    session = ui.session
    done: list[Done[FollowUp]] = []
    if attempt(ui, lambda: done.append(act()), draft):
        trying.close()
        notify(ui, said, undo=lambda: attempt(ui, lambda: take_back(session.replica, done[0], session.worker)))
