"""What the reports of an association go by."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact

HIDDEN_UNDER = 5  # people
THRESHOLDS = (5, 11)


class ReportSettings(Fact):
    """One for the org: its `id` is derived. `hidden_under`: in what is shared, a cell of 1 to one less is not told.
    `fse_mapping`: the text of the association's own mapping of the FSE+ columns; None: the one that ships."""

    kind: ClassVar[str] = "report_settings"

    hidden_under: int = HIDDEN_UNDER
    fse_mapping: str | None = None
