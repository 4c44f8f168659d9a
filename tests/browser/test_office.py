"""A supervisor's month: founded, enrolled, settled, merged, handed over, erased, counted, reported, backed up, lost,
restored, left, withdrawn; and at last every device is gone but a sheet of paper. Real processes, real files, real
browsers.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser

from espace_mobile.bootstrap import Installation
from espace_mobile.domain.person import Person
from tests.browser.driver import free_run
from tests.browser.founded import PHRASES, Founded, Newcomer
from tests.browser.guide import FOLDER
from tests.browser.test_offline_day import TODAY

pytestmark = pytest.mark.browser

OFFICE, TABLET, HOME, SPARE = range(4)
SUPERVISOR, FIELD, PLANNER = PHRASES
LONG_AGO = TODAY.replace(year=TODAY.year - 3, day=1)
IMPORTED = f"Nom;Prénom;Premier contact;Téléphone\nAncienne;Odile;{LONG_AGO:%d/%m/%Y};\nRécent;Paul;{TODAY:%d/%m/%Y};\n"
SECRETS = ("Benkharroub", "Zoubeïda", "Oubliable", "Théodule", "Récent", "639985512", "639985513", "639987709")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Founded]:
    made = Founded(free_run(5), tmp_path / "house", TODAY, "Bureau", "Tablette camionnette", "PC de Yann", "PC neuf")
    try:
        made.start()
        yield made
    finally:
        made.stop()


def test_a_supervisors_month(house: Founded, launched: Browser, tmp_path: Path) -> None:
    office = Newcomer(launched, house.posts[OFFICE], SUPERVISOR, 1280, 800)
    sheet = _founded(office, house)
    tablet = Newcomer(launched, house.posts[TABLET], FIELD, 800, 1280)
    home = Newcomer(launched, house.posts[HOME], PLANNER, 1280, 800)
    programme = _peopled(office, tablet, home, house, tmp_path)
    one, gone, paul = _in_the_field(office, tablet)
    _settled(office, tablet, one, paul)
    key = _backed_up(house)
    _handed_over(office, gone)
    name = _sealed_name(house, gone)
    _erased(office, tablet, house, gone, name)
    _accounted_for(office, one)
    _counted(office)
    _reported(office, programme)
    _lost_and_restored(office, tablet, home, house, key, gone, name)
    _planned_by_somebody_who_sees_nobody(home, house)
    _left(office, house, launched)
    _withdrawn(office, tablet, house)
    _nothing_readable(house)
    _back_with_the_sheet(house, launched, sheet)


# The first day


def _founded(office: Newcomer, house: Founded) -> list[str]:
    """The lines of the recovery sheet, as they stand on the paper."""
    office.ask(house.server, f"{house.org} {house.code}")
    office.begin(listed=False)
    office.app.marked("step.go").wait_for()
    office.picture("guide-first-steps")
    office.tap("step.go", "recovery.make")
    office.app.marked("recovery.on_paper").wait_for()
    lines = re.findall(r"\d ([0-9A-Z]{4} [0-9A-Z]{4})", office.app.marked("recovery.secret").first.inner_text())
    name, paper = office.saved("recovery.save")
    assert (name[:13], paper[:5]) == ("recuperation-", b"%PDF-")
    office.tap("recovery.on_paper")
    for field in office.page.locator('[data-semantics-role="text-field"]').all():
        label = field.get_attribute("aria-label") or ""
        office.app.fill(label, lines[int(label.removeprefix("Ligne ")) - 1])
    office.tap("recovery.verify")
    office.app.marked("recovery.kept").wait_for()
    return lines


def _peopled(office: Newcomer, tablet: Newcomer, home: Newcomer, house: Founded, folder: Path) -> str:
    """A team, two colleagues, their devices, a programme, and the list there was before; the programme's id."""
    office.go("/first-steps")
    office.says("step.sheet", "Fait")
    office.tap("step.go", "team.new")
    office.app.fill("Nom", "Équipe Nord")
    office.tap("name.save")
    for name, *taps in ((FIELD,), (PLANNER, "worker.role.planner")):
        office.room("workers")
        office.tap("worker.add")
        office.app.fill("Prénom et nom affichés", name)
        if not taps:
            office.nth("worker.team.", 0)
        office.tap(*taps, "worker.save")
        office.app.sees(name)
    _enrolled(office, tablet, house, "invite.team.")
    _enrolled(office, home, house, "invite.role.planner")
    office.go("/first-steps")
    office.says("step.tablet", "Fait")
    office.tap("step.go", "start.espace-mobile", "start.go")
    office.page.wait_for_url(re.compile(r"/programmes/[0-9a-f]{32}$"))
    programme = office.page.url.rsplit("/", 1)[1]
    _imported(office, folder)
    for device in (office, tablet):
        device.up_to_date()
    return programme


