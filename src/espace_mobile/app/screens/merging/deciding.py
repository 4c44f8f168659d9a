"""What is decided of two files: one person's, or two people's; with a way back."""

from __future__ import annotations

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import doubles, merging
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import notify
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import Keep
from espace_mobile.app.screens.merging.choosing import chosen_values
from espace_mobile.app.ui import Ui
from espace_mobile.domain.not_same import NotSame
from espace_mobile.domain.person import Person
from espace_mobile.domain.reconciling import Difference

QUEUE = "/people/duplicates"


def compare_them(into: str, taken: str, queue: bool = False) -> None:
    """`queue`: one of the pairs that look alike, where one comes back afterwards."""
    ft.context.page.navigate(f"{QUEUE}/{into}/{taken}" if queue else f"/people/{into}/merge/{taken}")


def not_same(ui: Ui, one: Person, other: Person, keep: Keep | None = None) -> bool:
    session = ui.session
    said: list[NotSame] = []

    def act() -> None:
        said.append(doubles.say_not_same(session.replica, one, other, session.worker, now=clock.now()))

    def undo() -> None:
        attempt(ui, lambda: doubles.take_back(session.replica, said[0], session.worker))

    done = attempt(ui, act)
    if done:
        notify(ui, ui.t("doubles.said_not_same"), undo=keep(undo) if keep else undo)
    return done


def join_them(
    ui: Ui, draft: Draft, into: Person, taken: Person, found: tuple[Difference, ...], queue: bool = False,
    keep: Keep | None = None,
) -> None:  # fmt: skip
    """The file that stays opens, or the `queue` of those that look alike, for whoever settles them one by one; with
    `keep` one stays where one is.

    The notice takes all of it back, and what was chosen is still there then.
    """
    session, chosen, kept = ui.session, chosen_values(draft, found), dict(draft.values)

    def undo() -> None:
        if attempt(ui, lambda: merging.unmerge(session.replica, into.id, taken.id, session.worker)):
            for field, side in kept.items():
                draft.set(field, side)
            if keep is None:
                compare_them(into.id, taken.id, queue)

    act = lambda: merging.merge(session.replica, taken, into, chosen, session.worker, now=clock.now())  # noqa: E731
    if attempt(ui, act):
        draft.drop()
        if keep is None:
            ft.context.page.navigate(QUEUE if queue else f"/people/{into.id}")
        notify(ui, ui.t("merge.done"), undo=keep(undo) if keep else undo)
