"""The files: people who don't exist, each file opened at a contact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from espace_mobile.domain.notice import NOTICE_VERSION
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AgeBand, Barrier, BarrierState, Need, NoticeGiven, Qpv, ReferralChannel, Sex
from espace_mobile.sample.cast import COMMUNES
from espace_mobile.sample.draw import LOCAL, Draw
from espace_mobile.sample.names import FIRST_NAMES, LAST_NAMES, NICKNAMES, STREETS
from espace_mobile.sample.visits import Visit

SEXES = {Sex.FEMALE: 54, Sex.MALE: 44, Sex.UNSTATED: 2}
AGES = {
    AgeBand.FROM_16_TO_17: 4,
    AgeBand.FROM_18_TO_25: 30,
    AgeBand.FROM_26_TO_29: 10,
    AgeBand.FROM_30_TO_44: 30,
    AgeBand.FROM_45_TO_54: 15,
    AgeBand.FROM_55: 11,
}
HEARD_VIA = {
    ReferralChannel.VAN: 45,
    ReferralChannel.WORD_OF_MOUTH: 18,
    ReferralChannel.PARTNER: 15,
    ReferralChannel.FLYER: 8,
    ReferralChannel.SOCIAL_NETWORK: 8,
    ReferralChannel.RADIO: 3,
    ReferralChannel.ASSOCIATION: 3,
}
QPV = {Qpv.YES: 55, Qpv.NO: 40, Qpv.UNKNOWN: 5}

_YEARS = {
    AgeBand.FROM_16_TO_17: (16, 17),
    AgeBand.FROM_18_TO_25: (18, 25),
    AgeBand.FROM_26_TO_29: (26, 29),
    AgeBand.FROM_30_TO_44: (30, 44),
    AgeBand.FROM_45_TO_54: (45, 54),
    AgeBand.FROM_55: (55, 67),
}
_STATES = {BarrierState.NOT_DISCUSSED: 60, BarrierState.YES: 30, BarrierState.RESOLVED: 10}
_NOTICES = {NoticeGiven.ORAL: 70, NoticeGiven.PAPER: 30}
_LANGUAGES = {("fr",): 78, ("fr", "ar"): 8, ("fr", "pt"): 3, ("uk",): 3, ("fr", "tr"): 4, ("fr", "bm"): 4}


@dataclass(frozen=True)
class Traits:
    """What is drawn in set proportions over everybody."""

    sex: Sex
    age_band: AgeBand
    qpv: Qpv
    heard_via: ReferralChannel
    notice: NoticeGiven
    languages: tuple[str, ...]


def deal_traits(draw: Draw, people: int) -> list[Traits]:
    proportions = (SEXES, AGES, QPV, HEARD_VIA, _NOTICES, _LANGUAGES)
    return [Traits(*hand) for hand in zip(*(draw.deal(people, p) for p in proportions), strict=True)]


def draw_people(draw: Draw, shares: list[list[Visit]]) -> list[Person]:
    """One file per share, in the order they were opened."""
    phones, names = _phones(draw), _names(draw)
    traits = deal_traits(draw, len(shares))
    return [_person(draw, share[0], trait, phones, names) for share, trait in zip(shares, traits, strict=True)]


def _person(draw: Draw, first: Visit, traits: Traits, phones: Iterator[str], last_names: Iterator[str]) -> Person:
    opened_on = first.at.astimezone(LOCAL).date()
    commune, insee = draw.one(COMMUNES)
    address = f"{draw.random.randint(1, 60)} {draw.one(STREETS)}, {commune}"
    birth_on, birth_year = _birth(draw, opened_on, traits.age_band)
    nickname_only = draw.happens(0.02)
    return Person(
        id=draw.id(first.at),
        team=first.outing.team_id,
        first_name=None if nickname_only else draw.one(FIRST_NAMES[traits.sex]),
        last_name=next(last_names) if not nickname_only and draw.happens(0.92) else None,
        nickname=draw.one(NICKNAMES) if nickname_only or draw.happens(0.1) else None,
        phone=next(phones) if draw.happens(0.85) else None,
        birth_on=birth_on,
        birth_year=birth_year,
        address=address if draw.happens(0.3) else None,
        sex=traits.sex,
        age_band=traits.age_band,
        qpv=traits.qpv,
        commune_insee=insee,
        needs=tuple(draw.some(list(Need), 0, 3)),
        barriers={barrier: _state(draw) for barrier in Barrier},
        notice_given=traits.notice,
        notice_version=NOTICE_VERSION,
        notice_on=opened_on,
        languages=traits.languages,
        heard_via=traits.heard_via,
        opened_on=opened_on,
        opened_at_outing_id=first.outing.id,
    )


def _state(draw: Draw) -> BarrierState:
    return draw.random.choices(list(_STATES), list(_STATES.values()))[0]


def _birth(draw: Draw, on: date, band: AgeBand) -> tuple[date | None, int | None]:
    """A birth date for most, a year for some, nothing for others; always in the band on that day."""
    age = draw.random.randint(*_YEARS[band])
    known = draw.random.random()
    if known < 0.6:
        birthday = date(on.year - age, on.month, min(on.day, 28))
        return birthday - timedelta(days=draw.random.randrange(360)), None
    return None, on.year - age if known < 0.85 else None


def _phones(draw: Draw) -> Iterator[str]:
    """Each once, in the mobile range kept for fiction."""
    return (f"+3363998{n:04}" for n in draw.random.sample(range(10_000), 10_000))


def _names(draw: Draw) -> Iterator[str]:
    while True:
        yield from draw.random.sample(LAST_NAMES, len(LAST_NAMES))
