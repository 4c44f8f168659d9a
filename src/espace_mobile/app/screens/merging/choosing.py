"""What two files say, side by side: each value that differs is two things to touch, one of them chosen."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.components import card, link, title, touchable
from espace_mobile.app.components.text import icon, label, muted, text
from espace_mobile.app.components.touch import flexible
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.file.field_words import field_name
from espace_mobile.app.screens.merging.words import difference_name, file_head, said_words, told_words
from espace_mobile.app.theme import RADIUS, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui, component, use_ui, use_value
from espace_mobile.domain.person import Person
from espace_mobile.domain.reconciling import Difference, Values

INTO, TAKEN = "into", "taken"
_TELLING = ("first_name", "last_name", "nickname", "phone", "email", "birth_on", "birth_year", "commune")


@component
def Choosing(draft: Draft, into: Person, taken: Person, found: tuple[Difference, ...]) -> Any:
    """Key it by the pair. `draft`: which side was touched, by field.

    Tests: `merge.field.{name}.{0|1}`, `merge.rest`."""
    ui = use_ui()
    ft.use_state(draft)
    unfolded, unfold = use_value(False)
    chosen, rest = [d for d in found if d.open], [d for d in found if not d.open]
    heads: list[ft.Control] = [_head(ui, person, n) for n, person in enumerate((into, taken), 1)]
    fields = [_field(ui, draft, d) for d in chosen] or [muted(ui, ui.t("merge.all_agree"))]
    parts = [
        side_by_side(ui, heads), *_same(ui, into, taken), title(ui, ui.t("merge.differ")), *fields,
        *([_rest(ui, rest, unfolded, lambda: unfold(not unfolded))] if rest else []),
    ]  # fmt: skip
    return ft.Column(parts, spacing=16, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def side_by_side(ui: Ui, both: list[ft.Control]) -> ft.Control:
    """One above the other on a phone, or when the text is large."""
    if not ui.rail or ui.large:
        return ft.Column(list(both), spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    halves: list[ft.Control] = [ft.Container(c, expand=1) for c in both]
    return ft.Row(halves, spacing=16, vertical_alignment=ft.CrossAxisAlignment.START)


def _same(ui: Ui, into: Person, taken: Person) -> list[ft.Control]:
    """What makes them alike, by a sign and in words."""
    one, other = into.fields(), taken.fields()
    names = [field_name(ui, f).lower() for f in _TELLING if one.get(f) and one.get(f) == other.get(f)]
    if not names:
        return []
    said = muted(ui, ui.t("queue.same", fields=ui.words.listing(names)))
    return [ft.Row([label(ui, "=", 20, ui.palette.ok), flexible(said)], spacing=10)]


def _head(ui: Ui, person: Person, n: int) -> ft.Control:
    number = muted(ui, ui.t("queue.file", n=n), SMALL)
    return card(ui, number, file_head(ui, person), label(ui, told_words(ui, person), SMALL))


def _field(ui: Ui, draft: Draft, difference: Difference) -> ft.Control:
    name = difference_name(ui, difference)
    values = [
        _value(ui, draft, difference, side, f"merge.field.{difference.name}.{n}", name)
        for n, side in enumerate((INTO, TAKEN))
    ]
    above = ft.Row(
        [label(ui, "≠", 20, ui.palette.alert), label(ui, name), muted(ui, ui.t("queue.differs"), SMALL)], spacing=10
    )  # fmt: skip
    return ft.Column([above, side_by_side(ui, values)], spacing=4, tight=True)


def _value(ui: Ui, draft: Draft, difference: Difference, side: str, identifier: str, name: str) -> ft.Control:
    p, on = ui.palette, side_of(draft, difference) == side
    words = said_words(ui, difference, getattr(difference, side))
    ink = p.on_primary if on else p.ink
    sign = ft.Icons.CHECK_CIRCLE if on else ft.Icons.RADIO_BUTTON_UNCHECKED
    inside = ft.Row([icon(ui, sign, 22, ink), flexible(label(ui, words, 17, ink))], spacing=12)
    return touchable(
        ui, inside, identifier=identifier, name=ui.t("merge.choose", field=name, value=words), selected=on,
        on_tap=lambda: draft.set(difference.name, side, redraw=True), border_radius=RADIUS,
        bgcolor=p.primary if on else p.surface, border=ft.Border.all(p.edge, p.primary if on else p.muted),
        padding=ft.Padding.symmetric(horizontal=14, vertical=12),
        height=None if len(words) > 30 or ui.large else ui.size(TOUCH_FIELD),
    )  # fmt: skip


def _rest(ui: Ui, rest: list[Difference], unfolded: bool, toggle: Any) -> ft.Control:
    """What only one file says, and lists: nothing to choose, everything to read."""
    sign = ft.Icons.EXPAND_LESS if unfolded else ft.Icons.EXPAND_MORE
    head = link(ui, ui.tn("merge.rest", len(rest)), toggle, identifier="merge.rest", icon_name=sign, field=True)
    lines: list[ft.Control] = [
        ft.Column(
            [muted(ui, difference_name(ui, d), SMALL), text(ui, said_words(ui, d, d.usual))], spacing=0, tight=True
        )
        for d in rest
    ]
    return card(
        ui, ft.Row([head]), *(lines if unfolded else []), padding=ft.Padding.symmetric(vertical=8, horizontal=12)
    )


def side_of(draft: Draft, difference: Difference) -> str:
    """What was touched, else what a merge does when nobody chooses."""
    usual = TAKEN if difference.usual == difference.taken else INTO
    return str(draft.get(difference.name) or usual)


def chosen_values(draft: Draft, found: tuple[Difference, ...]) -> Values:
    sides = ((d, d.taken if side_of(draft, d) == TAKEN else d.into) for d in found if d.open)
    return {field: value for _, values in sides for field, value in values.items()}


def touch_all(draft: Draft, found: tuple[Difference, ...], side: str) -> None:
    """Everything from one of the two."""
    for difference in found:
        if difference.open:
            draft.set(difference.name, side, redraw=True)
