"""What publishing would change, said line by line: the first ones, then how many more."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from espace_mobile.app.actions.publishing import Outlook
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.screens.public.preview import date_words
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.protocol.publication import PublicDate

_NAMED = 3  # dates of each sort


def change_lines(ui: Ui, seen: Outlook) -> list[ft.Control]:
    """Nothing when nothing would change. Tests: `site.change.{what}`."""
    told = seen.changes
    lines = [
        *_dates(ui, "new", told.new), *_dates(ui, "changed", told.changed), *_dates(ui, "off", told.off),
        *_line(ui, "gone", told.gone), *_line(ui, "offers", told.offers),
        *_line(ui, "stories_new", len(told.stories_new), ", ".join(s.signed for s in told.stories_new)),
        *_line(ui, "stories_gone", told.stories_gone), *_line(ui, "texts", int(told.texts)),
    ]  # fmt: skip
    return [ft.Column(list(lines), spacing=GAP, tight=True)] if lines else []


def _dates(ui: Ui, what: str, dates: Sequence[PublicDate]) -> list[ft.Control]:
    named = [date_words(ui, d) for d in dates[:_NAMED]]
    more = len(dates) - len(named)
    return _line(ui, what, len(dates), "\n".join([*named, *([ui.tn("site.more", more)] if more else [])]))


def _line(ui: Ui, what: str, count: int, detail: str = "") -> list[ft.Control]:
    if not count:
        return []
    sign, key = _LOOKS[what]
    words = ui.tn(key, count)
    under = [muted(ui, detail, SMALL)] if detail else []
    said = ft.Column([label(ui, words), *under], spacing=0, tight=True, expand=True)
    row = ft.Row([icon(ui, sign, 22), said], spacing=12, vertical_alignment=ft.CrossAxisAlignment.START)
    return [ft.Semantics(identifier=f"site.change.{what}", container=True, content=row)]


_LOOKS = {
    "new": (ft.Icons.ADD_CIRCLE_OUTLINE, "site.change_new"),
    "changed": (ft.Icons.EDIT_CALENDAR_OUTLINED, "site.change_changed"),
    "off": (ft.Icons.EVENT_BUSY_OUTLINED, "site.change_off"),
    "gone": (ft.Icons.VISIBILITY_OFF_OUTLINED, "site.change_gone"),
    "offers": (ft.Icons.WORK_OUTLINE, "site.change_offers"),
    "stories_new": (ft.Icons.FORMAT_QUOTE, "site.change_stories"),
    "stories_gone": (ft.Icons.PERSON_OFF_OUTLINED, "site.change_stories_gone"),
    "texts": (ft.Icons.NOTES, "site.change_texts"),
}