def _enrolled(office: Newcomer, device: Newcomer, house: Founded, whose: str) -> None:
    """A code typed over there, six words the same on both screens, and the office's yes."""
    office.room("devices")
    office.nth(whose, 0)
    office.tap("devices.invite")
    said = re.search(r"Invitation (\w+ [\w-]+)", office.app.marked("invite.code").first.inner_text())
    assert said
    device.ask(house.server, said[1])
    words = device.words()
    assert len(words.split(", ")) == 6
    office.app.marked("devices.words").wait_for()
    assert office.app.marked("devices.words").first.get_attribute("aria-label") == words
    if device.post == house.posts[TABLET]:
        office.picture("guide-six-words")
    office.tap("devices.approve.0")
    device.begin(listed=True)
    office.says(office.number("devices.", device.post.label), "vu à l’instant.*version")


def _imported(office: Newcomer, folder: Path) -> None:
    file = folder / "personnes.csv"
    file.write_text(IMPORTED, "utf-8")
    office.room("import")
    office.app.marked("people_import.choose").wait_for()
    with office.page.expect_file_chooser() as choosing:
        office.tap("people_import.choose")
    choosing.value.set_files(file)
    office.tap("people_import.check")
    office.says("people_import.figures", "2 nouvelles fiches")
    office.tap("people_import.go")
    office.app.marked("people_import.saved").wait_for()


# The month


def _in_the_field(office: Newcomer, tablet: Newcomer) -> tuple[str, str, str]:
    """Out of reach: four contacts, a file that the office opens too under another spelling, a file of somebody who will
    want to be forgotten, and a phone number that both correct. The ids of the three."""
    tablet.cut(True)
    tablet.go("/")
    tablet.tap("today.count_anyway", "pad.count", "pad.female.26_44", "pad.male.16_25", "pad.female.26_44")
    one = tablet.open_file(Nom="Benkharroub", Prénom="Zoubeïda")
    gone = tablet.open_file(Nom="Oubliable", Prénom="Théodule", Téléphone="06 39 98 77 09")
    office.open_file(Nom="Ben Kharroub", Prénom="Zoubeida", Téléphone="06 39 98 77 01")
    tablet.go("/people")
    tablet.tap(tablet.number("people.", "Paul"))
    tablet.page.wait_for_url(re.compile(r"/people/[0-9a-f]{32}$"))
    paul = tablet.page.url.rsplit("/", 1)[1]
    for device, number in ((tablet, "06 39 98 55 12"), (office, "06 39 98 55 13")):
        device.go(f"/people/{paul}/edit")
        device.app.fill("Téléphone", number)
        device.tap("edit.save")
        device.app.sees(re.compile(number.replace(" ", ".")))
    tablet.cut(False)
    for device in (tablet, office):
        device.up_to_date()
    return one, gone, paul


