"""`python -m tests.docs.examples`: the example schedule of the guides as a calendar and as a workbook."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from openpyxl import Workbook

from espace_mobile.app.actions import schedule_export, schedule_import
from espace_mobile.app.actions.schedule_export import Period
from espace_mobile.domain.worker import Worker
from espace_mobile.i18n import translator
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from tests.docs.pages import GUIDES

NAME = "calendrier-exemple"
TODAY = date(2026, 11, 21)
# As somebody would type it: a title, a merged day, dates of every sort, both hours in one cell.
ROWS = (
    ("Planning 2027 de l’Espace mobile",),
    ("Date", "Horaires", "Type", "Lieu", "Quartier", "Code INSEE", "QPV", "Équipe", "Partenaires", "Statut"),
    (date(2027, 1, 6), "9h - 12h30", "marché", "Marché des Essais", "Les Essais", 90901, "QN09091M", "Équipe Nord",
     "Mission locale d’Exempleville", "confirmée"),
    ("jeudi 14 janvier 2027", "14 h – 17 h 30", "camionnette", "Parvis du Mirage", "Les Essais", 90901, "QN09091M",
     "Équipe Nord", None, "confirmée"),
    ("21/01/27", "14h-17h", None, "Place des Fables", None, 90902, None, "Équipe Sud",
     "Conseil citoyen du Songe | Épicerie sociale du Songe", None),
    (date(2027, 2, 3), "9:30-12:30", "marché", "Marché du Songe", "Le Songe", 90902, None, "Équipe Sud", None, None),
    (date(2027, 2, 13), "10h-18h", "événement", "Forum de l’emploi", None, 90901, None, "Équipe Nord",
     "Mission locale d’Exempleville", "prévue"),
    ("18/02/2027", None, None, "Mairie annexe du Gabarit", None, 90903, None, None, None, None),
)  # fmt: skip


def register() -> Replica:
    """Always of the same second: the calendar's bytes tell when its dates were written."""
    keys = Keychain("essais", {1: new_org_key()})
    return Replica(MemoryStorage(), "00000000000000a1", keys, lambda: 1_795_000_000_000)


def calendar() -> bytes:
    replica = register()
    shown = schedule_import.preview(replica, (GUIDES / f"{NAME}.csv").read_bytes(), TODAY)
    schedule_import.apply(replica, shown, Worker(id="a" * 32, display_name="Mireille"))
    dates = schedule_export.chosen(replica, Period.ALL, TODAY)
    return schedule_export.calendar_file(replica, dates, translator("fr"))


def workbook() -> bytes:
    book, data = Workbook(), BytesIO()
    sheet = book.active
    sheet.title = "Planning"
    for line, row in enumerate(ROWS, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(line, column, value)
            if isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
    sheet.merge_cells("A1:J1")
    for letter, width in zip("ABCDEFGHIJ", (22, 16, 14, 28, 14, 12, 12, 14, 44, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A3"
    book.save(data)
    return data.getvalue()


if __name__ == "__main__":
    (GUIDES / f"{NAME}.ics").write_bytes(calendar())
    (GUIDES / f"{NAME}.xlsx").write_bytes(workbook())
