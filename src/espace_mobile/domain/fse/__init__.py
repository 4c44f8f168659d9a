"""FSE+ (European Social Fund): who takes part, what is known of them at the entry and after, and the file of it.

Everything is derived from facts that are there for the work itself; only the questionnaire at the entry is asked.
"""

from espace_mobile.domain.fse.indicators import INDICATORS, Indicator, indicators
from espace_mobile.domain.fse.layout import Column, faults, named, read_layout
from espace_mobile.domain.fse.missing import LATE, Missing, missing
from espace_mobile.domain.fse.participant import (
    ASKED,
    Participant,
    Silence,
    entry_among,
    situations_among,
)
from espace_mobile.domain.fse.participation import Participation, WhyNot, participations, support_days, why_not
from espace_mobile.domain.fse.rows import headings, rows

__all__ = [
    "ASKED", "INDICATORS", "LATE", "Column", "Indicator", "Missing", "Participant", "Participation", "Silence",
    "WhyNot", "entry_among", "faults", "headings", "indicators", "missing", "named", "participations", "read_layout",
    "rows", "situations_among", "support_days", "why_not",
]  # fmt: skip
