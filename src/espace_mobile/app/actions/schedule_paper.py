"""What is printed of the schedule: the dates of a poster, those of a month. Nobody is named on either."""

from __future__ import annotations

from datetime import date

from espace_mobile.app.actions import outing_days
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.publishing import is_told, span
from espace_mobile.domain.schedule import is_off
from espace_mobile.store.replica import Replica
from espace_mobile.sync.public_pages import site_of


def of_poster(replica: Replica, today: date) -> list[Outing]:
    """What the public is told as going ahead from today on, in order: as far as the public pages tell it."""
    site = site_of(replica)
    last = span(site.months_ahead, today)[1]
    return [o for o in outing_days.between(replica, today, last) if is_told(o, site)]


def of_month(replica: Replica, month: date, team_id: str | None) -> list[Outing]:
    """A month's, in order: of one team, with what is off and what is hidden; of all (None), as the public is told."""
    dates = outing_days.in_month(replica, month)
    if team_id is not None:
        return [o for o in dates if o.team_id == team_id]
    site = site_of(replica)
    return [o for o in dates if is_told(o, site) or (is_off(o) and not o.hidden)]
