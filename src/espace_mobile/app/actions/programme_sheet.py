"""What a programme is, in its own words: what it is for, who answers for it, when, and what it promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from espace_mobile.app.actions.change import Seen, change_from
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.domain.cells import check_cell
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.targets import TARGETS, read_target, typed_hours
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.store.replica import Replica

OBJECTIVE_LENGTH, LEAD_LENGTH, CALENDAR_LENGTH = 2000, 80, 200  # characters


@dataclass(frozen=True)
class Identity:
    """As it is typed, unchecked. `targets`: by field of `TARGETS`, text; those left out stay as they are."""

    objective: str | None = None
    lead: str | None = None
    calendar: str | None = None
    since: date | None = None
    until: date | None = None
    targets: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, programme: Programme) -> Identity:
        own = {f.name: getattr(programme, f.name) for f in fields(cls) if f.name != "targets"}
        return cls(**own, targets={name: typed_target(programme, name) for name in TARGETS})

    def checked(self) -> dict[str, Any]:
        """The fields of a programme. Raises `InputError`: (`objective`, `lead` or `calendar`: `nir`, `too_long`),
        (`until`, `before_since`), (a target: `number`, `hours`, `out_of_range`)."""
        if self.since and self.until and self.until < self.since:
            raise InputError("until", "before_since")
        return {
            "objective": check_cell(self.objective, "objective", OBJECTIVE_LENGTH),
            "lead": check_cell(self.lead, "lead", LEAD_LENGTH),
            "calendar": check_cell(self.calendar, "calendar", CALENDAR_LENGTH),
            "since": self.since, "until": self.until,
            **{name: read_target(text, name) for name, text in self.targets.items()},
        }  # fmt: skip


def typed_target(programme: Programme, name: str) -> str:
    value = getattr(programme, name)
    if name.endswith("_minutes"):
        return typed_hours(value)
    return "" if value is None else str(value)


def describe(
    replica: Replica, programme: Programme, said: Identity, worker: Worker, *, shown: Identity, stamps: Seen
) -> Programme:  # fmt: skip
    """What differs from `shown`, what the form showed first, is set. `stamps`: `seen_now` of then.

    Raises `InputError`: see `Identity.checked`; (`record`, `counsellor_only`); like `check_here`.
    """
    check_may(worker)
    return change_from(replica, programme, worker, shown.checked(), said.checked(), stamps)
