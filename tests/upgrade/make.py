"""What an earlier version of the app and the server leaves on disk, for the tests of the upgrade. Run by hand:

    git worktree add /tmp/before COMMIT
    HERE=$PWD; (cd /tmp/before && PYTHONPATH=src:. python $HERE/tests/upgrade/make.py COMMIT)
    git worktree remove /tmp/before

It runs on that version's code alone and writes data/COMMIT.tar.xz: an office, a tablet with work still to be sent and
contacts counted while locked, a planner's device, the register as a SQLite file and as a dump of PostgreSQL, and what
they hold (`expected.json`). People, places and words are invented; only keys and identifiers differ between two runs.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from espace_mobile import templates
from espace_mobile.bootstrap import Installation, Newcomer, Session
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.place import Place
from espace_mobile.domain.team import Team
from espace_mobile.domain.template_facts import programme_facts
from espace_mobile.domain.vocabulary import AgeBand, Role, Sex
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import derived_id, new_id
from espace_mobile.store.replica import Replica
from tests.postgresql import Postgres, binaries
from tests.served import Served, served

PHRASE = "camion orange tambour"
DAY = date(2026, 5, 14)
NAMES = ("Élodie Papier", "Ali Carton", "Nora Maquette", "Yann Brouillon", "Inès Calque", "Paul Fusain")
TEAM = Team(id=derived_id("upgrade", "team"), name="Équipe des Essais")
PLACE = Place(id=derived_id("upgrade", "place"), name="Place de l’Exemple")
OUTING = Outing(id=derived_id("upgrade", "outing"), on=DAY, starts=time(9), ends=time(12), place_id=PLACE.id,
                team_id=TEAM.id)  # fmt: skip


def main(commit: str) -> None:
    data = Path(__file__).parent / "data"
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary)
        with served(made / "server") as server:
            about = _live(made, server)
        shutil.copy(made / "server" / "register.db", made / "register.sqlite3")
        _dump(made)
        (made / "expected.json").write_text(json.dumps(about, ensure_ascii=False, sort_keys=True), "utf-8")
        kept = ["office", "tablet", "planner", "register.sqlite3", "register.sql", "expected.json"]
        with tarfile.open(data / f"{commit}.tar.xz", "w:xz") as tar:
            for name in kept:
                tar.add(made / name, name)


def _live(made: Path, server: Served) -> dict[str, object]:
    first = Installation(made / "office")
    member = first.join(server.address, server.org, server.code, "Bureau").poll()
    assert member is not None
    office = _account(first.receive(member), "Mireille Prototype", Role.SUPERVISOR)
    office.replica.save(*_facts(office.worker.id), by=office.worker.id)
    office.sync.run_once()
    tablet = _let_in(made / "tablet", office, server, Role.FIELD, [TEAM.id])
    planner = _let_in(made / "planner", office, server, Role.PLANNER, "*")
    for session in (tablet, planner, office):
        session.sync.run_once()
    held = {name: _held(s.replica) for name, s in (("office", office), ("tablet", tablet), ("planner", planner))}
    # From here on nobody hears of the other: the office's word is sent, the tablet's waits.
    person = office.replica.get(Person, _id("person", 0))
    assert person is not None
    office.replica.save(person.but(phone="+33639980101"), by=office.worker.id)
    office.sync.run_once()
    tablet.replica.save(person.but(phone="+33639980102"), by=tablet.worker.id)
    late = [Person(id=new_id(), team=TEAM.id, first_name=f"Tardive {n}", opened_on=DAY) for n in range(3)]
    tablet.replica.save(*late, by=tablet.worker.id)
    waiting = tablet.replica.pending()
    assert waiting
    device = {s.worker.display_name: s.replica.device for s in (office, tablet, planner)}
    for session in (office, tablet, planner):
        session.installation.close()
    locked = Installation(made / "tablet")
    locked.count_locked({"at": "2026-05-14T10:00:00Z", "outing_id": OUTING.id})
    locked.close()
    return {
        "org": server.org, "phrase": PHRASE, "held": held, "waiting": waiting, "late": [p.id for p in late],
        "devices": device, "argued": person.id,
    }  # fmt: skip


def _account(newcomer: Newcomer, name: str, role: Role) -> Session:
    worker = Worker(id=derived_id("upgrade", name), display_name=name, role=role, team_ids=(TEAM.id,))
    session = newcomer.account(worker, PHRASE)
    session.sync.stop()
    session.sync.run_once()
    return session


def _let_in(folder: Path, office: Session, server: Served, role: Role, teams: list[str] | str) -> Session:
    installation = Installation(folder)
    code = office.office.invite(role, teams)
    joining = installation.join(server.address, server.org, code, folder.name)
    for candidate in office.office.candidates():
        if candidate.words == joining.words:
            office.office.approve(candidate)
    member = joining.poll()
    assert member is not None
    newcomer = installation.receive(member)
    newcomer.workers()
    return _account(newcomer, "Awa Crayon" if role == Role.FIELD else "Yann Équerre", role)


def _facts(worker: str) -> list[Fact]:
    people: list[Fact] = []
    for n in range(12):
        first, last = NAMES[n % 6].split()
        at = datetime.combine(DAY - timedelta(days=n), time(9, n), UTC)
        ids = {"person_id": _id("person", n), "team": TEAM.id}
        people += [
            Person(id=_id("person", n), team=TEAM.id, first_name=first, last_name=f"{last}-{n}", opened_on=at.date(),
                   sex=Sex.FEMALE if n % 2 else Sex.MALE, age_band=AgeBand.FROM_18_TO_25, phone=f"+336399810{n:02}"),
            Contact(id=_id("contact", n), at=at, outing_id=OUTING.id, worker_id=worker, **ids),
            PersonNote(id=_id("note", n), at=at, text=f"Cherche une formation, à rappeler ({n}).", **ids),
            Interview(id=_id("interview", n), at=at, worker_id=worker, summary=f"Premier entretien {n}.", **ids),
            Appointment(id=_id("appointment", n), starts_at=at + timedelta(days=9), worker_id=worker, **ids),
        ]  # fmt: skip
    programme = programme_facts(templates.shipped("vern"), DAY, derived_id, [PLACE])
    return [TEAM, PLACE, OUTING, *people, *programme]


def _id(what: str, n: int) -> str:
    return derived_id("upgrade", what, str(n))


def _held(replica: Replica) -> dict[str, dict[str, object]]:
    """{kind: {id: the fields that say something}}, as JSON has them."""
    held = {
        name: {fact.id: fact.model_dump(mode="json", exclude_none=True) for fact in replica.all(kind)}
        for name, kind in KINDS.items()
    }
    return {name: facts for name, facts in held.items() if facts}


def _dump(made: Path) -> None:
    """By that version's own `move`, of a copy: the SQLite file goes on being served."""
    copy = shutil.copy(made / "register.sqlite3", made / "copy.sqlite3")
    postgres = Postgres(binaries())
    try:
        url = postgres.create("register")
        move = [sys.executable, "-m", "sync_server", "move", "--database", f"sqlite:///{copy}", "--to", url]
        subprocess.run(move, check=True)
        dump = [binaries() / "pg_dump", "--inserts", "--no-owner", "--no-privileges", url]
        told = subprocess.run(dump, check=True, capture_output=True, text=True).stdout
    finally:
        postgres.stop()
    # Settings of that PostgreSQL, and what only psql reads: another one goes without.
    lines = [line for line in told.splitlines() if not line.startswith(("SET ", "\\", "--", "SELECT pg_catalog.set"))]
    (made / "register.sql").write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
