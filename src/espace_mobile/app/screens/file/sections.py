"""The parts of a file, in the order they are read. Each is a component that takes the person’s id: add yours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from espace_mobile.app.screens.file import parts
from espace_mobile.app.screens.file.appointments import Appointments
from espace_mobile.app.screens.file.barriers import Barriers
from espace_mobile.app.screens.file.consents import Consents
from espace_mobile.app.screens.file.deleting import Deleting
from espace_mobile.app.screens.file.details import Details
from espace_mobile.app.screens.file.enrolments import Enrolments
from espace_mobile.app.screens.file.events import Timeline
from espace_mobile.app.screens.file.hours import HoursOf
from espace_mobile.app.screens.file.interviews import Interviews
from espace_mobile.app.screens.file.merged_from import MergedFrom
from espace_mobile.app.screens.file.needs import Needs
from espace_mobile.app.screens.file.news import News
from espace_mobile.app.screens.file.notes import NewNote
from espace_mobile.app.screens.file.opened_by import OpenedBy
from espace_mobile.app.screens.file.reaching import Reaching
from espace_mobile.app.screens.file.referrals import Referrals
from espace_mobile.app.screens.file.relances import FollowUps
from espace_mobile.app.screens.file.relatives import Relatives
from espace_mobile.app.screens.file.requests import Requests
from espace_mobile.app.screens.file.rights import Rights
from espace_mobile.app.screens.file.sessions import SessionsOf
from espace_mobile.app.screens.file.testimonials import Testimonials

Part = Callable[[str], Any]

FOLLOWED: tuple[Part, ...] = (News, Appointments, FollowUps, NewNote)  # what is to be done now
PATH: tuple[Part, ...] = (Interviews, SessionsOf, Enrolments, HoursOf, Referrals)
# Who the person is, what helps and what hinders, who is around them and what they agreed to.
SITUATION: tuple[Part, ...] = (Needs, Barriers, Rights, Relatives, Reaching, Consents, Requests, Testimonials, Details,
                              OpenedBy)  # fmt: skip
STORY: tuple[Part, ...] = (Timeline, MergedFrom, Deleting)


def components_of(part: str) -> tuple[Part, ...]:
    """Read when it is drawn: a part added to the registry is there."""
    return {parts.FOLLOWED: FOLLOWED, parts.PATH: PATH, parts.SITUATION: SITUATION, parts.STORY: STORY}[part]
