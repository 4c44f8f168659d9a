"""What somebody can come for: written here, shown to the public or kept from it at a tap."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import opportunities
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.opportunities import Offer
from espace_mobile.app.components import (
    Option,
    button,
    chips,
    empty_state,
    header,
    line,
    link,
    page_body,
    switch,
    text_field,
)
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.identity_form import error_text, wide
from espace_mobile.app.screens.programmes.sheet.forms import first_of, form_sheet, stamps_of, use_form
from espace_mobile.app.screens.referrals.partner import PartnerChoice
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.public_site import Opportunity
from espace_mobile.domain.publishing import is_offered
from espace_mobile.domain.schedule_vocabulary import OpportunitySort
from espace_mobile.domain.vocabulary import offered

_CLOSED, _NEW = "closed", ""
_AHEAD = (14, 30, 90)  # days
_FAR = timedelta(days=3 * 366)
_SIGNS = {
    OpportunitySort.JOB: ft.Icons.WORK_OUTLINE, OpportunitySort.TRAINING: ft.Icons.SCHOOL_OUTLINED,
    OpportunitySort.WORKSHOP: ft.Icons.HANDYMAN_OUTLINED,
    OpportunitySort.CIVIC_SERVICE: ft.Icons.VOLUNTEER_ACTIVISM_OUTLINED,
}  # fmt: skip


@component
def Opportunities() -> Any:
    """Tests: `offer.{n}`, `offer.new`; those of `OfferSheet`."""
    ui = use_ui()
    use_records("opportunity", "organisation")
    opened, show = use_value(_CLOSED)
    found = opportunities.opportunities(ui.replica, clock.today())
    new = button(
        ui, ui.t("offer.new"), lambda: show(_NEW), identifier="offer.new", primary=True, icon_name=ft.Icons.ADD
    )
    head = header(ui, ui.t("offer.title"), back="/public")
    if found:
        lines = [_line(ui, offer, n, show) for n, offer in enumerate(found)]
        body = [muted(ui, ui.t("offer.hint")), new, ft.Column(list(lines), spacing=0)]
    else:
        body = [empty_state(ui, ft.Icons.WORK_OUTLINE, ui.t("offer.none"), ui.t("offer.hint"), actions=[new])]
    close = lambda: show(_CLOSED)  # noqa: E731
    sheet = [] if opened == _CLOSED else [ft.Container(OfferSheet(opened, close), key=opened or "new")]
    return page_body(ui, head, *body, *sheet)


def _line(ui: Ui, offer: Opportunity, n: int, show: Callable[[str], None]) -> ft.Control:
    today = clock.today()
    until = ui.t("offer.until", day=ui.words.short_day(offer.until, year=True)) if offer.until else ""
    kept = "" if is_offered(offer, today) else ui.t("offer.over" if offer.shown else "offer.hidden")
    detail = " · ".join(filter(None, [kept, ui.words.label(offer.sort), offer.commune_name, until]))
    seen = ft.Icons.VISIBILITY_OUTLINED if is_offered(offer, today) else ft.Icons.VISIBILITY_OFF_OUTLINED
    return line(
        ui, offer.title, detail, identifier=f"offer.{n}", on_tap=lambda: show(offer.id), key=offer.id,
        lead=icon(ui, _SIGNS.get(offer.sort, ft.Icons.INFO_OUTLINE)), trail=icon(ui, seen, 22, ui.palette.muted),
    )  # fmt: skip


@component
def OfferSheet(offer_id: str, on_close: Callable[[], Any]) -> Any:
    """`offer_id` empty: a new one. Tests: `offer.sort.{code}`, `offer.until.{ISO day}`, `offer.shown`, `offer.remove`,
    `offer.save`; those of `PartnerChoice`."""
    ui = use_ui()
    use_records("opportunity")
    offer = ui.replica.get(Opportunity, offer_id) if offer_id else None
    values = _values(Offer.of(offer) if offer else Offer())
    draft = use_form(f"offer.{offer_id or 'new'}", values, seen_now(ui.replica, offer) if offer else {})
    ft.use_dialog(_sheet(ui, offer, draft, on_close))
    return ft.Container(visible=False)


def _values(offer: Offer) -> dict[str, Any]:
    return {
        "sort": str(offer.sort or ""), "title": offer.title, "text": offer.text, "commune": offer.commune,
        "organisation_id": offer.organisation_id or "", "until": offer.until.isoformat() if offer.until else "",
    }  # fmt: skip


def _read(draft: Draft) -> Offer:
    sort = draft.get("sort")
    return Offer(
        OpportunitySort(sort) if sort else None, str(draft.get("title") or ""), str(draft.get("text") or ""),
        str(draft.get("commune") or ""), draft.get("organisation_id") or None, day_of(draft, "until"),
    )  # fmt: skip


def _sheet(ui: Ui, offer: Opportunity | None, draft: Draft, on_close: Callable[[], Any]) -> ft.DialogControl:
    session, today = ui.session, clock.today()

    def act() -> object:
        opened = offer.but(**_read(first_of(draft)).checked()) if offer else None  # as it was when the form opened
        return opportunities.write(session.replica, _read(draft), session.worker, itself=opened, seen=stamps_of(draft))

    sorts = [Option(s, ui.words.label(OpportunitySort(s)), _SIGNS.get(OpportunitySort(s)))
             for s in offered(OpportunitySort)]  # fmt: skip
    capital = ft.TextCapitalization.SENTENCES
    content = [
        muted(ui, ui.t("offer.sort"), SMALL),
        chips(ui, sorts, [draft.get("sort")], lambda code: draft.set("sort", code, redraw=True),
              identifier="offer.sort"),
        *error_text(ui, draft, "sort"),
        wide(text_field(ui, draft, "title", ui.t("offer.name"), capitalization=capital)),
        wide(text_field(ui, draft, "text", ui.t("offer.text"), multiline=True, min_lines=3, max_lines=8,
                        helper=ui.t("note.length", max=ui.words.number(opportunities.TEXT)), capitalization=capital)),
        wide(text_field(ui, draft, "commune", ui.t("person_field.commune"),
                        capitalization=ft.TextCapitalization.WORDS)),
        ft.Column([muted(ui, ui.t("offer.with_whom"), SMALL), PartnerChoice(draft)], spacing=GAP, tight=True),
        DayChoice(draft, "until", ui.t("offer.last_day"), _near(today), today, today + _FAR, "offer.until"),
        *(_more(ui, offer, draft, on_close) if offer else []),
    ]  # fmt: skip
    return form_sheet(
        ui, draft, ui.t("offer.edit" if offer else "offer.new"), content, name="offer", on_close=on_close,
        save=lambda: note(ui, act, ui.t("offer.saved"), draft, on_close),
    )  # fmt: skip


def _near(today: date) -> list[date]:
    return [today + timedelta(days=days) for days in _AHEAD]


def _more(ui: Ui, offer: Opportunity, draft: Draft, on_close: Callable[[], Any]) -> list[ft.Control]:
    """At once, with a way back: it is not part of the form."""
    session = ui.session

    def show(shown: bool) -> None:
        words = ui.t("offer.now_shown" if shown else "offer.now_hidden")
        note(ui, lambda: opportunities.show(session.replica, offer, shown, session.worker), words)

    def remove() -> None:
        note(ui, lambda: opportunities.remove(session.replica, offer, session.worker), ui.t("offer.removed"), draft,
             on_close)  # fmt: skip

    gone = link(ui, ui.t("offer.remove"), remove, identifier="offer.remove", danger=True)
    return [switch(ui, ui.t("fact_field.shown_on_site"), offer.shown, show, identifier="offer.shown"), ft.Row([gone])]
