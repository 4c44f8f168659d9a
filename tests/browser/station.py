"""`python -m tests.browser.station FOLDER PORT [--bare | --withdrawn | --office]`: a real tablet in web mode, with the
demonstration data and no server; `--bare`, one that belongs to nobody yet; `--withdrawn`, or any more; `--office`, one
that hears of other devices, and whose last exchange went wrong in every way there is.

The folder is made at the first start and opened again at the next ones. Accounts: those of the demonstration.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from espace_mobile.app import access, clock
from espace_mobile.bootstrap import Installation
from espace_mobile.cli.web import serve_web
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.person import Person
from espace_mobile.domain.tally import Tally
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import AgeBand, Need, ReferralChannel, Role, Sex, TallyOf
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import Unauthorised
from espace_mobile.protocol.access_log import Access
from espace_mobile.protocol.enrolment import KeyPair
from espace_mobile.protocol.sealing import new_org_key
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.demonstration import DEMO_ACCOUNTS, Demonstration, demonstration
from espace_mobile.store.erasing import QUARANTINE, UNREADABLE
from espace_mobile.store.replica import Op, Replica
from espace_mobile.sync.joining import Membership
from espace_mobile.sync.loop import State, Status
from espace_mobile.sync.office import Device
from tests.app.screens.access_server import MemoryLog
from tests.app.screens.office import MemoryOffice, device
from tests.app.screens.register import disagree
from tests.browser import (
    civic_shots,
    hours_shots,
    publishing_shots,
    review_shots,
    rules_shots,
    service_shots,
    sheet_shots,
)

NOWHERE = "http://127.0.0.1:9"  # the discard port: nothing answers


def prepare(folder: Path) -> Installation:
    """An installation that has joined an org of its own, with everybody's account on it."""
    installation = Installation(folder, demo=True)
    if installation.accounts():
        return installation
    sample = demonstration(clock.today())
    workers = {w.id: w for w in sample.workers}
    first, *others = DEMO_ACCOUNTS
    member = Membership(
        NOWHERE,
        "demo",
        "DÉMO",
        "00000000000000a1",
        "token",
        Role.SUPERVISOR,
        "*",
        {1: new_org_key()},
        KeyPair().private,
    )
    newcomer = installation.receive(member)
    rooms = (service_shots, hours_shots, sheet_shots, civic_shots, review_shots, rules_shots, publishing_shots)
    more = [*counted_today(sample), *(fact for room in rooms for fact in room.facts(sample))]
    newcomer.opened.replica.save(*sample.facts(), *more, by=first.worker_id)
    session = newcomer.account(workers[first.worker_id], first.passphrase)
    for account in others:
        session.add_account(workers[account.worker_id], account.passphrase)
    return installation


def counted_today(sample: Demonstration) -> list[Fact]:
    """A morning's work, so that a picture shows what the screen is for."""
    outing = next(o for o in sample.outings if o.id == sample.today_outing_id)
    start = datetime.now(UTC) - timedelta(minutes=110)
    facts: list[Fact] = []
    for n, (sex, band, needs, via) in enumerate(_MORNING):
        facts.append(
            Contact(
                id=derived_id("station", "contact", str(n)), team=outing.team_id, outing_id=outing.id,
                at=start + timedelta(minutes=6 * n), sex=sex, age_band=band, needs=needs, heard_via=via,
            )
        )  # fmt: skip
    for n in range(12):
        facts.append(
            Tally(
                id=derived_id("station", "tally", str(n)), team=outing.team_id, outing_id=outing.id,
                at=start + timedelta(minutes=3 * n), what=TallyOf.FLYER if n < 9 else TallyOf.CHILD,
            )
        )  # fmt: skip
    return facts


