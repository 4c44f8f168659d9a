"""The sheets in which something of a programme is typed: what they showed first, and how they are left and saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import flet as ft

from espace_mobile.app.actions.change import Seen
from espace_mobile.app.actions.undoing import Done, take_back
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, notify, sheet
from espace_mobile.app.drafts import Draft
from espace_mobile.app.ui import Ui, use_draft

_FIRST, _STAMPS = "first", "stamps"


def use_form(name: str, values: Mapping[str, Any], stamps: Seen | None = None) -> Draft:
    """A draft that knows what it showed when it was opened. `stamps`: `seen_now` of what it is about."""
    draft = use_draft(name, {**values, _FIRST: dict(values), _STAMPS: dict(stamps or {})})
    ft.use_state(draft)
    return draft


def first_of(draft: Draft) -> Draft:
    """What the form showed first, to be read as the form is."""
    return Draft(_FIRST, _values=dict(draft.get(_FIRST, {})))


def stamps_of(draft: Draft) -> Seen:
    return draft.get(_STAMPS, {})  # type: ignore[no-any-return]


def is_touched(draft: Draft) -> bool:
    return any(draft.get(name) != value for name, value in draft.get(_FIRST, {}).items())


def form_sheet(
    ui: Ui,
    draft: Draft,
    title: str,
    content: Sequence[ft.Control],
    *,
    name: str,
    save: Callable[[], Any],
    on_close: Callable[[], Any],
) -> ft.DialogControl:
    """Closed, it keeps what was typed; cancelled, it forgets it. Tests: `{name}.save`, `{name}.cancel`."""

    def close() -> None:
        if not is_touched(draft):
            draft.drop()  # next time, what is there then
        on_close()

    def cancel() -> None:
        draft.drop()
        on_close()

    actions = [
        button(ui, ui.t("action.save"), save, identifier=f"{name}.save", primary=True, field=True),
        button(ui, ui.t("action.cancel"), cancel, identifier=f"{name}.cancel", field=True),
    ]
    return sheet(ui, title, content, close, actions=actions)


def acted(
    ui: Ui, act: Callable[[], object], said: str, draft: Draft | None = None, on_close: Callable[[], Any] | None = None
) -> bool:
    """Run `act`; say so, with « Annuler » when it gives a `Done`. The draft is done with, the sheet closed."""
    made: list[object] = []
    if not attempt(ui, lambda: made.append(act()), draft):
        return False
    if draft is not None:
        draft.drop()
    if on_close is not None:
        on_close()
    done, session = made[0], ui.session

    def undo() -> None:
        if isinstance(done, Done):
            attempt(ui, lambda: take_back(session.replica, done, session.worker))

    notify(ui, said, undo=undo if isinstance(done, Done) else None)
    return True
