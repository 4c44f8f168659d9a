"""The fields of what leaves the office, and of what a funder asks of a participant."""

from __future__ import annotations

from espace_mobile.app.screens.file.value_words import (
    PROGRAMME,
    Field,
    code,
    day,
    instant,
    number,
    person,
    text,
    worker,
    yes,
)
from espace_mobile.domain.report_vocabulary import Declared, EducationLevel, ExportFormat, ExportSort

_DECLARED, _WORKER = code(Declared), Field("fact_field.with", worker)

REPORT_FIELDS: dict[str, dict[str, Field]] = {
    "participant_entry": {
        "education": Field("fact_field.education", code(EducationLevel)),
        "disability": Field("fact_field.disability", _DECLARED),
        "third_country": Field("fact_field.third_country", _DECLARED),
        "homeless": Field("fact_field.homeless", _DECLARED), "rural": Field("fact_field.rural", _DECLARED),
        "person_id": Field("fact_field.person", person),
    },
    "report_settings": {
        "hidden_under": Field("fact_field.hidden_under", number), "fse_mapping": Field("fact_field.fse_mapping", text),
    },
    "export_entry": {
        "sort": Field("schedule.type", code(ExportSort)), "format": Field("fact_field.format", code(ExportFormat)),
        "at": Field("fact_field.at", instant), "worker_id": _WORKER, "programme_id": PROGRAMME,
        "since": Field("civic.first_day", day), "until": Field("fact_field.last_day", day),
        "named": Field("fact_field.named", yes), "lines": Field("fact_field.lines", number),
        "hidden_under": Field("fact_field.hidden_under", number), "digest": Field("fact_field.digest", text),
        "filters": Field("fact_field.filters", text),
    },
}  # fmt: skip
