"""How the state of a story is shown: a sign, words, and a colour that is never alone."""

from __future__ import annotations

from typing import NamedTuple

import flet as ft

from espace_mobile.app.actions.files import person_of
from espace_mobile.app.actions.testimonials import StoryState
from espace_mobile.app.components.message import pill
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.public_site import Testimonial


class Look(NamedTuple):
    """`tone`: a colour of the palette."""

    sign: ft.IconData
    key: str
    tone: str


STATES = {
    StoryState.TAKING_OFF: Look(ft.Icons.SYNC_PROBLEM, "story.taking_off", "alert"),
    StoryState.WAITING: Look(ft.Icons.RATE_REVIEW_OUTLINED, "story.waiting", "alert"),
    StoryState.READY: Look(ft.Icons.PENDING_OUTLINED, "story.ready", "ink"),
    StoryState.ONLINE: Look(ft.Icons.PUBLIC, "story.online", "ok"),
    StoryState.REFUSED: Look(ft.Icons.BLOCK, "story.refused", "muted"),
    StoryState.NO_CONSENT: Look(ft.Icons.DO_NOT_DISTURB_ALT, "story.no_consent", "muted"),
}


def state_pill(ui: Ui, state: StoryState) -> ft.Control:
    look = STATES[state]
    return pill(ui, look.sign, ui.t(look.key), look.tone)


def of_whom(ui: Ui, story: Testimonial) -> str:
    """Whose words they are, for those who may see it: never told to the public."""
    if story.person_id is not None:
        person = person_of(ui.replica, story.person_id)
        return person_name(ui, person) if person else ""
    partner = ui.replica.get(Organisation, story.organisation_id) if story.organisation_id else None
    return partner.name if partner else ""