_F, _M, _N = Sex.FEMALE, Sex.MALE, Sex.UNSTATED
_16, _26, _45, _55, _X = (
    AgeBand.FROM_16_TO_25, AgeBand.FROM_26_TO_44, AgeBand.FROM_45_TO_54, AgeBand.FROM_55, AgeBand.UNSTATED,
)  # fmt: skip
_MORNING: list[tuple[Sex, AgeBand, tuple[Need, ...], ReferralChannel | None]] = [
    (_F, _16, (), None), (_F, _26, (Need.MOBILITY,), None), (_M, _16, (Need.TRAINING,), ReferralChannel.VAN),
    (_N, _X, (), None), (_F, _26, (Need.FAMILY, Need.FINDING_A_JOB), None), (_M, _26, (), None),
    (_F, _45, (Need.HOUSING,), ReferralChannel.FLYER), (_M, _55, (), None), (_F, _16, (), None),
    (_N, _55, (), None), (_F, _45, (), None), (_M, _26, (Need.DIGITAL,), ReferralChannel.WORD_OF_MOUTH),
    (_F, _16, (), None), (_M, _16, (), None), (_F, _26, (), None), (_M, _26, (Need.MONEY,), None),
    (_F, _26, (Need.MOBILITY, Need.FAMILY), ReferralChannel.PARTNER),
]  # fmt: skip


class Patient(MemoryOffice):
    """Says yes to everything and changes nothing: the next picture finds it as it was."""

    def revoke(self, revoked: Device) -> list[Device]:
        return [d for d in self.devices() if d.state == "active" and d.teams == "*" and not d.own][-1:]


def trouble(tablet: Installation) -> None:
    """Other devices in every state, and all that the sync page can have to say."""
    opened = tablet._opened
    assert opened is not None
    north = opened.replica.all(Team)[0]
    opened.office = Patient(  # type: ignore[assignment]
        [
            device("Bureau", own=True, role="supervisor", high_n=3127), device("Coordination bis", role="supervisor"),
            device("Tablette camionnette", teams=[north.id], high_n=1204), device("Tablette des marchés"),
            device("Tablette volée au marché", state="revoked", teams=[north.id]), device("Tablette 1", state="left"),
        ]
    )  # fmt: skip
    MemoryLog(opened, *_opened_files(opened.replica))  # type: ignore[arg-type]
    reasons = ("role", "out_of_scope", "malformed:set", "too_large:record")
    for about, field, theirs in _questions(opened.replica):
        disagree(opened, about, field, theirs, by=opened.replica.all(Worker)[0].id)  # type: ignore[arg-type]
    numbers = [n for n, _ in zip(opened.replica.outbox.rows, reasons, strict=False)]
    rows: list[Op] = [(QUARANTINE, n, {"reason": r, "at_ms": 0}) for n, r in zip(numbers, reasons, strict=True)]
    opened.storage.commit([*rows, *((UNREADABLE, derived_id("station", str(n)), {"b": b"?"}) for n in range(3))])
    access.remember(opened.replica, Status(State.FAILED, error=Unauthorised(reason="revoked", notice="…")))


def _opened_files(replica: Replica) -> list[Access]:
    """What the team opened in the last days; one file is erased since."""
    files, team = [p.id for p in replica.all(Person)[:23]] + [derived_id("station", "gone")], replica.all(Worker)
    what = ("opened", "opened", "opened", "interview", "opened", "examined", "opened", "compared", "exported")
    now = int(datetime.now(UTC).timestamp() * 1000)
    return [
        Access(n + 1, now - n * n * 97_000 * 3, team[n * 5 % len(team)].id, files[n * 7 % 24], what[n % len(what)])
        for n in range(70)
    ]


def _questions(replica: Replica) -> list[tuple[Fact, str, object]]:
    """What another tablet wrote meanwhile, of several kinds of facts."""
    later = (clock.today() + timedelta(days=9)).isoformat()
    session = next(s for s in replica.all(GroupSession) if s.title)
    task = next(t for t in replica.all(FollowUp) if t.due_on >= clock.today())
    spell = next(e for e in replica.all(Enrolment) if e.entered_on)
    file = next(p for p in replica.all(Person) if p.phone)
    return [
        (file, "phone", "+33639980002"), (task, "due_on", later), (session, "capacity", 8),
        (session, "title", "Atelier mobilité"), (spell, "entered_on", later),
    ]  # fmt: skip


def made(folder: Path, option: str) -> Installation:
    if option in ("--bare", "--withdrawn"):
        tablet = Installation(folder, demo=True)
        tablet.withdrawn = option == "--withdrawn"
        return tablet
    tablet = prepare(folder)
    if option == "--office":
        trouble(tablet)
    return tablet


if __name__ == "__main__":
    folder, port, *options = sys.argv[1:]
    tablet = made(Path(folder), next(iter(options), ""))
    serve_web(tablet, "127.0.0.1", int(port))
