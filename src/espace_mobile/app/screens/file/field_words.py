"""The fields of a file, in words: their names and what they say."""

from __future__ import annotations

from datetime import date
from typing import Any

from espace_mobile.app.ui import Ui
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
    "notice_version": "notice.title", "notice_on": "notice.title", "heard_via": "person_field.heard_via",
    "referent_id": "person_field.referent", "status": "person_field.status", "languages": "person_field.languages",
}  # fmt: skip
_CODES: dict[str, Any] = {
    "sex": Sex, "age_band": AgeBand, "qpv": Qpv, "notice_given": NoticeGiven, "heard_via": ReferralChannel,
    "status": PersonStatus,
}  # fmt: skip


def field_name(ui: Ui, field: str) -> str:
    """A field of a newer version of the app shows as « autre »."""
    if field.startswith(BARRIER_FIELD):
        return ui.words.label(Barrier(field.removeprefix(BARRIER_FIELD)))
    return ui.t(_NAMES.get(field, "person_field.other"))


def field_names(ui: Ui, fields: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(field_name(ui, field) for field in fields))


def value_words(ui: Ui, field: str, value: Any) -> str:
    if value is None or value in ("", [], ()):
        return ui.t("person_field.empty")
    if field.startswith(BARRIER_FIELD):
        return ui.words.label(BarrierState(value))
    if field in _CODES:
        return ui.words.label(_CODES[field](value))
    if field == "needs" and isinstance(value, list | tuple):
        return ui.words.listing([ui.words.label(Need(need)) for need in value])
    if field == "phone" and isinstance(value, str):
        return shown_phone(value)
    if field in ("birth_on", "notice_on") and isinstance(value, str):
        return ui.words.short_day(date.fromisoformat(value), year=True)
    return str(value)
