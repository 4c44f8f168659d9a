"""Ages and their bands, always derived at a date, never typed twice."""

from __future__ import annotations

from datetime import date

from espace_mobile.domain.vocabulary import AgeBand, Sex

# What the pad shows. The fourth begins where a finer band does, so every finer band falls in one of these.
PAD_BANDS = (AgeBand.FROM_16_TO_25, AgeBand.FROM_26_TO_44, AgeBand.FROM_45_TO_54, AgeBand.FROM_55)
PAD_SEXES = (Sex.FEMALE, Sex.MALE, Sex.UNSTATED)

FINE_BANDS = (
    AgeBand.UNDER_16,
    AgeBand.FROM_16_TO_17,
    AgeBand.FROM_18_TO_25,
    AgeBand.FROM_26_TO_29,
    AgeBand.FROM_30_TO_44,
    AgeBand.FROM_45_TO_54,
    AgeBand.FROM_55,
)
_FIRST_AGE = (0, 16, 18, 26, 30, 45, 55)

_PAD = {
    AgeBand.FROM_16_TO_17: AgeBand.FROM_16_TO_25,
    AgeBand.FROM_18_TO_25: AgeBand.FROM_16_TO_25,
    AgeBand.FROM_26_TO_29: AgeBand.FROM_26_TO_44,
    AgeBand.FROM_30_TO_44: AgeBand.FROM_26_TO_44,
}


def age_at(born: date, on: date) -> int:
    """Whole years. Somebody born on 29 February has a birthday on 1 March in ordinary years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_band(age: int) -> AgeBand:
    """The finest band that holds `age`, in years."""
    return FINE_BANDS[sum(age >= first for first in _FIRST_AGE[1:])]


def band_at(on: date, birth_on: date | None = None, birth_year: int | None = None) -> AgeBand:
    """The fine band on a day. From a year alone: the age reached in the course of that year."""
    if birth_on is not None:
        return age_band(age_at(birth_on, on))
    if birth_year is not None:
        return age_band(on.year - birth_year)
    return AgeBand.UNSTATED


def pad_band(band: AgeBand) -> AgeBand:
    """The column of the pad where `band` counts; `UNSTATED` for what has none (unknown, under 16)."""
    column = _PAD.get(band, band)
    return column if column in PAD_BANDS else AgeBand.UNSTATED
