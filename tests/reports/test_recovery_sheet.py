from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from espace_mobile.protocol.recovery import new_secret, whole
from espace_mobile.reports.recovery_sheet import RecoverySheet, recovery_sheet
from tests.reports.test_poster import FONTS, drawn, read_code

SECRET = new_secret("4kq7xz2p")
CODE = whole("https://espace.exemple.fr", SECRET)


def sheet(**more: Any) -> RecoverySheet:
    told = {
        "heading": "Feuille de récupération 8FKQ", "title": "Association Nord", "why": "Pourquoi. " * 20,
        "lines": SECRET.lines, "code": CODE, "scan": "L’appareil photo lit ce carré.",
        "facts": (("Adresse", "https://espace.exemple.fr"), ("Code", "4kq7xz2p")),
        "parts": (("Où la garder", ("Dans un coffre. " * 12,)), ("S’en servir", ("Un. " * 30, "Deux. " * 30))),
        "by_hand": ("Rangée à :", "Par :"), "printed": "Faite le 21 novembre 2026",
        "printed_at": datetime(2026, 11, 21, 12, tzinfo=UTC),
    }  # fmt: skip
    return RecoverySheet(**{**told, **more})


def test_it_is_one_page_whose_square_says_all_that_is_to_be_typed() -> None:
    pdf = recovery_sheet(sheet(), FONTS)
    assert len(re.findall(rb"/Type /Page\b(?!s)", pdf)) == 1
    assert read_code(pdf) == [CODE]


def test_its_secret_is_not_among_what_a_file_says_of_itself() -> None:
    """Its title and other properties are shown by whatever opens it, and kept in lists of recent files."""
    pdf = recovery_sheet(sheet(), FONTS)
    assert not any(line.encode() in pdf or line.encode("utf-16-be") in pdf for line in SECRET.lines)


@pytest.mark.parametrize("n", range(4))
def test_every_character_has_its_place(n: int) -> None:
    other = list(SECRET.lines)
    other[n] = "".join(reversed(other[n]))
    assert drawn(recovery_sheet(sheet(), FONTS)) != drawn(recovery_sheet(sheet(lines=tuple(other)), FONTS))


def test_a_very_long_address_and_name_stay_on_the_page() -> None:
    facts = (("Adresse du serveur", "https://" + "tres-long." * 20 + "fr"), ("Code", "x" * 40))
    pdf = recovery_sheet(sheet(title="Association " * 30, facts=facts), FONTS)
    assert len(re.findall(rb"/Type /Page\b(?!s)", pdf)) == 1
