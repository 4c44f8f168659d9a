"""Entries and exits: two years of spells, what came of them, how people are six months later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial

from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.path_vocabulary import (
    Answered,
    EntryDecision,
    Evidence,
    ExitReason,
    Recommendation,
    SituationMoment,
    WorkSituation,
)
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.relances import after_exit
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.vocabulary import OutcomeType
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.draw import LOCAL, Draw, local
from espace_mobile.sample.programmes import PATHWAY, WEEKLY

# Of a hundred exits (DOMAIN.md). Each: what it is, months if it has a length, why the spell ended.
Exit = tuple[OutcomeType, int | None, ExitReason]
EXITS: dict[str, int] = {
    "durable": 9, "transition": 8, "training": 12, "other_siae": 5, "renewed": 14, "rights": 12, "civic_service": 3,
    "lost": 30, "other": 7,
}  # fmt: skip
_KINDS: dict[str, tuple[Exit, ...]] = {
    "durable": (
        (OutcomeType.CDI, None, ExitReason.JOB), (OutcomeType.CDD, 8, ExitReason.JOB),
        (OutcomeType.CIVIL_SERVICE_POST, None, ExitReason.JOB), (OutcomeType.BUSINESS_CREATED, None, ExitReason.JOB),
    ),
    "transition": (
        (OutcomeType.CDD, 3, ExitReason.JOB), (OutcomeType.INTERIM, 2, ExitReason.JOB),
        (OutcomeType.AIDED_CONTRACT, 9, ExitReason.JOB),
    ),
    "training": (
        (OutcomeType.QUALIFYING_TRAINING, 7, ExitReason.TRAINING),
        (OutcomeType.PREQUALIFYING_TRAINING, 3, ExitReason.TRAINING),
    ),
    "other_siae": ((OutcomeType.OTHER_SIAE, 6, ExitReason.JOB),),
    "renewed": ((OutcomeType.RE_REGISTERED, None, ExitReason.END_OF_PATH),),
    "rights": ((OutcomeType.RIGHTS_OPENED, None, ExitReason.END_OF_PATH),),
    "civic_service": ((OutcomeType.CIVIC_SERVICE, 8, ExitReason.OTHER),),
    "lost": ((OutcomeType.LOST, None, ExitReason.LOST),),
    "other": (
        (OutcomeType.NONE, None, ExitReason.MOVED_AWAY), (OutcomeType.NONE, None, ExitReason.HEALTH),
        (OutcomeType.UNKNOWN, None, ExitReason.OWN_CHOICE),
    ),
}  # fmt: skip
_AT_ENTRY = {
    WorkSituation.UNEMPLOYED: 45, WorkSituation.LONG_TERM_UNEMPLOYED: 33, WorkSituation.INACTIVE: 20,
    WorkSituation.IN_TRAINING: 2,
}  # fmt: skip
LATER = {
    Answered.UNREACHABLE: 35, Answered.ANSWERED: 52, Answered.REFUSED: 5, Answered.UNANSWERED: 4, Answered.UNKNOWN: 4,
}  # fmt: skip
_EVIDENCE = {
    Evidence.CONTRACT: 30, Evidence.CERTIFICATE: 25, Evidence.DECLARATION: 25, Evidence.PARTNER: 15,
    Evidence.PAYSLIP: 5,
}  # fmt: skip
PROPOSED, RETURNS = 3, 5
_WORKING = (WorkSituation.EMPLOYED, WorkSituation.IN_TRAINING)
_LASTING = (OutcomeType.CDI, OutcomeType.CIVIL_SERVICE_POST, OutcomeType.BUSINESS_CREATED)
_NOON = time(12)
_day = timedelta(days=1)


@dataclass(frozen=True)
class Pathways:
    """`missing_exit`: entered long ago; nobody noted that they left."""

    enrolments: list[Enrolment]
    outcomes: list[Outcome]
    situations: list[Situation]
    missing_exit: str


def draw_pathways(draw: Draw, interviews: list[Interview], today: date) -> Pathways:
    advised = [i for i in interviews if i.recommendation == Recommendation.GROUP_SESSIONS]
    settled, recent = advised[:-PROPOSED], advised[-PROPOSED:]
    spells = [_spell(draw, talk, today, missing=n == 0) for n, talk in enumerate(settled)]
    waiting = [_proposed(draw, talk) for talk in recent]
    others = [i for i in interviews if i.recommendation == Recommendation.INDIVIDUAL][: 2 * RETURNS]
    weekly = [spell for talk in others for spell in _came_back(draw, talk, today)]
    exits = [s for s in spells if s.exited_on]
    kinds = draw.deal(len(exits), EXITS)
    ends = {s.id: draw.one(_KINDS[kind]) for s, kind in zip(exits, kinds, strict=True)}
    spells = [s.but(exit_reason=ends[s.id][2]) if s.id in ends else s for s in spells]
    outcomes = [_outcome(draw, s, *ends[s.id][:2]) for s in spells if s.id in ends]
    situations = _situations(draw, [*spells, *weekly], {o.enrolment_id: o for o in outcomes}, today)
    return Pathways([*spells, *weekly, *waiting], outcomes, situations, spells[0].id)


def _proposed(draw: Draw, talk: Interview, programme: Programme = PATHWAY) -> Enrolment:
    on = talk.at.astimezone(LOCAL).date()
    return Enrolment(
        id=draw.id(talk.at), team=talk.team, person_id=talk.person_id, programme_id=programme.id, proposed_on=on,
        proposed_by=talk.worker_id, interview_id=talk.id,
    )  # fmt: skip


def _spell(draw: Draw, talk: Interview, today: date, *, missing: bool) -> Enrolment:
    """Entered some days after the talk that proposed it, and over after two to six months."""
    proposed = _proposed(draw, talk)
    assert proposed.proposed_on is not None
    decided_on = proposed.proposed_on + draw.random.randint(1, 4) * _day
    entered_on = _working_day(proposed.proposed_on + draw.random.randint(5, 16) * _day)
    decided = {"decision": EntryDecision.VALIDATED, "decided_on": decided_on, "decided_by": talk.worker_id}
    left_on = _working_day(entered_on + draw.random.randint(70, 190) * _day)
    if entered_on > today:
        return proposed.but(**decided, decided_on=min(decided_on, today))
    return proposed.but(**decided, entered_on=entered_on, exited_on=None if missing or left_on > today else left_on)


def _came_back(draw: Draw, talk: Interview, today: date) -> list[Enrolment]:
    """A standing workshop: entered without a decision, left, and entered again, when there was time for it."""
    first = _proposed(draw, talk, WEEKLY).but(decision=EntryDecision.VALIDATED)
    assert first.proposed_on is not None
    entered = first.proposed_on + draw.random.randint(2, 8) * _day
    left = entered + draw.random.randint(30, 80) * _day
    again = left + draw.random.randint(20, 90) * _day
    if again > today:
        return []
    second = first.but(id=draw.id(local(again, talk.at.time())), proposed_on=again, entered_on=again)
    return [first.but(entered_on=entered, exited_on=left, exit_reason=ExitReason.OWN_CHOICE), second]


def _outcome(draw: Draw, spell: Enrolment, type: OutcomeType, months: int | None) -> Outcome:
    assert spell.entered_on is not None
    assert spell.exited_on is not None
    silent = type in (OutcomeType.LOST, OutcomeType.UNKNOWN, OutcomeType.NONE)
    on = max(spell.entered_on, spell.exited_on - draw.random.randint(0, 6) * _day)
    evidence = Evidence.NONE if silent else draw.random.choices(list(_EVIDENCE), list(_EVIDENCE.values()))[0]
    return Outcome(
        id=draw.id(local(on, _NOON)), team=spell.team, person_id=spell.person_id, enrolment_id=spell.id, type=type,
        on=on, months=months, evidence=evidence, worker_id=spell.decided_by,
    )  # fmt: skip


def _situations(draw: Draw, spells: list[Enrolment], outcomes: dict[str, Outcome], today: date) -> list[Situation]:
    """At the entry nearly always; at the exit unless it is of these days; at six months of all but the latest."""
    said = []
    entered = [s for s in spells if s.entered_on]
    for spell, at_entry in zip(entered, draw.deal(len(entered), _AT_ENTRY), strict=True):
        assert spell.entered_on is not None
        tell = partial(_said, draw, spell)
        if draw.happens(0.93):
            said.append(tell(SituationMoment.ENTRY, spell.entered_on, at_entry))
        if spell.exited_on and spell.exited_on + 14 * _day <= today:
            lost = spell.id in outcomes and outcomes[spell.id].type == OutcomeType.LOST
            silence = Answered.UNREACHABLE if lost else None
            said.append(tell(SituationMoment.EXIT, spell.exited_on + 9 * _day, _after(outcomes.get(spell.id)), silence))
    asked = [s for s in entered if s.exited_on and after_exit(s.exited_on)[1] + 10 * _day <= today]
    for spell, answer in zip(asked, draw.deal(len(asked), LATER), strict=True):
        assert spell.exited_on is not None
        on = after_exit(spell.exited_on)[1] + draw.random.randint(0, 9) * _day
        now = draw.one(_WORKING) if draw.happens(0.45) else WorkSituation.UNEMPLOYED
        said.append(_said(draw, spell, SituationMoment.SIX_MONTHS, on, now, answer))
    return said


def _said(
    draw: Draw, spell: Enrolment, moment: SituationMoment, on: date, situation: WorkSituation,
    answered: Answered | None = None,
) -> Situation:  # fmt: skip
    silent = answered is not None and answered != Answered.ANSWERED
    return Situation(
        id=derived_id("situation", spell.id, moment), team=spell.team, person_id=spell.person_id,
        enrolment_id=spell.id, moment=moment, answered=answered or Answered.ANSWERED,
        situation=None if silent else situation, on=on, worker_id=spell.decided_by or spell.proposed_by,
    )  # fmt: skip


def _after(outcome: Outcome | None) -> WorkSituation:
    if outcome is None:
        return WorkSituation.UNEMPLOYED
    if outcome.type in (OutcomeType.QUALIFYING_TRAINING, OutcomeType.PREQUALIFYING_TRAINING):
        return WorkSituation.IN_TRAINING
    return WorkSituation.EMPLOYED if outcome.months or outcome.type in _LASTING else WorkSituation.UNEMPLOYED


def _working_day(day: date) -> date:
    return day + (7 - day.weekday()) * _day if day.weekday() > 4 else day
