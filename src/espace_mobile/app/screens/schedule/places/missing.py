"""A place that is not there, or that this worker may not change."""

from __future__ import annotations

import flet as ft

from espace_mobile.app.components import empty_state, header, page_body
from espace_mobile.app.ui import Ui


def place_gone(ui: Ui) -> ft.Control:
    said = empty_state(ui, ft.Icons.WRONG_LOCATION_OUTLINED, ui.t("place.gone"), ui.t("place.gone_hint"))
    return page_body(ui, header(ui, ui.t("places.title"), back="/schedule/places"), said)
