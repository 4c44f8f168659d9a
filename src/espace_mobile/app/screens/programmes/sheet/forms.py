"""The sheets in which something of a programme is typed: what they showed first, and how they are left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import flet as ft

from espace_mobile.app.actions.change import Seen
from espace_mobile.app.components import button, sheet
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
