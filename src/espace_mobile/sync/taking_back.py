"""What the server must still be told to take back: stories no longer agreed to, dates that do not take place."""

from __future__ import annotations

from dataclasses import dataclass

from espace_mobile.domain.outing import Outing
from espace_mobile.domain.public_site import TeamCalendar, Testimonial
from espace_mobile.domain.publishing import is_taken_back
from espace_mobile.domain.schedule import is_off
from espace_mobile.protocol.record import ERASED, is_deleted
from espace_mobile.store.replica import Replica
from espace_mobile.sync.public_life import TOLD
from espace_mobile.sync.public_pages import is_public, publication_of


@dataclass(frozen=True)
class Due:
    """Ids of what is public and must not be any more: stories, dates that do not take place, dates that are hidden."""

    stories: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.stories or self.cancelled or self.hidden)


def due(replica: Replica) -> Due:
    """What the server has still to be told, as far as this device knows. Nothing when nothing is public."""
    last = publication_of(replica)
    if last is None:
        return Due()
    told = set(replica.meta(TOLD, ()))
    stories = [id for id in last.testimonial_ids if is_withdrawn(replica, id, decided=False)]
    # The list of what is public may have lost one to another tablet's: what was decided against is told once anyway.
    decided = list(replica.storage.tables.get(Testimonial.kind, {}))
    stories += [id for id in decided if id not in told and id not in stories and is_withdrawn(replica, id)]
    hidden = tuple(id for id in (*last.outing_ids, *last.off_ids) if _is_hidden(replica, id))
    off = tuple(id for id in last.outing_ids if id not in hidden and _is_cancelled(replica, id))
    return Due(tuple(stories), off, hidden)


def is_due(replica: Replica, story: Testimonial) -> bool:
    """Whether it may still be read by the public although it must not."""
    last = publication_of(replica)
    return last is not None and story.id in last.testimonial_ids and not is_public(replica, story)


def is_withdrawn(replica: Replica, id: str, *, decided: bool = True) -> bool:
    """What this device does not hold is for others to say. `decided`: somebody said no, or it is gone; otherwise
    whatever is not public any more."""
    record = replica.record(Testimonial.kind, id)
    if record is None:
        return False
    if ERASED in record.fields or is_deleted(record):
        return True
    story = replica.get(Testimonial, id)
    if story is None:
        return False
    return not is_public(replica, story) and (not decided or is_taken_back(story))


def called_off(replica: Replica) -> set[str]:
    """Ids of the dates that do not take place, when a calendar may tell them to a team; hidden ones too, of which the
    public was never told."""
    if all(calendar.revoked_at for calendar in replica.all(TeamCalendar)):
        return set()
    return {id for id in list(replica.storage.tables.get(Outing.kind, {})) if _is_cancelled(replica, id)}


def lacks_stories(replica: Replica) -> bool:
    """Whether what is public has stories that this device does not receive: of teams that are not its own."""
    last = publication_of(replica)
    return last is not None and any(replica.record(Testimonial.kind, id) is None for id in last.testimonial_ids)


def _is_hidden(replica: Replica, id: str) -> bool:
    outing = replica.get(Outing, id)
    return outing is not None and outing.hidden


def _is_cancelled(replica: Replica, id: str) -> bool:
    outing = replica.get(Outing, id)
    if outing is not None:
        return is_off(outing)
    record = replica.record(Outing.kind, id)  # deleted: nobody will be there
    return record is not None and (ERASED in record.fields or is_deleted(record))
