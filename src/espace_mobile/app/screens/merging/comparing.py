"""Two files side by side: each value that differs is two things to touch, one of them chosen; the rest is folded."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import files, merging, people
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, card, empty_state, header, link, notify, page_body, title, touchable
from espace_mobile.app.components.text import icon, label, muted, text
from espace_mobile.app.components.touch import flexible
from espace_mobile.app.drafts import Draft
from espace_mobile.app.opening import use_opening
from espace_mobile.app.screens.merging.doubles import QUEUE, compare_them, not_same, side_by_side
from espace_mobile.app.screens.merging.words import difference_name, file_head, said_words, told_words
from espace_mobile.app.theme import RADIUS, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui, use_value
from espace_mobile.domain.access_vocabulary import FileAccess
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.person import Person
from espace_mobile.domain.reconciling import Difference, Values

INTO, TAKEN = "into", "taken"


@component
def Compare() -> Any:
    ui = use_ui()
    use_records("person", "contact", "appointment", "person_note", Merge.kind)
    asked = ft.use_route_params()
    draft = use_draft(f"merge.{asked.get('id', '')}.{asked.get('other', '')}")
    unfolded, unfold = use_value(False)
    both = [files.person_of(ui.replica, asked.get(end, "")) for end in ("id", "other")]
    into, taken = both
    queue = ft.use_route_location().startswith(f"{QUEUE}/")
    seen = [person.id for person in both if person is not None]
    use_opening(ui, FileAccess.COMPARED, *(seen if len({*seen}) == 2 else []))
    if into is None or taken is None or into.id == taken.id:
        return _gone(ui, into)
    found = merging.differences(taken, into)
    chosen = [d for d in found if d.open]
    rest = [d for d in found if not d.open]
    heads: list[ft.Control] = [_head(ui, person) for person in (into, taken)]
    fields = [_field(ui, draft, d) for d in chosen] or [muted(ui, ui.t("merge.all_agree"))]
    return page_body(
        ui,
        header(ui, ui.t("merge.title"), back=QUEUE if queue else f"/people/{into.id}"),
        muted(ui, ui.t("merge.hint")),
        side_by_side(ui, heads),
        title(ui, ui.t("merge.differ")),
        *fields,
        *([_rest(ui, rest, unfolded, lambda: unfold(not unfolded))] if rest else []),
        *_acts(ui, draft, into, taken, found, queue),
        max_width=960,
    )


def _head(ui: Ui, person: Person) -> ft.Control:
    return card(ui, file_head(ui, person), label(ui, told_words(ui, person), SMALL))


def _field(ui: Ui, draft: Draft, difference: Difference) -> ft.Control:
    name = difference_name(ui, difference)
    values = [
        _value(ui, draft, difference, side, f"merge.field.{difference.name}.{n}", name)
        for n, side in enumerate((INTO, TAKEN))
    ]
    return ft.Column([label(ui, name, SMALL, ui.palette.muted), side_by_side(ui, values)], spacing=4, tight=True)


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


def _acts(
    ui: Ui, draft: Draft, into: Person, taken: Person, found: tuple[Difference, ...], queue: bool
) -> list[ft.Control]:
    def join() -> None:
        join_them(ui, draft, into, taken, found, queue)

    def two_people() -> None:
        if not_same(ui, into, taken):
            draft.drop()
            ft.context.page.navigate(QUEUE)

    merge = button(ui, ui.t("merge.confirm"), join, identifier="merge.confirm", primary=True, field=True,
                   icon_name=ft.Icons.MERGE_TYPE)  # fmt: skip
    two = button(ui, ui.t("doubles.not_same"), two_people, identifier="merge.not_same", field=True)
    return [merge, two]


def side_of(draft: Draft, difference: Difference) -> str:
    """What was touched, else what a merge does when nobody chooses."""
    usual = TAKEN if difference.usual == difference.taken else INTO
    return str(draft.get(difference.name) or usual)


def chosen_values(draft: Draft, found: tuple[Difference, ...]) -> Values:
    sides = ((d, d.taken if side_of(draft, d) == TAKEN else d.into) for d in found if d.open)
    return {field: value for _, values in sides for field, value in values.items()}


def join_them(
    ui: Ui, draft: Draft, into: Person, taken: Person, found: tuple[Difference, ...], queue: bool = False
) -> None:
    """The file that stays opens, or the `queue` of those that look alike, for whoever settles them one by one.

    The notice takes all of it back, and what was chosen is still there then.
    """
    session, chosen, kept = ui.session, chosen_values(draft, found), dict(draft.values)

    def undo() -> None:
        if attempt(ui, lambda: merging.unmerge(session.replica, into.id, taken.id, session.worker)):
            for field, side in kept.items():
                draft.set(field, side)
            compare_them(into.id, taken.id, queue)

    act = lambda: merging.merge(session.replica, taken, into, chosen, session.worker, now=clock.now())  # noqa: E731
    if attempt(ui, act):
        draft.drop()
        ft.context.page.navigate(QUEUE if queue else f"/people/{into.id}")
        notify(ui, ui.t("merge.done"), undo=undo)


def _gone(ui: Ui, into: Person | None) -> ft.Control:
    back = f"/people/{into.id}" if into and people.may_see(ui.replica, ui.session.worker, into) else "/people"
    words = ui.t("input.record.same_file") if into else ui.t("file.gone_hint")
    said = empty_state(ui, ft.Icons.PERSON_OFF_OUTLINED, ui.t("merge.gone" if into is None else "merge.done"), words)
    return page_body(ui, header(ui, ui.t("merge.title"), back=back), said)
