"""Taking a story down: who tells it, their words, the name they choose, and their answer to the sentence read aloud."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import testimonials
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.actions.testimonials import Told
from espace_mobile.app.components import Option, card, chips, notify, segments, text_field
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.identity_form import error_text, wide
from espace_mobile.app.screens.programmes.sheet.forms import form_sheet, use_form
from espace_mobile.app.screens.referrals.partner import PartnerChoice
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.path_vocabulary import Consent
from espace_mobile.domain.person import Person
from espace_mobile.domain.public_site import Testimonial
from espace_mobile.domain.publishing import STORY_LENGTH
from espace_mobile.domain.schedule_vocabulary import TestimonialBy
from espace_mobile.domain.vocabulary import offered


@component
def Telling(person_id: str | None, instead_of: str, on_close: Callable[[], Any]) -> Any:
    """Of a person met, or of an organisation. `instead_of`: id of the story it replaces, or empty.

    Tests: `telling.by.{code}`, `telling.consent.{code}`, `telling.save`, `telling.cancel`; those of `PartnerChoice`.
    """
    ui = use_ui()
    person = person_of(ui.replica, person_id)
    before = ui.replica.get(Testimonial, instead_of) if instead_of else None
    draft = use_form(f"telling.{person_id or 'partner'}.{instead_of}", _values(person, before))
    ft.use_dialog(_sheet(ui, person, before, draft, on_close))
    return ft.Container(visible=False)


def _values(person: Person | None, before: Testimonial | None) -> dict[str, Any]:
    if before is not None:
        organisation = before.organisation_id or ""
        return {"by": str(before.by), "text": before.text, "signed": before.signed, "organisation_id": organisation,
                "consent": ""}  # fmt: skip
    by = TestimonialBy.EMPLOYEE if person else TestimonialBy.EMPLOYER
    return {"by": str(by), "text": "", "signed": (person.first_name or "") if person else "", "organisation_id": "",
            "consent": ""}  # fmt: skip


def _sheet(
    ui: Ui, person: Person | None, before: Testimonial | None, draft: Draft, on_close: Callable[[], Any]
) -> ft.DialogControl:
    session = ui.session

    def act() -> object:
        consent, by = draft.get("consent"), draft.get("by")
        told = Told(
            TestimonialBy(by) if by else None,
            str(draft.get("text") or ""),
            str(draft.get("signed") or ""),
            Consent(consent) if consent else None,
        )
        return testimonials.write(
            session.replica, told, session.worker, today=clock.today(), person=person, instead_of=before,
            organisation_id=draft.get("organisation_id") or None,
        )  # fmt: skip

    def save() -> None:
        if not note(ui, act, ui.t("story.saved"), draft, on_close) and "consent" in draft.errors:
            notify(ui, draft.errors["consent"])  # on a phone the question is below what is seen

    tellers = [Option(code, ui.words.label(TestimonialBy(code))) for code in offered(TestimonialBy)]
    choose = lambda code: draft.set("by", code, redraw=True)  # noqa: E731
    content = [
        muted(ui, ui.t("fact_field.told_by"), SMALL),
        chips(ui, tellers, [draft.get("by")], choose, identifier="telling.by", field=True),
        *error_text(ui, draft, "by"), *([] if person else [PartnerChoice(draft)]),
        wide(text_field(ui, draft, "text", ui.t("story.text"), multiline=True, min_lines=5, max_lines=12,
                        helper=ui.t("story.text_hint", max=ui.words.number(STORY_LENGTH)),
                        capitalization=ft.TextCapitalization.SENTENCES)),
        wide(text_field(ui, draft, "signed", ui.t("story.signed"), helper=ui.t("story.signed_hint"),
                        capitalization=ft.TextCapitalization.WORDS, autocorrect=False)),
        _consent(ui, draft),
    ]  # fmt: skip
    return form_sheet(
        ui, draft, ui.t("story.take_down"), content, name="telling", on_close=on_close,
        save=save,
    )  # fmt: skip


def _consent(ui: Ui, draft: Draft) -> ft.Control:
    """The sentence first: the answer is to what was heard."""
    answers = [Option(Consent.GIVEN, ui.t("consent.yes")), Option(Consent.REFUSED, ui.t("consent.no"))]
    choose = lambda code: draft.set("consent", code, redraw=True)  # noqa: E731
    return card(
        ui, muted(ui, ui.t("story.read_aloud"), SMALL), label(ui, ui.t("story.sentence")),
        segments(ui, answers, draft.get("consent"), choose, identifier="telling.consent", name=ui.t("story.consent")),
        *error_text(ui, draft, "consent"), bgcolor=ui.palette.soft,
    )  # fmt: skip
