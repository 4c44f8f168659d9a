"""The pieces screens are made of. Each takes a `Ui` first; each thing that acts takes an `identifier` and a label."""

from __future__ import annotations

from espace_mobile.app.components.bar import bar
from espace_mobile.app.components.choice import Option, chips, dropdown, segments, switch
from espace_mobile.app.components.dialog import confirm, day_picker, hush, notify, sheet
from espace_mobile.app.components.field import note_field, secret_field, text_field
from espace_mobile.app.components.layout import card, column, header, page_body, row, two_panes
from espace_mobile.app.components.line import line, line_list
from espace_mobile.app.components.message import banner, empty_state, loading, pill
from espace_mobile.app.components.stepper import stepper
from espace_mobile.app.components.text import heading, icon, text, title
from espace_mobile.app.components.touch import action_tile, button, link, touchable

__all__ = [
    "Option",
    "action_tile",
    "banner",
    "bar",
    "button",
    "card",
    "chips",
    "column",
    "confirm",
    "day_picker",
    "dropdown",
    "empty_state",
    "header",
    "heading",
    "hush",
    "icon",
    "line",
    "line_list",
    "link",
    "loading",
    "note_field",
    "notify",
    "page_body",
    "pill",
    "row",
    "secret_field",
    "segments",
    "sheet",
    "stepper",
    "switch",
    "text",
    "text_field",
    "title",
    "touchable",
    "two_panes",
]
