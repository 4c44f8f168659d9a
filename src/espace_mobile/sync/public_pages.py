"""What this device would hand to the server for the public: made of listed public fields of facts, and of no other."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.phones import shown_phone
from espace_mobile.domain.place import Place
from espace_mobile.domain.public_site import Opportunity, Publication, PublicSite, TeamCalendar, Testimonial
from espace_mobile.domain.publishing import dates_of_team, dates_told, is_offered, is_told, may_be_told
from espace_mobile.domain.schedule import is_off
from espace_mobile.domain.vocabulary import OutingType
from espace_mobile.protocol.publication import (
    FIRST_DAY,
    LAST_DAY,
    MAX_DATES,
    MAX_OFFERS,
    MAX_STORIES,
    PublicDate,
    PublicOffer,
    PublicPages,
    PublicStory,
    TeamDates,
)
from espace_mobile.protocol.record import ERASED, is_deleted
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica

SITE, PUBLICATION = derived_id("public site"), derived_id("publication")
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)  # of a tablet whose clock knew no better
_LINE, _PARAGRAPHS = 200, 8_000  # characters: what the shapes take

# What the public reads of each kind: what changes elsewhere in it changes nothing for them.
_OF_OUTING = ("type", "on", "starts", "ends", "place_id", "partner_ids", "status", "moved_to_id", "hidden")
_OF_PLACE = ("name", "address", "neighbourhood", "commune_name", "commune_insee")


def site_of(replica: Replica) -> PublicSite:
    """As it is set; empty, when nobody has set it."""
    return replica.get(PublicSite, SITE) or PublicSite(id=SITE)


def publication_of(replica: Replica) -> Publication | None:
    """None when nothing is public."""
    return replica.get(Publication, PUBLICATION)


def pages(replica: Replica, today: date, now: datetime, *, demo: bool = False) -> PublicPages:
    """Raises `ValueError` (pydantic's, without the values) when the site has no address or no title."""
    site, last = site_of(replica), publication_of(replica)
    told = {*last.outing_ids, *last.off_ids} if last else set()
    outings = dates_told(replica.all(Outing), site, today, told)[:MAX_DATES]
    return PublicPages(
        slug=site.slug, title=_line(site.title), intro=_text(site.intro), declared_work=_text(site.declared_work),
        phone=shown_phone(site.phone) if site.phone else "", email=_line(site.email), address=_line(site.address),
        demo=demo, published_at=now, dates=tuple(_date(replica, o, site) for o in outings),
        offers=tuple(_offers(replica, today)), stories=tuple(_stories(replica)),
    )  # fmt: skip


def team_dates(replica: Replica, calendar: TeamCalendar, today: date) -> TeamDates:
    """For those who have the secret address: hidden dates too, and nothing of anybody."""
    outings = dates_of_team(replica.all(Outing), calendar.team_id, today)[:MAX_DATES]
    return TeamDates(name=_line(calendar.name), dates=tuple(_date(replica, o) for o in outings))


def is_public(replica: Replica, story: Testimonial) -> bool:
    """Whether it may be published: approved, agreed to, its person still here, and no two tablets of two minds."""
    if not may_be_told(story) or replica.conflicts(story.id):
        return False
    person = replica.record(Person.kind, story.person_id) if story.person_id else None
    return person is None or not (ERASED in person.fields or is_deleted(person))


def digests_of(made: PublicPages) -> dict[str, str]:
    """{what: a letter and some digits, another when it reads otherwise}: each date and offer by its id, and `texts`."""
    texts = made.model_dump_json(exclude={"published_at", "dates", "offers", "stories"})
    return {
        "texts": _digest("t", texts),
        **{d.id: _digest("d", d.model_dump_json(exclude={"changed_at"})) for d in made.dates},
        **{o.id: _digest("o", o.model_dump_json()) for o in made.offers},
    }


@dataclass(frozen=True)
class Changes:
    """What publishing would change for those who read the pages. `off`: told as going ahead, and does not;
    `gone`: how many dates are told no longer; `offers`: how many differ."""

    new: tuple[PublicDate, ...] = ()
    changed: tuple[PublicDate, ...] = ()
    off: tuple[PublicDate, ...] = ()
    gone: int = 0
    offers: int = 0
    texts: bool = False
    stories_new: tuple[PublicStory, ...] = ()
    stories_gone: int = 0

    @property
    def count(self) -> int:
        dates = len(self.new) + len(self.changed) + len(self.off) + self.gone
        return dates + self.offers + self.texts + len(self.stories_new) + self.stories_gone


def changes(replica: Replica, made: PublicPages, first: date) -> Changes:
    """Against what is public now, by the register. `first`: dates before this day are told no longer for their age."""
    last = publication_of(replica)
    if last is None:
        ahead = tuple(d for d in made.dates if not d.cancelled)
        return Changes(new=ahead, offers=len(made.offers), texts=True, stories_new=made.stories)
    known, digests = set(last.digests), digests_of(made)
    differing = [d for d in made.dates if digests[d.id] not in known]
    ahead = tuple(d for d in differing if not d.cancelled)
    before = {digest for digest in known if digest.startswith("o")}
    after = {digests[o.id] for o in made.offers}
    stories = {story.id for story in made.stories}
    return Changes(
        new=tuple(d for d in ahead if d.id not in last.outing_ids),
        changed=tuple(d for d in ahead if d.id in last.outing_ids),
        off=tuple(d for d in differing if d.cancelled and not _is_told_off(d, last)),
        gone=len(_gone(replica, made, last, first)),
        offers=max(len(after - before), len(before - after)),
        texts=digests["texts"] not in known,
        stories_new=tuple(s for s in made.stories if s.id not in last.testimonial_ids),
        stories_gone=len([id for id in last.testimonial_ids if id not in stories]),
    )


def _is_told_off(told: PublicDate, last: Publication) -> bool:
    """Any device tells the server what is cancelled; of another day instead, only a publication speaks."""
    return told.id in last.off_ids and told.moved_to is None


def _gone(replica: Replica, made: PublicPages, last: Publication, first: date) -> list[str]:
    shown = {d.id for d in made.dates}
    left = (replica.get(Outing, id) for id in last.outing_ids if id not in shown)
    return [o.id for o in left if o is not None and o.on >= first]


def _date(replica: Replica, outing: Outing, site: PublicSite | None = None) -> PublicDate:
    """`site`: of the public, who is told of no other date than it says; a team is told of all."""
    place = replica.get(Place, outing.place_id) if outing.place_id else None
    partners = (replica.get(Organisation, id) for id in outing.partner_ids)
    instead = _instead(replica, outing)
    if instead is not None and (instead.on != _day(instead.on) or (site is not None and not is_told(instead, site))):
        instead = None  # of a slip of the year nothing is told
    insee = (place.commune_insee or "") if place else ""
    return PublicDate(
        id=outing.id, on=outing.on, starts=outing.starts, ends=outing.ends, type=_type(outing),
        place=_line(place.name if place else ""), address=_line(place.address if place else ""),
        neighbourhood=_line(place.neighbourhood if place else ""), commune=_line(place.commune_name if place else ""),
        commune_insee=insee if len(insee) == 5 else "", partners=tuple(_line(p.name) for p in partners if p),
        cancelled=is_off(outing), moved_to=instead.on if instead else None,
        changed_at=_changed_at(replica, outing, place),
    )  # fmt: skip


def _instead(replica: Replica, outing: Outing) -> Outing | None:
    """What takes place in its stead, however often that was moved; None when nothing does."""
    seen: set[str] = set()
    at: Outing | None = outing
    while at is not None and is_off(at) and at.id not in seen:
        seen.add(at.id)
        at = replica.get(Outing, at.moved_to_id) if at.moved_to_id else None
    return None if at is outing or at is None or is_off(at) else at


def _type(outing: Outing) -> Literal["van", "market", "event"]:
    if outing.type == OutingType.VAN:
        return "van"
    return "market" if outing.type == OutingType.MARKET else "event"  # also one of a newer version


def _offers(replica: Replica, today: date) -> Iterator[PublicOffer]:
    shown = [o for o in replica.all(Opportunity) if is_offered(o, today)]
    for offer in sorted(shown, key=lambda o: (o.sort.value, o.title.casefold(), o.id))[:MAX_OFFERS]:
        partner = replica.get(Organisation, offer.organisation_id) if offer.organisation_id else None
        yield PublicOffer(
            id=offer.id, sort=offer.sort.value, title=_line(offer.title), text=_text(offer.text),
            commune=_line(offer.commune_name), with_whom=_line(partner.name if partner else ""),
            until=_day(offer.until) if offer.until else None,
        )  # fmt: skip


def _stories(replica: Replica) -> Iterator[PublicStory]:
    """The newest first."""
    told = [story for story in replica.all(Testimonial) if is_public(replica, story)]
    for story in sorted(told, key=lambda s: (s.written_on, s.id), reverse=True)[:MAX_STORIES]:
        yield PublicStory(
            id=story.id,
            by=story.by.value,
            text=_text(story.text),
            signed=_line(story.signed),
            on=_day(story.written_on),
        )


def _changed_at(replica: Replica, outing: Outing, place: Place | None) -> datetime:
    """When what is read of it was last said, which every device knows alike."""
    ms = max(_last_said(replica, outing, _OF_OUTING), _last_said(replica, place, _OF_PLACE) if place else 0)
    return max(_LONG_AGO, datetime.fromtimestamp(ms / 1000, UTC))


def _last_said(replica: Replica, fact: Fact, fields: Collection[str]) -> int:
    record = replica.record(fact.kind, fact.id)
    said: Iterable[int] = (record.stamps[name].ms for name in fields if name in record.stamps) if record else ()
    return max(said, default=0)


def _digest(letter: str, text: str) -> str:
    return letter + hashlib.sha256(text.encode()).hexdigest()[:10]


def _day(day: date) -> date:
    """Within what the shapes take: a slip of the year must not keep the rest from being published."""
    return min(max(day, FIRST_DAY), LAST_DAY)


def _line(text: str | None) -> str:
    return (text or "")[:_LINE]


def _text(text: str | None) -> str:
    return (text or "")[:_PARAGRAPHS]
