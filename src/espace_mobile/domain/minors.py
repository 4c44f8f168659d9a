"""Who is too young to sign alone, by whatever is known of the age."""

from __future__ import annotations

from datetime import date

from espace_mobile.domain.ages import age_at
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AgeBand

ALONE_FROM, ADULT_FROM = 16, 18  # years
_BANDS = {ALONE_FROM: (AgeBand.UNDER_16,), ADULT_FROM: (AgeBand.UNDER_16, AgeBand.FROM_16_TO_17)}


def is_under(person: Person, on: date, years: int = ADULT_FROM) -> bool:
    """Under `ALONE_FROM` or `ADULT_FROM` years on that day, by the birth date, the year, or what was said of the age;
    from a year alone the benefit of the doubt."""
    if person.birth_on is not None:
        return age_at(person.birth_on, on) < years
    if person.birth_year is not None:
        return on.year - person.birth_year < years
    return person.age_band in _BANDS[years]