def _settled(office: Newcomer, tablet: Newcomer, one: str, paul: str) -> None:
    """What the office finds waiting: a value, two alerts, a double. Each a decision, and the tablet hears of them."""
    office.go("/office")
    for queue in ("conflicts", "alerts", "doubles"):
        office.app.marked(f"office.{queue}").first.wait_for()
    office.tap("office.conflicts")
    office.tap(office.number("conflict.0.", "Garder 06.39.98.55.12"))
    office.app.sees(re.compile("C’est réglé"))
    office.go("/alerts")
    office.says("alert.0", "Notice non donnée")
    office.tap("alert.0.corrected")
    office.app.sees(re.compile("Alerte.*corrigé"))
    office.go("/people/duplicates")
    compare, merge = office.app.marked("duplicates.0.open"), office.app.marked("merge.confirm")
    compare.or_(merge).first.wait_for()
    office.tap(*(["duplicates.0.open"] if compare.count() else []), "merge.confirm")
    office.app.sees("Fiches réunies.")
    for device in (office, tablet):
        device.up_to_date()
    tablet.go(f"/people/{one}")
    tablet.sees("06.39.98.77.01")  # it was the other file's
    tablet.go(f"/people/{paul}")
    tablet.sees("06.39.98.55.12")
    assert tablet.app.marked("conflict.0.0").count() == 0


# Rights and duties


def _handed_over(office: Newcomer, person: str) -> None:
    """Asked for and given, on paper and for a machine."""
    office.part(person, "situation")
    office.tap("request.new", "request.request.access", "request.save", "request.hand")
    _, paper = office.saved("handing.pdf")
    assert paper.startswith(b"%PDF-")
    office.app.marked("handing.pdf").wait_for(state="detached")
    office.tap("request.hand")
    _, written = office.saved("handing.json")
    [file] = json.loads(written)["files"]
    assert (file["id"], file["last_name"], file["phone"]) == (person, "Oubliable", "+33639987709")
    office.app.marked("handing.json").wait_for(state="detached")
    office.says("request.0", "Accès.*Fait")


def _sealed_name(house: Founded, person: str) -> bytes:
    """The last name as the register holds it; nobody there can read it."""
    [now, *_] = house.bodies(person)
    return now.partition(b"last_name")[2][5:25]


def _erased(office: Newcomer, tablet: Newcomer, house: Founded, person: str, name: bytes) -> None:
    assert any(name in body for body in house.bodies(person))
    office.tap("request.new", "request.request.erasure", "request.save")
    office.says("request.0", "Demande d’effacement.*avant le")
    office.tap("file.part.story", "file.erase")
    office.app.fill("Nom à effacer", "Théodule Oubliable")
    office.tap("dialog.yes")
    office.app.sees(re.compile("Fiche effacée ici"))
    for device in (office, tablet):
        device.up_to_date()
    for device in (office, tablet):
        device.go("/people")
        device.app.sees(re.compile("Benkharroub"))
        assert device.page.get_by_text("Oubliable").count() == 0
    assert not any(name in body for body in house.bodies(person))


def _accounted_for(office: Newcomer, one: str) -> None:
    """Who opened which file; what was done of whose rights; which files are due."""
    office.room("access")
    office.says("access.0", "Fiche effacée.*Mireille Fondatrice.*Exportée")
    office.number("access.", "Paul Récent.*Awa Terrain.*Fiche ouverte")
    office.go(f"/access-log/{one}")
    office.number("access.", "Mireille Fondatrice.*Comparé")
    office.room("rights")
    office.says("register.0", "Effacé.*1 personne")
    assert office.page.get_by_text("Oubliable").count() == 0
    office.room("retention")
    office.says("keeping.tick.0", "Odile Ancienne")
    office.tap("keeping.tick.0", "keeping.put_away")
    office.app.sees("1 fiche archivée")
    office.tap("keeping.archive")
    office.says("keeping.tick.0", "Odile Ancienne")


# Figures


def _counted(office: Newcomer) -> None:
    """The days and the filters are in the address; a number opens its list."""
    office.room("indicators")
    office.says("dashboard.contacts", "Contacts 4")
    office.go(f"/indicators?since={TODAY.year}-01-01&until={TODAY.year}-12-31&sex=female")
    office.says("dashboard.contacts", "Contacts 2")
    office.tap("dashboard.contacts")
    office.says("dashboard.list.count", "2 en tout")
    assert "sex=female" in office.page.url
    office.number("dashboard.list.", "Femme, 26–44")


