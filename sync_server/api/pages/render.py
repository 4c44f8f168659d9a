"""Templates made into pages. Everything is escaped; a name that is missing fails rather than shows as nothing."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sync_server.api.pages import text, words
from sync_server.api.pages.files import files
from sync_server.api.pages.reading import Reading

NAVIGATION = (
    ("/", "Accueil"),
    ("/dates", "Les dates"),
    ("/opportunites", "Opportunités"),
    ("/travail-declare", "Travail déclaré"),
    ("/temoignages", "Témoignages"),
    ("/contact", "Contact"),
)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {"words": words, "text": text, "navigation": NAVIGATION, "files": files(), "month_address": month}
    made.filters["capital"] = words.sentence
    return made


def page(template: str, reading: Reading | None, here: str = "", **shown: Any) -> bytes:
    """`here`: the page's own address below its site, e.g. `/dates`. `reading` None: of no site."""
    root = reading.root if reading else "/site"  # the files are the same below any address
    values = {"site": reading, "root": root, "here": here, **shown}
    made = _environment().get_template(template).render(values)
    return text.plain(made).encode()


def month(of: date) -> str:
    """The address of a month: 2027-05."""
    return f"{of.year:04d}-{of.month:02d}"
