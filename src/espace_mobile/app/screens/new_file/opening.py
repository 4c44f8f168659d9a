"""From what was typed to a file: what is saved, and what happens when it is somebody already known."""

from __future__ import annotations

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import contacts, people
from espace_mobile.app.actions.change import check_here
from espace_mobile.app.actions.people import Opening
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import notify
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import identity_of
from espace_mobile.app.screens.today.choice import chosen
from espace_mobile.app.screens.when import when_of
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Need, NoticeGiven, ReferralChannel

ROUTE, NONE = "/people/new", "none"


def outing_of(ui: Ui) -> Outing | None:
    """Where the file is opened: today's outing, if there is one."""
    return chosen(ui.replica, ui.session.worker, clock.today())


def contact_of(ui: Ui, draft: Draft, outing: Outing | None) -> Contact | None:
    """The contact this file is for: the one counted a moment ago, unless the worker said otherwise."""
    if outing is None or draft.get("contact") == NONE:
        return None
    named = ui.replica.get(Contact, draft.get("contact")) if draft.get("contact") else None
    return named or contacts.attachable(ui.replica, outing, ui.session.worker, clock.now())


def opening_of(ui: Ui, draft: Draft, outing: Outing | None) -> Opening:
    """Raises `InputError` for an hour without a day."""
    given, heard = draft.get("notice"), draft.get("heard_via")
    return Opening(
        identity_of(draft),
        notice_given=NoticeGiven(given) if given else None,
        notice_language=draft.get("notice_language") or None,
        needs=tuple(Need(code) for code in draft.get("needs", ())),
        heard_via=ReferralChannel(heard) if heard else None,
        note=draft.get("note"),
        contact=contact_of(ui, draft, outing),
        appointment_at=when_of(draft),
    )


def save(ui: Ui, draft: Draft) -> bool:
    """Open the file and show it. Otherwise what is wrong stands beside its field, and all that was typed stays."""
    session, outing, today = ui.session, outing_of(ui), clock.today()
    opened: list[Person] = []

    def act() -> None:
        opening = opening_of(ui, draft, outing)
        opened.append(
            people.open_file(session.replica, opening, session.worker, now=clock.now(), today=today, outing=outing)
        )

    if not attempt(ui, act, draft):
        for words in list(draft.errors.values())[:1]:  # its field may be out of sight
            notify(ui, words)
        return False
    draft.drop()
    ft.context.page.navigate(f"/people/{opened[0].id}")
    notify(ui, ui.t("new_file.opened", name=person_name(ui, opened[0])))
    return True


def same_person(ui: Ui, draft: Draft, person: Person) -> None:
    """Somebody already known: the contact goes to their file. What was typed can still be had back."""
    session = ui.session
    contact = contact_of(ui, draft, outing_of(ui))
    typed = dict(draft.values)

    def attach() -> None:
        check_here(session.replica, person)  # the list of those alike is some keystrokes old
        if contact is not None:
            people.attach_contact(session.replica, contact, person, session.worker)

    if not attempt(ui, attach):
        return

    def take_back() -> None:
        if contact is not None:
            attempt(ui, lambda: people.detach_contact(session.replica, contact, session.worker))
        for field, value in typed.items():
            draft.set(field, value)
        ui.state.save_drafts()
        ft.context.page.navigate(ROUTE)

    draft.drop()
    ft.context.page.navigate(f"/people/{person.id}")
    notify(ui, ui.t("new_file.known", name=person_name(ui, person)), undo=take_back)
