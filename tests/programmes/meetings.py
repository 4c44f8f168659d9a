"""Partners who meet, in one line of a script."""

from __future__ import annotations

from datetime import date

from espace_mobile.app.actions import partner_meetings
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.partner_meetings import Meeting
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import PartnerMeeting
from espace_mobile.domain.sheet_vocabulary import MeetingSort
from espace_mobile.store.replica import Replica
from tests.programmes.year import CLAIRE, noon


def meet_partners(
    replica: Replica, programme: Programme, sort: MeetingSort, on: date, **notes: str
) -> PartnerMeeting:  # fmt: skip
    """Planned, held that day, and what was said."""
    planned = partner_meetings.plan(replica, programme.id, Meeting(noon(on), sort), CLAIRE).fact
    held = partner_meetings.set_status(replica, planned, SessionStatus.HELD, CLAIRE, today=on).fact
    if notes:
        partner_meetings.write(replica, held, CLAIRE, notes, shown={}, stamps=seen_now(replica, held))
    return held
