"""What the public will read, in words: the next dates, the offers, the stories."""

from __future__ import annotations

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.components import card, title
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.schedule_vocabulary import OpportunitySort, TestimonialBy
from espace_mobile.i18n.translator import sentence
from espace_mobile.protocol.publication import PublicDate, PublicPages

_DATES, _OFFERS, _STORIES, _LETTERS = 5, 3, 2, 160


def date_words(ui: Ui, told: PublicDate) -> str:
    """« Mardi 24 novembre, 9 h – 13 h · Marché des Tilleuls, Belleroche », and where it went."""
    year = told.on.year != clock.today().year
    day = sentence(ui.words.day(told.on, year=year))
    hours = ui.words.hours(told.starts, told.ends)
    where = ", ".join(filter(None, [told.place, told.commune]))
    moved = ui.t("site.moved_to", day=ui.words.short_day(told.moved_to)) if told.moved_to else ""
    off = ui.t("site.cancelled") if told.cancelled and not moved else ""
    return " · ".join(filter(None, [", ".join(filter(None, [day, hours])), where, moved or off]))


def preview(ui: Ui, made: PublicPages) -> ft.Control:
    """Tests: `site.preview`."""
    coming = [d for d in made.dates if d.on >= clock.today()]
    parts: list[ft.Control] = [title(ui, ui.t("site.preview")), muted(ui, ui.t("site.preview_hint"), SMALL)]
    parts.append(_block(ui, ui.tn("site.dates", len(coming)), [date_words(ui, d) for d in coming], _DATES))
    offers = [f"{ui.words.label(OpportunitySort(o.sort))} · {o.title}" for o in made.offers]
    parts.append(_block(ui, ui.tn("site.offers", len(offers)), offers, _OFFERS))
    stories = [f"« {_cut(s.text)} » {s.signed}, {_by(ui, s.by)}" for s in made.stories]
    parts.append(_block(ui, ui.tn("site.stories", len(stories)), stories, _STORIES))
    return ft.Semantics(identifier="site.preview", container=True, content=card(ui, *parts))


def _by(ui: Ui, code: str) -> str:
    return ui.words.label(TestimonialBy(code)).lower()


def _block(ui: Ui, name: str, lines: list[str], most: int) -> ft.Control:
    more = len(lines) - most
    shown = [*lines[:most], *([ui.tn("site.more", more)] if more > 0 else [])]
    return ft.Column([label(ui, name), *(muted(ui, words, SMALL) for words in shown)], spacing=GAP / 2, tight=True)


def _cut(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LETTERS else one_line[:_LETTERS].rsplit(" ", 1)[0] + "…"
