"""Codes of places: INSEE communes and priority neighbourhoods (QPV)."""

from __future__ import annotations

import re

from espace_mobile.errors import InputError

# Département 20 gave way to 2A and 2B in 1976; 96 never was; 97 and 98 are overseas.
_INSEE = re.compile(r"(?:0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-578])\d{3}", re.ASCII)
# 2014 decree: « QP090001 »; 2023 and 2024 decrees: « QN09001M ».
_QPV = re.compile(r"QP[0-9AB]{6}|QN[0-9AB]{5}[A-Z]", re.ASCII)
_VINTAGE = {"QP": 2015, "QN": 2024}


def parse_insee(text: str, field: str = "commune_insee") -> str | None:
    """Five characters, « 2A004 » included; None when there is none.

    Raises `InputError`: (`field`, `lost_zero`) for four digits, the mark of a spreadsheet, or (`field`, `invalid`).
    """
    code = "".join(text.split()).upper()
    if not code:
        return None
    if re.fullmatch(r"[1-9]\d{3}", code, re.ASCII):
        raise InputError(field, "lost_zero")
    if not _INSEE.fullmatch(code):
        raise InputError(field, "invalid")
    return code


def parse_qpv(text: str, field: str = "qpv_code") -> tuple[str, int] | None:
    """(code, vintage): the year from which the list that has the code applies; None when there is none.

    Raises `InputError` (`field`, `invalid`).
    """
    code = "".join(text.split()).upper()
    if not code:
        return None
    if not _QPV.fullmatch(code):
        raise InputError(field, "invalid")
    return code, _VINTAGE[code[:2]]
