"""What the duties say of the software is what the software does."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from espace_mobile.domain import nir, retention
from espace_mobile.domain.ages import band_at
from espace_mobile.domain.notice import NOTICE_VERSION
from espace_mobile.domain.register import MONTHS_TO_ANSWER
from espace_mobile.domain.report_settings import HIDDEN_UNDER
from espace_mobile.protocol import access_log, enrolment, sealing
from espace_mobile.store import frame, wrapping
from espace_mobile.templates import duties
from espace_mobile.templates.duties import DUTIES, duty, facts
from sync_server.service import backup_keys

ROOT = Path(__file__).parents[2]
WHO = {"association": "Association Exemple", "contact": "05 46 00 00 00"}
every_duty = pytest.mark.parametrize("code", DUTIES)


def words(code: str) -> str:
    told = duty(code, WHO)
    return "\n".join(cell for section in told.sections for row in section.rows for cell in row)


@every_duty
def test_every_row_has_a_cell_a_heading_and_nothing_is_left_to_replace(code: str) -> None:
    told = duty(code, WHO)
    assert told.version == duties.VERSION
    for section in told.sections:
        assert section.rows
        assert {len(row) for row in section.rows} == {len(section.headings)}
    assert "{" not in words(code)
    assert "Association Exemple" in words(code)


def test_the_numbers_are_those_of_the_code() -> None:
    said = facts()
    assert int(said["months"]) == retention.MONTHS
    assert (int(said["warn_1"]), int(said["warn_2"])) == retention.WARNINGS
    assert int(said["hidden"]) == HIDDEN_UNDER
    assert int(said["answer"]) == MONTHS_TO_ANSWER
    assert int(said["log_months"]) == 12
    assert timedelta(milliseconds=access_log.KEPT_MS).days == 365
    assert said["notice"] == NOTICE_VERSION


@every_duty
def test_no_number_of_the_software_is_written_out_in_a_text(code: str) -> None:
    """It would not follow when the code changes."""
    source = (Path(duties.__file__).parent / duties.VERSION / f"{code}.toml").read_text(encoding="utf-8")
    cells = re.sub(r"\{\w+\}|docs/adr|\d{4}|article\s\d+|articles?\s\d+|[AE]S-\d+|SHA-\d+|X25519|\d\. ", "", source)
    assert set(re.findall(r"\d+", cells)) <= {"16", "30", "35"}  # an age, articles


def test_the_algorithms_named_are_those_used() -> None:
    told = words("register") + words("dpia")
    for named, used in {
        "AES-SIV": hasattr(sealing, "AESSIV"), "AES-256-GCM": hasattr(frame, "AESGCM"),
        "scrypt": hasattr(wrapping, "Scrypt"), "X25519": hasattr(enrolment, "X25519PrivateKey"),
    }.items():  # fmt: skip
        assert named in told
        assert used, named
    assert backup_keys.KeyPair is enrolment.KeyPair  # whose pair is X25519's


def test_the_decisions_named_are_there() -> None:
    [measures] = [s for s in duty("dpia", WHO).sections if "docs/adr" in s.headings[-1]]
    for row in measures.rows:
        named = row[-1]
        found = list((ROOT / "docs" / "adr").glob(f"{named}-*.md")) if named.isdigit() else [ROOT / named]
        assert found, named
        assert all(f.is_file() for f in found), named


def test_the_service_that_ships_keeps_as_many_backups_as_is_said() -> None:
    service = (ROOT / "deploy" / "systemd" / "espace-sync-backup.service").read_text()
    assert f"--keep {duties.BACKUPS}" in service


def test_what_is_said_to_be_refused_is_refused() -> None:
    assert "Un numéro de sécurité sociale est refusé" in words("register")
    assert nir.holds_nir("vu le 1 85 05 78 006 084 36")
    assert band_at(date(2026, 11, 21), date(2011, 1, 1), None) == "under_16"


def test_what_the_association_has_to_say_is_marked() -> None:
    told = duty("register", {"association": "", "contact": ""})
    assert told.sections[0].rows[0][1] == "À compléter."
    for section in told.sections[1:]:
        [basis] = [row[1] for row in section.rows if row[0] == "Base légale"]
        assert basis.startswith(("À choisir", "Celle des traitements"))
