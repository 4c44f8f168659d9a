"""What the person was told and what they agreed to: the notice, partners, and a parent for somebody under 18."""

from __future__ import annotations

from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import reaching
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, card, notify, segments, title
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.screens.file.identity import notice_line
from espace_mobile.app.screens.notice_reading import NoticeAgain
from espace_mobile.app.screens.wording import day_words
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.minors import is_under
from espace_mobile.domain.path_vocabulary import Consent
from espace_mobile.domain.person import Person

_WORDS = {Consent.GIVEN: "consent.yes", Consent.REFUSED: "consent.no", Consent.WITHDRAWN: "consent.back"}


@component
def Consents(person_id: str) -> Any:
    ui = use_ui()
    use_records(Person.kind)
    person = person_of(ui.replica, person_id)
    if person is None:
        return ft.Container()
    parts: list[ft.Control] = [title(ui, ui.t("consent.title")), *notice_line(ui, person)]
    if person.notice_given is not None:  # until then the top of the file asks for it
        parts.append(NoticeAgain(person))
    parts.append(_asked(ui, person, "sharing", ui.t("consent.sharing"), person.sharing, person.sharing_on))
    if is_under(person, clock.today()) or person.guardian is not None:
        parts.append(_asked(ui, person, "guardian", ui.t("consent.guardian"), person.guardian, person.guardian_on))
    return card(ui, *parts)


def _asked(ui: Ui, person: Person, field: str, asked: str, said: Consent | None, on: date | None) -> ft.Control:
    """Whoever agreed may take it back; whoever refused may agree. Tests: `{field}.{code}`."""
    given = said in (Consent.GIVEN, Consent.WITHDRAWN)
    offered = (Consent.GIVEN, Consent.WITHDRAWN if given else Consent.REFUSED)
    options = [Option(code, ui.t(_WORDS[code])) for code in offered]
    when = ui.t("consent.when", said=ui.words.label(said), day=day_words(ui, on)) if said and on else ""
    lines: list[ft.Control] = [label(ui, asked), *([muted(ui, when, SMALL)] if when else [])]
    tell = lambda code: say(ui, person, field, Consent(code))  # noqa: E731
    return ft.Column(
        [ft.Column(lines, spacing=0, tight=True),
         segments(ui, options, said, tell, identifier=field, name=asked)],
        spacing=GAP, tight=True,
    )  # fmt: skip


def say(ui: Ui, person: Person, field: str, said: Consent) -> None:
    session, before = ui.session, getattr(person, field)
    since = getattr(person, f"{field}_on")

    def set_to(consent: Consent | None, on: date | None) -> bool:
        return attempt(
            ui, lambda: reaching.consent(session.replica, person, session.worker, field, consent, on)
        )  # fmt: skip

    if said != before and set_to(said, clock.today()):
        notify(ui, ui.words.label(said), undo=lambda: set_to(before, since))
