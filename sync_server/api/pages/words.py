"""How the public pages say days, hours and kinds of things. French only: their readers are the public here."""

from __future__ import annotations

from datetime import date, time

SPACE = "\u00a0"  # never breaks

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
NO_HOURS = "Horaires à confirmer"

TYPES = {"van": "La camionnette", "market": "Stand sur un marché", "event": "Événement"}
_SORTS = {
    "job": "Emploi",
    "training": "Formation",
    "workshop": "Atelier",
    "civic_service": "Service civique",
}
_BY = {
    "employee": "Personne employée",
    "employer": "Employeur",
    "partner": "Partenaire",
    "volunteer": "Bénévole",
}

DAY_NAMES = tuple(name.capitalize() for name in _DAYS)


def day(on: date) -> str:
    """jeudi 14 mai 2027; « 1er » for the first."""
    return f"{_DAYS[on.weekday()]} {day_month(on)} {on.year}"


def day_month(on: date) -> str:
    """14 mai."""
    return f"{'1er' if on.day == 1 else on.day}{SPACE}{_MONTHS[on.month - 1]}"


def month_name(of: date) -> str:
    return _MONTHS[of.month - 1]


def month(of: date) -> str:
    """mai 2027."""
    return f"{_MONTHS[of.month - 1]} {of.year}"


def of_month(of: date) -> str:
    """de mai 2027, d’août 2027."""
    name = month(of)
    return f"d’{name}" if name[0] in "ao" else f"de {name}"


def sentence(text: str) -> str:
    """With a capital at its beginning, and the rest as it is."""
    return text[:1].upper() + text[1:]


def clock(at: time) -> str:
    """9 h, 9 h 05."""
    return f"{at.hour}{SPACE}h" + (f"{SPACE}{at.minute:02d}" if at.minute else "")


def hours(starts: time | None, ends: time | None) -> str:
    """de 9 h à 13 h, à partir de 9 h; nothing when no hour is known."""
    if starts is None:
        return f"jusqu’à {clock(ends)}" if ends else ""
    return f"de {clock(starts)} à {clock(ends)}" if ends else f"à partir de {clock(starts)}"


def sort(code: str) -> str:
    """Of an opportunity. A code of a later version is « Autre »."""
    return _SORTS.get(code, "Autre")


def by(code: str) -> str:
    """Whose testimonial it is; nothing for a code of a later version."""
    return _BY.get(code, "")


def listing(items: tuple[str, ...]) -> str:
    """la mairie, le marché et la mission locale."""
    return " et ".join(filter(None, (", ".join(items[:-1]), items[-1]))) if items else ""


def numbered(count: int, one: str, several: str) -> str:
    """1 date, 12 dates; « 0 date »: in French nothing is singular."""
    return f"{count}{SPACE}{several if count > 1 else one}"