def _reported(office: Newcomer, programme: str) -> None:
    """The balance of the year, on paper and as tables; both are in the list of what left, with no word of what they
    say."""
    office.go(f"/programmes/{programme}")
    office.tap("programme.report")
    office.says("report.hidden", "masqués")
    name, paper = office.saved("report.pdf")
    assert (name[:27], name[-4:]) == ("bilan-espace-mobile-emploi-", ".pdf")
    _kept(name, paper)
    assert (paper[:5], paper.rstrip()[-5:]) == (b"%PDF-", b"%%EOF")
    pages = re.search(rb"/Type /Pages.*?/Count (\d+)|/Count (\d+)", paper, re.DOTALL)
    assert pages
    assert int(pages[1] or pages[2]) >= 2
    name, tables = office.saved("report.xlsx")
    _kept(name, tables)
    workbook = openpyxl.load_workbook(io.BytesIO(tables))
    values = [value for sheet in workbook for row in sheet.iter_rows(values_only=True) for value in row]
    assert len(workbook.sheetnames) >= 5
    assert "Espace mobile emploi" in " ".join(str(value) for value in values)
    assert not any(isinstance(value, str) and value.startswith("=") for value in values)
    assert not any(secret in str(value) for value in values for secret in SECRETS)
    office.room("exports")
    office.says("exports.0", "Bilan.*Mireille Fondatrice · Excel · sans nom")
    office.says("exports.1", "Bilan.*PDF · sans nom")
    office.says("exports.2", "Dossier d’une personne.*JSON · avec des noms")


def _kept(name: str, data: bytes) -> None:
    """Beside the pictures of the guide, to be looked at as pages."""
    if folder := os.environ.get(FOLDER):
        Path(folder, name).write_bytes(data)


# The operator


def _backed_up(house: Founded) -> Path:
    """In the night before the erasure: what was erased since must not come back with it. The private key's file."""
    key = house.folder / "backup.key"
    status, public = house.operator("backup-key", "new", "--to", key)
    assert status == 0
    status, said = house.of_register("backup", "--to", house.folder / "night.backup", "--key", public.split()[0])
    assert status == 0, said
    return key


def _lost_and_restored(
    office: Newcomer, tablet: Newcomer, home: Newcomer, house: Founded, key: Path, gone: str, name: bytes
) -> None:
    """One command each to verify and to restore; what the backup did not have comes back from the devices, and what was
    erased since it was made goes again."""
    tablet.go("/")
    tablet.tap("pad.male.55_plus")
    tablet.up_to_date()
    house.end("Serveur")
    _damaged(house.database)
    status, said = house.of_register("serve", "--port", 0)
    assert (status, "damaged" in said) == (2, True), said
    tablet.go("/")
    tablet.tap("pad.unstated.55_plus")  # with no server at all
    _restored(house, key)
    assert any(name in body for body in house.bodies(gone))
    house.serve()
    for device in (tablet, office, home, tablet, office):
        device.up_to_date()
    office.room("indicators")
    office.says("dashboard.contacts", "Contacts 6")
    assert not any(name in body for body in house.bodies(gone))
    house.end("Serveur")
    assert house.of_register("scrub")[0] == 0
    assert name not in house.database.read_bytes()
    status, said = house.of_register("verify-log")
    assert (status, "whole" in said) == (0, True), said
    house.serve()


def _damaged(database: Path) -> None:
    raw = bytearray(database.read_bytes())
    raw[:4096] = bytes(b ^ 0x5A for b in raw[:4096])
    database.write_bytes(raw)


