"""Choosing one of the dates that stand for one: a tap, and a way back."""

from __future__ import annotations

from collections.abc import Callable

from espace_mobile.app.actions import schedule_alerts
from espace_mobile.app.noting import Keep, note
from espace_mobile.app.ui import Ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule_warnings import Warning


def moved_from(ui: Ui, warning: Warning) -> str:
    """The date that these stand for: the one they replace, or itself."""
    dates = [ui.replica.get(Outing, id) for id in (warning.outing_id, *warning.others)]
    replaced = [o.replaces_id for o in dates if o is not None and o.replaces_id]
    return next((id for id in replaced if id in (warning.outing_id, *warning.others)), replaced[0] if replaced else "")


def keeping(ui: Ui, moved_id: str, kept_id: str, hold: Keep | None = None) -> Callable[[], None]:
    """Keep one of the dates that stand for one, with a way back, which `hold` may hold."""
    session = ui.session

    def keep() -> None:
        note(ui, lambda: schedule_alerts.keep_one(session.replica, moved_id, kept_id, session.worker),
             ui.t("warning.kept"), keep=hold)  # fmt: skip

    return keep
