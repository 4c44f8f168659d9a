"""What a mission is asked to be: by taps, except the tutor's name; each error stands beside its field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, cast

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions.civic_missions import Asked
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.components import Option, button, chips, link, switch, text_field, touchable
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.identity_form import error_text, wide
from espace_mobile.app.screens.programmes.civic.words import theme_words
from espace_mobile.app.screens.referrals.partner import PartnerChoice
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.theme import RADIUS, SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain import civic_rules
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.retention import due_on as months_after
from espace_mobile.domain.sheet_vocabulary import CivicTheme, HostType
from espace_mobile.domain.vocabulary import OrganisationType, offered
from espace_mobile.errors import InputError

HOURS = (24, 28, 30, 35)  # a week
LENGTHS = (6, 7, 8, 10, 12)  # months
_BACK, _AHEAD = timedelta(days=3 * 366), timedelta(days=3 * 366)


def values_of(asked: Asked) -> dict[str, Any]:
    """What a form about this mission shows at first."""
    return {
        "theme": asked.theme or "", "host": asked.host or "", "organisation_id": asked.organisation_id or "",
        "tutor": asked.tutor or "", "person_id": asked.person_id or "", "until_30": asked.until_30,
        "since": asked.since.isoformat() if asked.since else "",
        "until": asked.until.isoformat() if asked.until else "",
        "weekly_hours": str(asked.weekly_hours), "partner_type": str(OrganisationType.HOST),
    }  # fmt: skip


def asked_of(draft: Draft) -> Asked:
    """Raises `InputError` (`weekly_hours`, `out_of_range`) on what is no number."""
    hours = str(draft.get("weekly_hours")).strip()
    if not hours.isdecimal():
        raise InputError("weekly_hours", "out_of_range", min=civic_rules.LEAST_HOURS, max=civic_rules.MOST_HOURS)
    return Asked(
        theme=CivicTheme(draft.get("theme")) if draft.get("theme") else None,
        host=HostType(draft.get("host")) if draft.get("host") else None,
        organisation_id=draft.get("organisation_id") or None, tutor=draft.get("tutor") or None,
        person_id=draft.get("person_id") or None, until_30=bool(draft.get("until_30", False)),
        since=day_of(draft, "since"), until=day_of(draft, "until"), weekly_hours=int(hours),
    )  # fmt: skip


def where(ui: Ui, draft: Draft, programme: Programme) -> list[ft.Control]:
    """The kinds of host that the sheet names come first."""
    types = [Option(h, ui.words.label(HostType(h))) for h in dict.fromkeys((*programme.hosts, *offered(HostType)))]
    return [
        muted(ui, ui.t("civic.host"), SMALL), PartnerChoice(draft),
        muted(ui, ui.t("civic.host_type"), SMALL),
        chips(ui, types, [draft.get("host")], lambda code: draft.set("host", code, redraw=True),
              identifier="civic.host", field=True),
        *error_text(ui, draft, "host"),
    ]  # fmt: skip


def what(ui: Ui, draft: Draft, programme: Programme) -> list[ft.Control]:
    """The four themes, those of the sheet first, each with its whole sentence: too long for chips."""
    themes = dict.fromkeys((*programme.themes, *offered(CivicTheme)))
    rows = [_theme(ui, draft, CivicTheme(theme)) for theme in themes]
    return [muted(ui, ui.t("civic.theme"), SMALL), *rows, *error_text(ui, draft, "theme")]


def _theme(ui: Ui, draft: Draft, theme: CivicTheme) -> ft.Control:
    on = draft.get("theme") == theme
    sign = ft.Icons.RADIO_BUTTON_CHECKED if on else ft.Icons.RADIO_BUTTON_UNCHECKED
    name, whole = ui.words.label(theme), theme_words(ui, theme)
    words = ft.Column([label(ui, name), muted(ui, whole, SMALL)], spacing=2, expand=True, tight=True)
    return touchable(
        ui, ft.Row([icon(ui, sign, 24, ui.palette.primary), words], spacing=12), identifier=f"civic.theme.{theme}",
        name=name, value=whole, selected=on, on_tap=lambda: draft.set("theme", theme.value, redraw=True),
        border_radius=RADIUS, padding=12, bgcolor=ui.palette.soft if on else None,
        border=ft.Border.all(ui.palette.edge, ui.palette.primary if on else ui.palette.line),
    )  # fmt: skip


def when(ui: Ui, draft: Draft) -> list[ft.Control]:
    today = clock.today()
    firsts = [months_after(today.replace(day=1), n) for n in (1, 2)]
    since = day_of(draft, "since")
    start = DayChoice(draft, "since", ui.t("civic.first_day"), [today, *firsts], today - _BACK, today + _AHEAD,
                      "civic.since")  # fmt: skip
    end = DayChoice(draft, "until", ui.t("civic.last_day"), [], today - _BACK, today + _AHEAD, "civic.until")
    return [cast(ft.Control, start), *(_lengths(ui, draft, since) if since else []), cast(ft.Control, end)]


def _lengths(ui: Ui, draft: Draft, since: date) -> list[ft.Control]:
    """The last day by the usual lengths, from the first day on."""
    days = {str(n): civic_rules.last_day(since, n).isoformat() for n in LENGTHS}
    chosen = [code for code, day in days.items() if day == draft.get("until")]

    def choose(code: str) -> None:
        draft.errors.pop("until", None)
        draft.set("until", days[code], redraw=True)

    options = [Option(code, ui.tn("enrolment.months", int(code))) for code in days]
    return [
        muted(ui, ui.t("civic.length"), SMALL),
        chips(ui, options, chosen, choose, identifier="civic.length", field=True),
    ]  # fmt: skip


def how_much(ui: Ui, draft: Draft) -> list[ft.Control]:
    hours = [Option(str(n), ui.t("civic.hours", hours=n)) for n in HOURS]
    choose = lambda code: draft.set("weekly_hours", code, redraw=True)  # noqa: E731
    return [
        muted(ui, ui.t("civic.weekly_hours"), SMALL),
        chips(ui, hours, [str(draft.get("weekly_hours"))], choose, identifier="civic.hours", field=True),
        wide(text_field(ui, draft, "weekly_hours", ui.t("civic.other_hours"), keyboard_type=ft.KeyboardType.NUMBER)),
    ]  # fmt: skip


def tutor(ui: Ui, draft: Draft) -> list[ft.Control]:
    return [
        wide(text_field(ui, draft, "tutor", ui.t("civic.tutor"), helper=ui.t("civic.tutor_hint"), autocorrect=False,
                        enable_suggestions=False, capitalization=ft.TextCapitalization.WORDS)),
    ]  # fmt: skip


def who(ui: Ui, draft: Draft, choose: Callable[[], None]) -> list[ft.Control]:
    person = person_of(ui.replica, draft.get("person_id") or None)
    if person is None:
        pick = button(ui, ui.t("civic.choose"), choose, identifier="civic.person", field=True,
                      icon_name=ft.Icons.PERSON_ADD_OUTLINED)  # fmt: skip
        return [muted(ui, ui.t("civic.volunteer_hint"), SMALL), pick, *error_text(ui, draft, "person_id")]

    def nobody() -> None:
        draft.set("until_30", False)
        draft.set("person_id", "", redraw=True)

    def later(on: bool) -> None:
        draft.errors.pop("person_id", None)
        draft.set("until_30", on, redraw=True)

    shown = chips(ui, [Option("change", person_name(ui, person))], ["change"], lambda _: choose(),
                  identifier="civic.person", field=True)  # fmt: skip
    none = link(ui, ui.t("civic.nobody_yet"), nobody, identifier="civic.person.none", field=True)
    return [
        muted(ui, ui.t("civic.volunteer"), SMALL), shown, *error_text(ui, draft, "person_id"), *_age(ui, draft),
        switch(ui, ui.t("civic.until_30"), bool(draft.get("until_30", False)), later, identifier="civic.until_30"),
        ft.Row([none]),
    ]  # fmt: skip


def _age(ui: Ui, draft: Draft) -> list[ft.Control]:
    """How old they are on the first day, or that nobody knows: said at once, never refused."""
    person, since = person_of(ui.replica, draft.get("person_id")), day_of(draft, "since")
    so_far = CivicMission(id="", programme_id="", theme=CivicTheme.VISITS, since=since,
                          until_30=bool(draft.get("until_30", False)))  # fmt: skip
    ages = civic_rules.ages_on(person, since) if person and since else None
    if civic_rules.age_unknown(so_far, person):
        said = ui.t("civic.age_unknown", least=civic_rules.LEAST_AGE, most=civic_rules.most_age(so_far))
        words = ft.Row([icon(ui, ft.Icons.INFO_OUTLINE, 20), label(ui, said, SMALL, expand=True)], spacing=8)
        return [ft.Semantics(identifier="civic.age", live_region=True, container=True, content=words)]
    if ages is None or ages.least != ages.most:
        return []
    return [muted(ui, ui.tn("civic.age_on", ages.most), SMALL)]
