"""The fields of every kind of fact but files: their names, and how each is read."""

from __future__ import annotations

from typing import Any

from espace_mobile.app.screens.file.path_fields import PATH_FIELDS
from espace_mobile.app.screens.file.programme_fields import PROGRAMME_FIELDS
from espace_mobile.app.screens.file.report_fields import REPORT_FIELDS
from espace_mobile.app.screens.file.schedule_fields import SCHEDULE_FIELDS
from espace_mobile.app.screens.file.value_words import TEAM, Field
from espace_mobile.app.ui import Ui

FIELDS: dict[str, dict[str, Field]] = {
    kind: {**fields, "team": TEAM}
    for kind, fields in {**PATH_FIELDS, **PROGRAMME_FIELDS, **SCHEDULE_FIELDS, **REPORT_FIELDS}.items()
}


def read(ui: Ui, kind: str, field: str, value: Any) -> str:
    """Never an identifier nor a code: what this version can't say is « valeur d’une autre version »."""
    if value is None or value in ("", [], ()):
        return ui.t("person_field.empty")
    known = FIELDS.get(kind, {}).get(field)
    try:
        said = known.read(ui, value) if known else ""
    except (TypeError, ValueError, AttributeError):  # of another shape than this version knows, or sealed
        said = ""
    return said or ui.t("person_field.elsewhere")
