"""What is wrong with a form, said beside its save: the field at fault may be out of sight."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.components import banner
from espace_mobile.app.drafts import Draft
from espace_mobile.app.ui import component, use_ui


@component
def Fault(draft: Draft) -> Any:
    """Tests: `form.error`."""
    ui = use_ui()
    ft.use_state(draft)
    error = next(iter(draft.errors.values()), "")
    return banner(ui, error, identifier="form.error") if error else ft.Container(visible=False)
