"""The class of an outcome, derived from facts: what it is and how long it lasts (DOMAIN.md, « Rules with numbers »).

Unknown stays unknown. A fixed-term or agency contract whose length nobody knows is a job, but neither a lasting nor a
transition one: its class is unknown until the length is told.
"""

from __future__ import annotations

from collections.abc import Iterable

from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.path_vocabulary import OutcomeClass
from espace_mobile.domain.vocabulary import OutcomeType
from espace_mobile.errors import InputError

LASTING_MONTHS = 6
MONTHS = (1, 60)

JOBS = frozenset(
    {
        OutcomeType.CDI, OutcomeType.CDD, OutcomeType.INTERIM, OutcomeType.CIVIL_SERVICE_POST,
        OutcomeType.BUSINESS_CREATED, OutcomeType.AIDED_CONTRACT,
    }
)  # fmt: skip
TRAININGS = frozenset({OutcomeType.QUALIFYING_TRAINING, OutcomeType.PREQUALIFYING_TRAINING})

# Whose class depends on their length.
BY_LENGTH = frozenset({OutcomeType.CDD, OutcomeType.INTERIM})
# Those that have a length worth asking.
LIMITED = BY_LENGTH | TRAININGS | {OutcomeType.AIDED_CONTRACT, OutcomeType.OTHER_SIAE, OutcomeType.CIVIC_SERVICE}

_CLASSES = {
    OutcomeType.CDI: OutcomeClass.LASTING_JOB,
    OutcomeType.CIVIL_SERVICE_POST: OutcomeClass.LASTING_JOB,
    OutcomeType.BUSINESS_CREATED: OutcomeClass.LASTING_JOB,
    OutcomeType.AIDED_CONTRACT: OutcomeClass.TRANSITION_JOB,
    OutcomeType.QUALIFYING_TRAINING: OutcomeClass.POSITIVE_EXIT,
    OutcomeType.PREQUALIFYING_TRAINING: OutcomeClass.POSITIVE_EXIT,
    OutcomeType.OTHER_SIAE: OutcomeClass.POSITIVE_EXIT,
    OutcomeType.RE_REGISTERED: OutcomeClass.RE_REGISTERED,
    OutcomeType.CIVIC_SERVICE: OutcomeClass.CIVIC_SERVICE,
    OutcomeType.RIGHTS_OPENED: OutcomeClass.RIGHTS_OPENED,
    OutcomeType.NONE: OutcomeClass.NONE,
    OutcomeType.LOST: OutcomeClass.LOST,
}

# An enrolment may have several outcomes and counts once, in the best class that is known of it.
_BEST_FIRST = (
    OutcomeClass.LASTING_JOB, OutcomeClass.TRANSITION_JOB, OutcomeClass.POSITIVE_EXIT, OutcomeClass.RE_REGISTERED,
    OutcomeClass.CIVIC_SERVICE, OutcomeClass.RIGHTS_OPENED,
)  # fmt: skip


def classify(type: OutcomeType, months: int | None = None) -> OutcomeClass:
    """A type from a newer version of the app is unknown here."""
    if type in BY_LENGTH:
        if months is None:
            return OutcomeClass.UNKNOWN
        return OutcomeClass.LASTING_JOB if months >= LASTING_MONTHS else OutcomeClass.TRANSITION_JOB
    return _CLASSES.get(type, OutcomeClass.UNKNOWN)


def class_of(outcomes: Iterable[Outcome]) -> OutcomeClass:
    """The one class of an enrolment with these outcomes; unknown when there is none.

    A job of unknown length hides « none » and « lost », which it contradicts, but nothing that is known.
    """
    told = list(outcomes)
    classes = {classify(o.type, o.months) for o in told}
    found = next((best for best in _BEST_FIRST if best in classes), None)
    if found is not None:
        return found
    if any(o.type in JOBS for o in told):
        return OutcomeClass.UNKNOWN
    return next((last for last in (OutcomeClass.NONE, OutcomeClass.LOST) if last in classes), OutcomeClass.UNKNOWN)


def checked_months(type: OutcomeType, months: int | None) -> int | None:
    """None for what has no length. Raises `InputError` (`months`, `out_of_range`)."""
    if type not in LIMITED or months is None:
        return None
    least, most = MONTHS
    if not least <= months <= most:
        raise InputError("months", "out_of_range", min=least, max=most)
    return months