def _restored(house: Founded, key: Path) -> None:
    backup = house.folder / "night.backup"
    flipped = house.folder / "flipped.backup"
    raw = bytearray(backup.read_bytes())
    raw[len(raw) // 2] ^= 1
    flipped.write_bytes(raw)
    status, said = house.operator("verify", flipped, "--key-file", key)
    assert (status, "damaged" in said) == (2, True), said
    status, said = house.operator("verify", backup, "--key-file", key)
    assert (status, "The backup is whole." in said) == (0, True), said
    for ending in ("", "-wal", "-shm"):
        house.database.with_name(house.database.name + ending).unlink(missing_ok=True)
    status, said = house.of_register("restore", backup, "--key-file", key)
    assert (status, "Restored." in said) == (0, True), said


# Whoever goes


def _planned_by_somebody_who_sees_nobody(home: Newcomer, house: Founded) -> None:
    """A date; then all that this device holds is read, with its own keys: nobody is in it, and people are counted."""
    home.go("/schedule")
    home.tap("schedule.new", "place.new")
    for label, value in (("Nom du lieu", "Square du Lac"), ("Commune", "Exempleville"), ("Code INSEE", "90901"),
                         ("Quartier", "Le Lac")):  # fmt: skip
        home.app.fill(label, value)
    home.tap("place_quick.save")
    home.app.marked("place.chosen").wait_for()
    home.tap("hours.0900-1200")
    for prefix in ("date.day.", "team."):
        home.nth(prefix, 0)
    home.tap("date.save")
    home.app.sees(re.compile("Date planifiée"))
    home.up_to_date()
    home.page.context.close()
    house.end(home.post.label)
    installation = Installation(home.post.folder, demo=True)
    try:
        [account] = installation.accounts()
        held = installation.unlock(account.id, PHRASES[PLANNER]).replica
        said = repr(held.storage.tables)
        assert "Square du Lac" in said
        assert held.count(Person) >= 3
        assert [secret for secret in SECRETS if secret in said] == []
    finally:
        installation.close()


def _left(office: Newcomer, house: Founded, launched: Browser) -> None:
    """Somebody leaves: at its next sync the device that nobody else opens is empty; the work stays."""
    office.room("workers")
    office.tap(office.number("worker.", PLANNER))
    office.tap("worker.depart", "depart.save")
    office.says("worker.stay_told", "Parti·e le")
    office.up_to_date()
    house.open(house.posts[HOME])
    house.await_port(house.posts[HOME].port)
    home = Newcomer(launched, house.posts[HOME], PLANNER, 1280, 800)
    home.app.marked("unlock.go").wait_for()
    home.unlock()
    home.app.marked("door.withdrawn").wait_for()
    _is_empty(house.posts[HOME].folder)
    office.up_to_date()
    office.go("/schedule")
    office.app.sees(re.compile("Square du Lac"))


def _withdrawn(office: Newcomer, tablet: Newcomer, house: Founded) -> None:
    office.room("devices")
    line = office.number("devices.revoke.", "Tablette camionnette")
    office.tap(line, "dialog.yes")
    office.app.marked(line).wait_for(state="detached")
    tablet.go("/sync")
    tablet.tap("sync.now")
    tablet.app.marked("door.withdrawn").wait_for()
    _is_empty(house.posts[TABLET].folder)


def _is_empty(folder: Path) -> None:
    """But for the secret of a device that belongs to nobody."""
    assert {path.name for path in folder.rglob("*") if path.is_file()} <= {"device.key", "preferences.json"}


def _nothing_readable(house: Founded) -> None:
    """Over the devices' folders, the register, its backups and every log."""
    files = [path for path in house.folder.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"register.db", "night.backup", "Serveur.log"}
    for path in files:
        raw = path.read_bytes()
        for secret in SECRETS:
            assert secret.encode() not in raw, f"{secret} stands in {path}"


def _back_with_the_sheet(house: Founded, launched: Browser, sheet: list[str]) -> None:
    """The office burns down."""
    house.end("Bureau")
    shutil.rmtree(house.posts[OFFICE].folder)
    spare = Newcomer(launched, house.posts[SPARE], SUPERVISOR, 1280, 800)
    spare.app.marked("join.recover").wait_for()
    spare.tap("join.recover")
    spare.app.fill("Adresse du serveur", house.server)
    spare.app.fill("Code de l’association", house.org)
    for n, line in enumerate(sheet, 1):
        spare.app.fill(f"Ligne {n}", line)
    spare.app.fill("Nom de cette tablette", spare.post.label)
    spare.tap("recover.go")
    spare.begin(listed=True)
    spare.says("recovery.came_in.0", "PC neuf")
    spare.go("/people")
    spare.app.sees(re.compile("Benkharroub"))
    spare.go("/alerts")
    spare.says("alert.0", "Feuille de récupération utilisée")
    spare.room("indicators")
    spare.says("dashboard.contacts", "Contacts 6")
