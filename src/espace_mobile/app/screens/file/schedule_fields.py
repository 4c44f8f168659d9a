"""The fields of the schedule and of what is told to the public."""

from __future__ import annotations

from espace_mobile.app.screens.file.value_words import (
    ACTIVE,
    NAME,
    NOTE,
    ON,
    PARTNER,
    PLACE,
    TEAM,
    TITLE,
    Field,
    code,
    day,
    hour,
    instant,
    many,
    month,
    named,
    number,
    outing,
    person,
    phone,
    text,
    weekday,
    worker,
    yes,
)
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import Consent
from espace_mobile.domain.schedule_vocabulary import Moderation, OpportunitySort, Permit, SchoolZone, TestimonialBy
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import CancelReason, OutingStatus, OutingType, PlaceType, Weather

_TYPE, _DATE, _WORKER = "schedule.type", Field("kind.outing", outing), Field("fact_field.with", worker)
_TYPES, _HIDDEN = many(code(OutingType)), Field("fact_field.hidden", yes)

SCHEDULE_FIELDS: dict[str, dict[str, Field]] = {
    "vehicle": {"name": NAME, "active": ACTIVE},
    "schedule_settings": {
        "school_zone": Field("fact_field.school_zone", code(SchoolZone)),
        "dates_a_year": Field("fact_field.dates_a_year", number), "forecast": Field("fact_field.forecast", yes),
    },
    "outing": {
        "type": Field(_TYPE, code(OutingType)), "on": ON, "starts": Field("fact_field.starts", hour),
        "ends": Field("fact_field.ends", hour), "place_id": PLACE, "team_id": TEAM,
        "vehicle_id": Field("fact_field.vehicle", named(Vehicle)),
        "worker_ids": Field("fact_field.workers", many(worker)),
        "partner_ids": Field("fact_field.partners", many(named(Organisation))),
        "status": Field("schedule.status", code(OutingStatus)),
        "cancel_reason": Field("fact_field.cancel_reason", code(CancelReason)),
        "moved_to_id": Field("fact_field.moved_to", outing), "replaces_id": Field("fact_field.replaces", outing),
        "hidden": _HIDDEN, "weather": Field("fact_field.weather", code(Weather)),
    },
    "place": {
        "name": NAME, "type": Field(_TYPE, code(PlaceType)),
        "neighbourhood": Field("fact_field.neighbourhood", text), "commune_insee": Field("fact_field.insee", text),
        "commune_name": Field("person_field.commune", text), "qpv_code": Field("person_field.qpv", text),
        "weekday": Field("workshop.weekday", weekday), "opens": Field("fact_field.starts", hour),
        "closes": Field("fact_field.ends", hour), "address": Field("person_field.address", text),
        "months": Field("fact_field.months", many(month)), "permit": Field("fact_field.permit", code(Permit)),
        "permit_until": Field("fact_field.permit_until", day), "organisation_id": PARTNER,
        "contact_name": Field("fact_field.contact_name", text), "phone": Field("person_field.phone", phone),
        "access": Field("fact_field.access", text), "active": ACTIVE,
    },
    "equipment_item": {
        "name": NAME, "position": Field("sheet.position", number), "types": Field(_TYPE, _TYPES), "active": ACTIVE,
    },
    "equipment_check": {"outing_id": _DATE, "checked": Field("fact_field.checked", yes), "worker_id": _WORKER},
    "public_site": {
        "title": TITLE, "slug": Field("fact_field.slug", text), "intro": Field("fact_field.intro", text),
        "declared_work": Field("fact_field.declared_work", text), "phone": Field("person_field.phone", phone),
        "email": Field("person_field.email", text), "address": Field("person_field.address", text),
        "months_ahead": Field("fact_field.months_ahead", number),
        "only_confirmed": Field("fact_field.only_confirmed", yes), "automatic": Field("fact_field.automatic", yes),
    },
    "opportunity": {
        "sort": Field(_TYPE, code(OpportunitySort)), "title": TITLE, "text": NOTE,
        "commune_name": Field("person_field.commune", text), "organisation_id": PARTNER,
        "rome_code": Field("fact_field.rome", text), "until": Field("fact_field.offered_until", day),
        "shown": Field("fact_field.shown_on_site", yes),
    },
    "testimonial": {
        "by": Field("fact_field.told_by", code(TestimonialBy)), "text": NOTE,
        "signed": Field("fact_field.signed", text), "person_id": Field("fact_field.person", person),
        "organisation_id": PARTNER, "written_on": ON, "worker_id": _WORKER,
        "consent": Field("fact_field.consent", code(Consent)), "consent_on": Field("fact_field.consent_on", day),
        "moderation": Field("fact_field.moderation", code(Moderation)),
    },
    "team_calendar": {
        "team_id": TEAM, "name": NAME, "worker_id": _WORKER, "made_at": Field("fact_field.at", instant),
        "revoked_at": Field("fact_field.revoked_at", instant),
    },
}  # fmt: skip
