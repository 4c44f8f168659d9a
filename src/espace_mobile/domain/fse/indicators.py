"""The common indicators of FSE+ over some participants: at the entry (EECO), on leaving and at six months (EECR)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from espace_mobile.domain.code import Code
from espace_mobile.domain.fse.participant import Participant, Silence, ages_at_entry, asked, work
from espace_mobile.domain.path_vocabulary import SituationMoment, WorkSituation
from espace_mobile.domain.report_vocabulary import Declared, EducationLevel
from espace_mobile.domain.vocabulary import Sex

UNEMPLOYED = frozenset({WorkSituation.UNEMPLOYED, WorkSituation.LONG_TERM_UNEMPLOYED})
# Who trains without looking for a job is out of the labour force, as the European definitions have it.
INACTIVE = frozenset({WorkSituation.INACTIVE, WorkSituation.IN_TRAINING})
EMPLOYED = frozenset({WorkSituation.EMPLOYED})
_OLDEST = 200

# True, False, or why nobody can say.
Says = Callable[[Participant], bool | Silence]


@dataclass(frozen=True)
class Indicator:
    """`count`: participants of whom it is true; `by_sex` adds up to it. `silent`: of how many nobody can say, and why.
    `collected` False: nothing in the register tells, and `count` means nothing."""

    code: str
    collected: bool
    count: int = 0
    by_sex: Mapping[Sex, int] | None = None
    silent: Mapping[Silence, int] | None = None


def indicators(of: Iterable[Participant]) -> tuple[Indicator, ...]:
    """All of them, in their order."""
    participants = list(of)
    return tuple(_counted(code, says, participants) for code, says in INDICATORS.items())


def _counted(code: str, says: Says | None, participants: list[Participant]) -> Indicator:
    if says is None:
        return Indicator(code, collected=False)
    told = [(each, says(each)) for each in participants]
    sexes = Counter(_sex(each) for each, said in told if said is True)
    silent = Counter(said for _, said in told if isinstance(said, Silence))
    return Indicator(
        code, True, sexes.total(), {sex: sexes[sex] for sex in Sex}, {s: silent[s] for s in Silence if silent[s]}
    )  # fmt: skip


def _sex(of: Participant) -> Sex:
    return of.person.sex if of.person.sex.known else Sex.UNSTATED


def _is(read: Callable[[Participant], Code | Silence], those: Collection[Code]) -> Says:
    def says(of: Participant) -> bool | Silence:
        said = read(of)
        return said if isinstance(said, Silence) else said in those

    return says


def _working(*those: WorkSituation) -> Says:
    return _is(lambda of: work(of, SituationMoment.ENTRY), those)


def _level(level: EducationLevel) -> Says:
    return _is(lambda of: asked(of, "education"), {level})


def _declares(name: str) -> Says:
    return _is(lambda of: asked(of, name), {Declared.YES})


def _aged(least: int, most: int = _OLDEST) -> Says:
    """With a year of birth alone, only when the two ages they may have say the same."""

    def says(of: Participant) -> bool | Silence:
        ages = ages_at_entry(of)
        if ages is None:
            return Silence.MISSING
        in_it = {least <= age <= most for age in ages}
        return in_it.pop() if len(in_it) == 1 else Silence.UNKNOWN

    return says


def _became(then: Collection[WorkSituation], moment: SituationMoment, *, before: Collection[WorkSituation]) -> Says:
    """Newly: from what they were at the entry to what they are at the moment."""

    def says(of: Participant) -> bool | Silence:
        after, first = work(of, moment), work(of, SituationMoment.ENTRY)
        if isinstance(after, Silence):
            return after
        return first if isinstance(first, Silence) else after in then and first in before

    return says


_NOT_TRAINING = frozenset(WorkSituation) - {WorkSituation.IN_TRAINING}
_JOBLESS = UNEMPLOYED | INACTIVE
_EXIT, _LATER = SituationMoment.EXIT, SituationMoment.SIX_MONTHS

# None: the register has nothing that tells it, and asks for none of it. No field holds a foreign background or a
# minority; a training that was begun is no qualification gained; a job is not known to be better than another.
INDICATORS: Mapping[str, Says | None] = {
    "EECO01": lambda _: True,
    "EECO02": _working(*UNEMPLOYED),
    "EECO03": _working(WorkSituation.LONG_TERM_UNEMPLOYED),
    "EECO04": _working(*INACTIVE),
    "EECO05": _working(*EMPLOYED),
    "EECO06": _aged(0, 17),
    "EECO07": _aged(18, 29),
    "EECO08": _aged(55),
    "EECO09": _level(EducationLevel.ISCED_0_2),
    "EECO10": _level(EducationLevel.ISCED_3_4),
    "EECO11": _level(EducationLevel.ISCED_5_8),
    "EECO12": _declares("disability"),
    "EECO13": _declares("third_country"),
    "EECO14": None,
    "EECO15": None,
    "EECO16": _declares("homeless"),
    "EECO17": _declares("rural"),
    "EECR01": _became(UNEMPLOYED, _EXIT, before=INACTIVE),
    "EECR02": _became({WorkSituation.IN_TRAINING}, _EXIT, before=_NOT_TRAINING),
    "EECR03": None,
    "EECR04": _became(EMPLOYED, _EXIT, before=_JOBLESS),
    "EECR05": _became(EMPLOYED, _LATER, before=_JOBLESS),
    "EECR06": None,
}
