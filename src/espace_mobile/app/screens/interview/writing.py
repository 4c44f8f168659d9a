"""What is typed in an interview: in a draft from the first key on, in the register once it is saved.

The draft holds only what is not saved yet, so that a section another tablet wrote meanwhile shows as it is now.
"""

from __future__ import annotations

import flet as ft

from espace_mobile.app.actions import interviews
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import link, text_field
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.interview import LENGTHS, Interview
from espace_mobile.errors import EspaceError

_NAMES = {
    "line": "interview.line", "next_step": "interview.next_step", "life_project": "interview.life_project",
    "work_project": "interview.work_project", "motivations": "interview.motivations",
    "social_situation": "interview.social_situation", "urgent_situation": "interview.urgent_situation",
}  # fmt: skip


def text_name(ui: Ui, field: str) -> str:
    return ui.t(_NAMES[field])


def draft_name(interview: Interview) -> str:
    """With the person's id in it: when the person leaves this device, what was typed leaves too."""
    return f"interview.{interview.person_id}.{interview.id}"


def typing(draft: Draft) -> dict[str, str]:
    """{field: text} of what is typed and not saved."""
    return {field: text for field in LENGTHS if (text := draft.get(field, None)) is not None}


def keep(ui: Ui, draft: Draft, interview: Interview, field: str) -> bool:
    """Save what is typed in this field; what is refused stays there, with the reason under it."""
    text = typing(draft).get(field)
    if text is None:
        return True
    session, seen = ui.session, draft.get(_seen(field), None) or {}
    act = lambda: interviews.write(session.replica, interview, session.worker, seen=seen, **{field: text})  # noqa: E731
    if attempt(ui, act, draft):
        saved(draft, field)
        return True
    return False


def keep_on_leaving(ui: Ui, draft: Draft, interview: Interview) -> None:
    """What would be refused goes on waiting in the draft; at a lock all of it does."""
    session = ui.state.session
    if session is None:
        return
    for field, text in typing(draft).items():
        try:
            seen = draft.get(_seen(field), None) or {}
            interviews.write(session.replica, interview, session.worker, seen=seen, **{field: text})
        except EspaceError:
            continue
        saved(draft, field)


def saved(draft: Draft, *fields: str) -> None:
    """What was typed is in the register now."""
    for field in fields:
        draft.set(field, None)
        draft.set(_seen(field), None, redraw=True)
    if not typing(draft):
        draft.drop()


def text_area(ui: Ui, draft: Draft, interview: Interview, field: str, identifier: str) -> ft.Control:
    """The reminder, the field, and whether what it shows is saved. Tests: `{identifier}`, `{identifier}.save`."""
    typed = typing(draft).get(field)

    def begun(_: str) -> None:
        if draft.get(_seen(field), None) is None:
            draft.set(_seen(field), seen_now(ui.replica, interview), redraw=True)

    lines = 2 if field == "next_step" else 3
    box = text_field(
        ui, draft, field, text_name(ui, field), value=getattr(interview, field) or "" if typed is None else typed,
        multiline=True, min_lines=lines, max_lines=12, on_type=begun, on_blur=lambda: keep(ui, draft, interview, field),
        helper=ui.t("note.length", max=ui.words.number(LENGTHS[field])),
    )  # fmt: skip
    marked = ft.Semantics(identifier=identifier, container=True, content=wide(box))
    save = lambda: keep(ui, draft, interview, field)  # noqa: E731
    parts: list[ft.Control] = [muted(ui, ui.t("note.person_may_read"), SMALL), marked]
    if typed is not None:
        parts.append(
            link(ui, ui.t("action.save"), save, identifier=f"{identifier}.save", icon_name=ft.Icons.SAVE_OUTLINED,
                 description=ui.t("interview.save_text", name=text_name(ui, field)), field=True)
        )  # fmt: skip
    elif getattr(interview, field):
        parts.append(_saved(ui))
    return ft.Column(parts, spacing=4, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _saved(ui: Ui) -> ft.Control:
    return ft.Row([icon(ui, ft.Icons.CHECK, 18, ui.palette.ok), label(ui, ui.t("interview.saved"), SMALL)], spacing=6)


def _seen(field: str) -> str:
    return f"seen.{field}"
