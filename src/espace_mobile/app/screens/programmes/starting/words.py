"""What a template holds, said before it is started."""

from __future__ import annotations

from espace_mobile.app.ui import Ui
from espace_mobile.domain.template import Template

TOLD = 4  # names said before « et 3 autres »


def contents(ui: Ui, template: Template) -> list[tuple[str, str]]:
    """(what, its words) of each thing that the programme will have."""
    t = template
    euros = [row.euros for row in (*t.budget, *(b for m in t.measures for b in m.budget)) if row.euros is not None]
    said = [
        (ui.t("start.workshops"), _names(ui, [w.title for w in t.workshops])),
        (ui.t("start.hours"), ui.t("start.n_hours", n=ui.words.number(t.hours_in_all)) if t.hours_in_all else ""),
        (ui.t("start.outings"), _outings(ui, t)),
        (ui.t("start.communes"), _names(ui, [c.name for c in t.communes])),
        (ui.t("start.partners"), _names(ui, [p.name for p in t.partners])),
        (ui.t("start.budget"), ui.words.money(sum(euros)) if euros else ""),
        (ui.t("start.entries"), ui.t("programme.with_decision" if t.validated else "programme.without_decision")),
    ]
    return [(what, words) for what, words in said if words]


def _outings(ui: Ui, template: Template) -> str:
    outings = template.outings
    if outings is None:
        return ""
    if outings.in_all is None:
        return ui.t("start.a_year", n=ui.words.number(outings.a_year))
    return ui.t("start.a_year_in_all", n=ui.words.number(outings.a_year), all=ui.words.number(outings.in_all))


def _names(ui: Ui, names: list[str]) -> str:
    """« Le jeudi, Relooking et 2 autres »."""
    if len(names) <= TOLD + 1:
        return ui.words.listing(names)
    return ui.words.listing([*names[:TOLD], ui.t("start.others", n=len(names) - TOLD)])
