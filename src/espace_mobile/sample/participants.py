"""What the participants of the pathway, which FSE+ funds, answered at their entry; some were not asked yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.participant_entry import ParticipantEntry
from espace_mobile.domain.report_vocabulary import Declared, EducationLevel
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.draw import Draw
from espace_mobile.sample.programmes import PATHWAY

_EDUCATION = {
    EducationLevel.ISCED_0_2: 42, EducationLevel.ISCED_3_4: 38, EducationLevel.ISCED_5_8: 14,
    EducationLevel.REFUSED: 2, EducationLevel.UNKNOWN: 4,
}  # fmt: skip
# In hundredths: those who say yes, refuse, leave it; the others say no.
_DECLARED = {"disability": (13, 6, 4), "third_country": (24, 7, 5), "homeless": (16, 4, 4), "rural": (12, 0, 3)}
_ASKED = 0.85


def draw_entries(seed: int, spells: Iterable[Enrolment], today: date) -> list[ParticipantEntry]:
    """By chances of its own: what else is drawn stays as it was."""
    draw = Draw(seed + 1)
    return [
        _entry(draw, spell, spell.entered_on + timedelta(days=draw.random.randint(1, 6)))
        for spell in spells
        if spell.programme_id == PATHWAY.id
        and spell.entered_on is not None
        and spell.entered_on + timedelta(days=6) <= min(today, spell.exited_on or today)
        and draw.happens(_ASKED)
    ]


def _entry(draw: Draw, spell: Enrolment, on: date) -> ParticipantEntry:
    declared = {name: _declared(draw, *shares) for name, shares in _DECLARED.items()}
    return ParticipantEntry(
        id=derived_id("participant_entry", spell.id), team=spell.team, person_id=spell.person_id,
        enrolment_id=spell.id, education=_education(draw),
        on=on, worker_id=spell.decided_by, **declared,
    )  # fmt: skip


def _education(draw: Draw) -> EducationLevel:
    return draw.random.choices(list(_EDUCATION), list(_EDUCATION.values()))[0]


def _declared(draw: Draw, yes: int, refused: int, unanswered: int) -> Declared:
    others = 100 - yes - refused - unanswered
    shares = {Declared.YES: yes, Declared.REFUSED: refused, Declared.UNANSWERED: unanswered, Declared.NO: others}
    return draw.random.choices(list(shares), list(shares.values()))[0]
