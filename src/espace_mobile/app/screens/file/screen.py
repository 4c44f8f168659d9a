"""The file of one person: who it is and what comes next, then one part of the file at a time.

From 1,000 px what is followed stands at the left, and one of the three other parts at the right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from espace_mobile.app.actions import files, people
from espace_mobile.app.components import empty_state, header, page_body, two_panes
from espace_mobile.app.opening import use_opening
from espace_mobile.app.screens.file import parts, sections
from espace_mobile.app.screens.file.conflicts import Conflicts
from espace_mobile.app.screens.file.identity import identity_card, title_row
from espace_mobile.app.screens.file.next import Next
from espace_mobile.app.screens.file.restricted import Restricted
from espace_mobile.app.screens.urgent import UrgentStrip
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.access_vocabulary import FileAccess
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.person import Person


@component
def File() -> Any:
    return file_view(ft.use_route_params().get("id", ""))


def file_view(person_id: str, *, beside: bool = False) -> ft.Control:
    """Keyed, so that nothing begun for one person (a note, a sheet) is ever found on the next one's file."""
    return ft.Container(FileOfPerson(person_id, beside), key=person_id, expand=True)


@component
def FileOfPerson(person_id: str, beside: bool = False) -> Any:
    """The file that stands for this one: itself, unless it was merged."""
    ui = use_ui()
    use_records(Merge.kind, Person.kind)
    head = files.head_id(ui.replica, person_id)
    return ft.Container(FileView(head, beside), key=head, expand=True)


@component
def FileView(person_id: str, beside: bool = False) -> Any:
    """`beside`: in the right pane of a list, so without a way back and in one column."""
    ui = use_ui()
    use_records(Person.kind)
    chosen, choose = use_value(parts.read_last(ui.state, person_id))
    person = ui.replica.get(Person, person_id)
    seen = person is not None and people.may_see(ui.replica, ui.session.worker, person)
    use_opening(ui, FileAccess.OPENED, *([person_id] if seen else []))
    if person is None or not seen:
        return _gone(ui, beside)

    def show(part: str) -> None:
        parts.keep_read(ui.state, person_id, part)
        choose(part)

    head = [
        title_row(ui, person, beside), Restricted(person.id), UrgentStrip(person.id), Conflicts(person.id),
        identity_card(ui, person, lambda: show(parts.SITUATION)),
    ]  # fmt: skip
    if ui.panes and not beside:
        head.append(Next(person.id, False))
        left = [*head, *_parts(parts.FOLLOWED, person.id)]
        return two_panes(ui, left, _chooser(ui, parts.PARTS[1:], chosen or parts.STORY, show, person.id), shares=(1, 1))
    part = chosen or parts.FOLLOWED
    followed = part == parts.FOLLOWED
    # A step that nobody noted yet leaves the top of a small screen to what is.
    step = [Next(person.id, not followed, followed)]
    above, below = ([], step) if followed and not person.next_step else (step, [])
    shown = [*head, *above, *_chooser(ui, parts.PARTS, part, show, person.id, below)]
    return page_body(ui, *shown, max_width=None if beside else 760)


def _chooser(
    ui: Ui,
    offered: tuple[str, ...],
    chosen: str,
    on_choose: Callable[[str], None],
    person_id: str,
    first: Sequence[Any] = (),
) -> list[Any]:
    """The row of parts and, after `first`, what the chosen one holds."""
    part = chosen if chosen in offered else parts.STORY
    return [parts.part_row(ui, offered, part, on_choose), *first, *_parts(part, person_id)]


def _parts(part: str, person_id: str) -> list[Any]:
    return [part_of(person_id) for part_of in sections.components_of(part)]


def _gone(ui: Ui, beside: bool) -> ft.Control:
    said = empty_state(ui, ft.Icons.PERSON_OFF_OUTLINED, ui.t("file.gone"), ui.t("file.gone_hint"))
    if beside:
        return ft.Container(said, padding=32)
    return page_body(ui, header(ui, ui.t("file.title"), back="/people"), said)
