"""A named file, opened on purpose, with the information notice given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Self

from pydantic import Field, field_validator

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.path_vocabulary import Consent, ContactPreference
from espace_mobile.domain.vocabulary import (
    AgeBand,
    Barrier,
    BarrierState,
    Need,
    NoticeGiven,
    PersonStatus,
    Qpv,
    ReferralChannel,
    Sex,
)

BARRIER_FIELD = "barrier_"


class Person(Fact):
    """`phone` in E.164; `languages` ISO 639 codes; `birth_year` when the day is not known. `notice_language`: of the
    text that was shown or handed over, a code of `templates.notices.LANGUAGES`.

    `barriers` always has the nine. In a record each is a field of its own (`barrier_housing`): two workers who
    discuss different ones with a person do not contradict each other. One that has none was not discussed.

    `reach_by`: how the person wants to be reached, the best first; `reach_note`: when, whom to ask for. `sharing`: may
    partners be told. `guardian`: a parent's authorisation for somebody under 18.
    `import_run`: the last import that made the file.
    """

    kind: ClassVar[str] = "person"
    sealed: ClassVar[frozenset[str]] = frozenset(
        {
            "first_name",
            "last_name",
            "nickname",
            "phone",
            "birth_on",
            "birth_year",
            "address",
            "note",
            "email",
            "next_step",
            "reach_note",
            "notice_language",
        }
    )
    indexed: ClassVar[tuple[str, ...]] = ("opened_at_outing_id", "referent_id", "import_run")

    first_name: str | None = None
    last_name: str | None = None
    nickname: str | None = None
    phone: str | None = None
    birth_on: date | None = None
    birth_year: int | None = None
    address: str | None = None
    note: str | None = None

    sex: Sex = Sex.UNSTATED
    age_band: AgeBand = AgeBand.UNSTATED
    qpv: Qpv = Qpv.UNKNOWN
    commune_insee: str | None = None
    needs: tuple[Need, ...] = ()
    barriers: dict[Barrier, BarrierState] = Field(default_factory=dict, validate_default=True)
    notice_given: NoticeGiven | None = None
    notice_version: str | None = None
    notice_on: date | None = None
    notice_language: str | None = None
    languages: tuple[str, ...] = ()
    heard_via: ReferralChannel | None = None
    opened_on: date | None = None
    opened_at_outing_id: str | None = None
    referent_id: str | None = None
    status: PersonStatus = PersonStatus.ACTIVE

    email: str | None = None
    reach_by: tuple[ContactPreference, ...] = ()
    reach_note: str | None = None
    next_step: str | None = None
    next_step_on: date | None = None
    sharing: Consent | None = None
    sharing_on: date | None = None
    guardian: Consent | None = None
    guardian_on: date | None = None
    import_run: str | None = None

    @field_validator("barriers", mode="after")
    @classmethod
    def _all_nine(cls, given: dict[Barrier, BarrierState]) -> dict[Barrier, BarrierState]:
        return {**dict.fromkeys(Barrier, BarrierState.NOT_DISCUSSED), **given}

    def fields(self) -> dict[str, Any]:
        fields = super().fields()
        barriers = fields.pop("barriers")
        return fields | {BARRIER_FIELD + barrier: state for barrier, state in barriers.items()}

    def said(self) -> dict[str, Any]:
        # Not of `fields`: an import of thousands would spell out nine barriers a file to leave them out again.
        dumped = self.model_dump(mode="json", exclude={"id", "barriers"})
        discussed = ((b, state) for b, state in self.barriers.items() if state != BarrierState.NOT_DISCUSSED)
        said = {name: value for name, value in dumped.items() if value is not None}
        return said | {BARRIER_FIELD + barrier: state.value for barrier, state in discussed}

    @classmethod
    def of(cls, id: str, fields: Mapping[str, Any]) -> Self:
        prefix = len(BARRIER_FIELD)
        barriers = {name[prefix:]: state for name, state in fields.items() if name.startswith(BARRIER_FIELD)}
        return super().of(id, {**fields, "barriers": barriers})

    def with_barrier(self, barrier: Barrier, state: BarrierState) -> Self:
        return self.but(barriers={**self.barriers, barrier: state})
