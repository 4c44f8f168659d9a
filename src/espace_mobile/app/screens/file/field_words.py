"""The fields of a file, in words: their names and what they say."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from espace_mobile.app import clock
from espace_mobile.app.actions.people_import import made_at
from espace_mobile.app.screens.wording import place_name, team_name, worker_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import Consent, ContactPreference
from espace_mobile.domain.person import BARRIER_FIELD
from espace_mobile.domain.phones import shown_phone
from espace_mobile.domain.vocabulary import (
    AgeBand,
    Barrier,
    BarrierState,
    Need,
    NoticeGiven,
    PersonStatus,
    Qpv,
    ReferralChannel,
    Sex,
)

_NAMES = {
    "first_name": "person_field.first_name", "last_name": "person_field.last_name",
    "nickname": "person_field.nickname", "phone": "person_field.phone", "birth_on": "person_field.birth",
    "birth_year": "person_field.birth", "address": "person_field.address", "note": "note.label",
    "sex": "person_field.sex", "age_band": "person_field.age_band", "qpv": "person_field.qpv",
    "commune_insee": "person_field.commune", "needs": "file.needs", "notice_given": "notice.title",
    "notice_version": "notice.title", "notice_on": "notice.title",
    "notice_language": "notice.title", "heard_via": "person_field.heard_via",
    "referent_id": "person_field.referent", "status": "person_field.status", "languages": "person_field.languages",
    "opened_on": "person_field.opened", "opened_at_outing_id": "person_field.opened", "email": "person_field.email",
    "reach_by": "person_field.reach_by", "reach_note": "person_field.reach_note",
    "next_step": "person_field.next_step", "next_step_on": "person_field.next_step", "sharing": "person_field.sharing",
    "sharing_on": "person_field.sharing", "guardian": "person_field.guardian", "guardian_on": "person_field.guardian",
    "team": "person_field.team", "import_run": "person_field.import",
}  # fmt: skip
_CODES: dict[str, Any] = {
    "sex": Sex, "age_band": AgeBand, "qpv": Qpv, "notice_given": NoticeGiven, "heard_via": ReferralChannel,
    "status": PersonStatus, "sharing": Consent, "guardian": Consent,
}  # fmt: skip
_LISTS: dict[str, Any] = {"needs": Need, "reach_by": ContactPreference}
_LANGUAGES = {
    "ar": "language.ar", "bm": "language.bm", "en": "language.en", "es": "language.es", "fa": "language.fa",
    "fr": "language.fr", "ka": "language.ka", "pt": "language.pt", "ro": "language.ro", "ru": "language.ru",
    "so": "language.so", "sq": "language.sq", "tr": "language.tr", "uk": "language.uk",
}  # fmt: skip
_AS_TYPED = ("first_name", "last_name", "nickname", "address", "note", "email", "reach_note", "next_step")
_AS_KEPT = ("birth_year", "commune_insee", "notice_version")  # short, and readable as they are


def field_name(ui: Ui, field: str) -> str:
    """A field of a newer version of the app shows as « autre »."""
    if field.startswith(BARRIER_FIELD):
        return ui.words.label(Barrier(field.removeprefix(BARRIER_FIELD)))
    return ui.t(_NAMES.get(field, "person_field.other"))


def field_names(ui: Ui, fields: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(field_name(ui, field) for field in fields))


def value_words(ui: Ui, field: str, value: Any) -> str:
    """Never an identifier nor a code: what this version can't say is « valeur d’une autre version »."""
    if value is None or value in ("", [], ()):
        return ui.t("person_field.empty")
    if field.startswith(BARRIER_FIELD):
        return ui.words.label(BarrierState(value))
    if field in _CODES:
        return ui.words.label(_CODES[field](value))
    if field == "phone" and isinstance(value, str):
        return shown_phone(value)
    if field.endswith("_on") and isinstance(value, str):
        return ui.words.short_day(date.fromisoformat(value), year=True)
    if field == "notice_language":
        from espace_mobile.templates import notices  # not at the start: the first screen waits for this module

        return notices.name(str(value))
    if field in (*_AS_TYPED, *_AS_KEPT):
        return str(value)
    return _listed(ui, field, value) or _pointed_at(ui, field, value) or ui.t("person_field.elsewhere")


def _listed(ui: Ui, field: str, value: Any) -> str:
    if not isinstance(value, list | tuple):
        return ""
    if field == "languages":
        return ui.words.listing([ui.t(_LANGUAGES.get(code, "language.other")) for code in value])
    codes = _LISTS.get(field)
    return ui.words.listing([ui.words.label(codes(code)) for code in value]) if codes else ""


def _pointed_at(ui: Ui, field: str, id: Any) -> str:
    """The name of the worker, team or place that a field points at."""
    if field == "referent_id":
        return worker_name(ui, id) or "…"
    if field == "team":
        return team_name(ui, id) or "…"
    if field == "import_run" and isinstance(id, str) and re.fullmatch("[0-9a-f]{32}", id):
        return ui.words.day(clock.local(made_at(id)).date(), year=True)
    outing = ui.replica.get(Outing, id) if field == "opened_at_outing_id" else None
    return place_name(ui, outing) if outing else ""
