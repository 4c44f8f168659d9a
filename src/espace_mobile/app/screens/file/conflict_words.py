"""What two values are about, in words: the kind of fact, whose it is, its field, and what each value says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from espace_mobile.app.actions import conflicts, files
from espace_mobile.app.actions.conflicts import Disagreement
from espace_mobile.app.screens.file import field_words
from espace_mobile.app.screens.file.fact_fields import FIELDS, read
from espace_mobile.app.screens.wording import day_words, kind_words, moment, person_name, place_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import PartnerMeeting

_FOLLOWED, _PATH, _SITUATION, _STORY = "followed", "path", "situation", "story"  # the parts of a file
_PARTS = {
    "appointment": _FOLLOWED, "follow_up": _FOLLOWED, "interview": _PATH, "enrolment": _PATH, "outcome": _PATH,
    "situation": _PATH, "participant_entry": _PATH, "referral": _PATH, "attendance": _PATH,
    "relative": _SITUATION, "person_note": _STORY, "contact": _STORY, "attempt": _STORY, "reviewed_case": _STORY,
    "check_in": _FOLLOWED,
}  # fmt: skip
_SHEET = frozenset({
    "coverage", "programme_partner", "programme_place", "measure", "budget_line", "programme_text", "partner_meeting",
})  # fmt: skip


@dataclass(frozen=True)
class Where:
    """The screen that shows it; `part`: of the file `id`, if it is one."""

    route: str
    id: str = ""
    part: str = ""


def name_of(ui: Ui, kind: str, field: str) -> str:
    """A field of a newer version of the app shows as « autre »."""
    if kind == Person.kind:
        return field_words.field_name(ui, field)
    known = FIELDS.get(kind, {}).get(field)
    return ui.t(known.name) if known else ui.t("person_field.other")


def value_of(ui: Ui, kind: str, field: str, value: Any) -> str:
    """Never an identifier nor a code."""
    if kind == Person.kind:
        try:
            return field_words.value_words(ui, field, value)
        except (TypeError, ValueError):  # of another shape than this version knows
            return ui.t("person_field.elsewhere")
    return read(ui, kind, field, value)


def kind_of(ui: Ui, disagreement: Disagreement) -> str:
    """« Relance », and of what happens on a day, which."""
    fact = conflicts.subject(ui.replica, disagreement)
    kind = kind_words(ui, disagreement.of_kind)
    if isinstance(fact, Appointment):
        return f"{kind}, {moment(ui, fact.starts_at)}"
    session = _session(ui, fact)
    if session is not None and not isinstance(fact, GroupSession):
        return f"{kind}, {_session_words(ui, session)}"
    return kind


def what(ui: Ui, disagreement: Disagreement) -> str:
    """Whose it is: a person's name, a session and its day, the name of what has one."""
    fact = conflicts.subject(ui.replica, disagreement)
    person = person_of(ui, disagreement)
    if person is not None:
        return person_name(ui, person)
    session = _session(ui, fact)
    if session is not None:
        return _session_words(ui, session)
    if isinstance(fact, Outing):
        return f"{place_name(ui, fact)}, {day_words(ui, fact.on)}"
    if isinstance(fact, CaseReview):
        return day_words(ui, fact.on)
    if isinstance(fact, PartnerMeeting):
        return moment(ui, fact.starts_at)
    named = [getattr(fact, field, None) for field in ("name", "title", "display_name")]
    programme = ui.replica.get(Programme, getattr(fact, "programme_id", None) or "")
    return next((str(name) for name in (*named, programme and programme.name) if name), "…")


def person_of(ui: Ui, disagreement: Disagreement) -> Person | None:
    """Whoever it is told of, if anybody is."""
    if disagreement.of_kind == Person.kind:
        return files.person_of(ui.replica, disagreement.of)
    return files.person_of(ui.replica, getattr(conflicts.subject(ui.replica, disagreement), "person_id", None))


def where(ui: Ui, disagreement: Disagreement) -> Where | None:
    """Where to look at it, if a screen shows it."""
    fact = conflicts.subject(ui.replica, disagreement)
    person = person_of(ui, disagreement)
    if person is not None:
        return Where(f"/people/{person.id}", person.id, _PARTS.get(disagreement.of_kind, ""))
    session = _session(ui, fact)
    if session is not None:
        return Where(f"/sessions/{session.id}")
    if isinstance(fact, CaseReview):
        return Where(f"/reviews/{fact.id}")
    if isinstance(fact, Programme):
        return Where(f"/programmes/{fact.id}")
    if disagreement.of_kind in _SHEET:
        return Where(f"/programmes/{getattr(fact, 'programme_id', '')}/sheet")
    return Where(f"/schedule/{fact.id}") if isinstance(fact, Outing) else None


def _session(ui: Ui, fact: Fact | None) -> GroupSession | None:
    if isinstance(fact, GroupSession):
        return fact
    id = getattr(fact, "session_id", None)
    return ui.replica.get(GroupSession, id) if id else None


def _session_words(ui: Ui, session: GroupSession) -> str:
    return f"{session.title or ui.t('alert.session')}, {moment(ui, session.starts_at)}"
