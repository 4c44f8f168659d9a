"""What a new association has still to do, seen from the register and, where only it knows, from what the server said.

Kept on this device only: which steps are done, as far as the server was asked, and which were put off.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from espace_mobile.domain.programme import Programme
from espace_mobile.domain.team import Team
from espace_mobile.store.replica import Replica

_META = "first_steps"  # {step: `done` or `later`}
_DONE, _LATER = "done", "later"


class Step(StrEnum):
    """In the order they are proposed."""

    SELF = "self"
    SHEET = "sheet"
    TEAM = "team"
    TABLET = "tablet"
    PROGRAMME = "programme"
    SECOND = "second"


@dataclass(frozen=True)
class Devices:
    """How many are active, by what they are for; whether there is a recovery sheet."""

    supervisors: int
    others: int
    sheet: bool = False


@dataclass(frozen=True)
class Progress:
    done: frozenset[Step]
    later: frozenset[Step]

    @property
    def left(self) -> list[Step]:
        return [step for step in Step if step not in self.done]

    @property
    def next(self) -> Step | None:
        """The first that was not put off."""
        return next((step for step in self.left if step not in self.later), None)


def progress(replica: Replica) -> Progress:
    noted: dict[str, str] = replica.meta(_META, {})
    here = {
        Step.SELF: True,
        Step.TEAM: any(team.active for team in replica.all(Team)),
        Step.PROGRAMME: bool(replica.count(Programme)),
    }
    done = {step for step in Step if here.get(step, noted.get(step) == _DONE)}
    later = {step for step in Step if noted.get(step) == _LATER}
    return Progress(frozenset(done), frozenset(later - done))


def lacks_sheet(replica: Replica) -> None:
    """The server says that there is none, or none any more."""
    noted: dict[str, str] = replica.meta(_META, {})
    if noted.get(Step.SHEET) == _DONE:
        replica.set_meta(_META, {step: said for step, said in noted.items() if step != Step.SHEET})


def put_off(replica: Replica, step: Step) -> None:
    _note(replica, {step: _LATER})


def learn(replica: Replica, devices: Devices) -> None:
    """What the server said of the devices. Writes only what is new. A sheet may be used up; the rest stays done."""
    if not devices.sheet:
        lacks_sheet(replica)
    found = {Step.SHEET: devices.sheet, Step.TABLET: devices.others > 0, Step.SECOND: devices.supervisors > 1}
    _note(replica, {step: _DONE for step, is_so in found.items() if is_so})


def _note(replica: Replica, said: dict[Step, str]) -> None:
    noted: dict[str, str] = replica.meta(_META, {})
    after = {**noted, **{str(step): value for step, value in said.items()}}
    if after != noted:
        replica.set_meta(_META, after)
