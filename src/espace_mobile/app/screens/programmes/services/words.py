"""How a visit and the figures of visits are said."""

from __future__ import annotations

from collections.abc import Mapping

from espace_mobile.app.actions import people, services
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.screens.wording import given_words, person_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import Advice


def said(ui: Ui, programme: Programme) -> str:
    """« 312 passages · 48 pièces remises »."""
    visits, items = services.total(ui.replica, programme.id)
    if not visits:
        return ui.t("service.none_yet")
    return " · ".join([ui.tn("service.visits", visits), *([ui.tn("service.items", items)] if items else [])])


def who_came(ui: Ui, visit: ServiceVisit) -> str:
    """Their name, to those who may see their file."""
    person = person_of(ui.replica, visit.person_id)
    if visit.person_id is None:
        return ui.t("service.anonymous")
    if person is None or not people.may_see(ui.replica, ui.session.worker, person):
        return ui.t("person.unnamed")
    return person_name(ui, person)


def detail(ui: Ui, visit: ServiceVisit, several: bool) -> str:
    """What was given and advised; `several`: at which service, too."""
    service = [ui.words.label(visit.service)] if several else []
    return " · ".join([*service, *given_words(ui, visit), *map(ui.words.label, visit.advice)])


def counted(ui: Ui, counts: Mapping[Advice, int]) -> str:
    """« Coiffure : 12 · Maquillage : 3 », the most first."""
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return " · ".join(
        ui.t("service.counted_one", what=ui.words.label(code), n=ui.words.number(n)) for code, n in ordered
    )
