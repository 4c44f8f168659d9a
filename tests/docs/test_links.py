from __future__ import annotations

import re
import struct
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.docs.pages import DOCS, ROOT, pages, prose, text

PAGES = {str(page.relative_to(ROOT)): page for page in pages()}
_LINK = re.compile(r"\]\(([^)\s]+)\)|<img [^>]*src=\"([^\"]+)\"")


def links(page: Path) -> set[str]:
    found = {a or b for a, b in _LINK.findall(prose(text(page)))}
    return {link for link in found if "://" not in link}


def anchors(page: Path) -> set[str]:
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.+)$", text(page), re.MULTILINE)
    kept = ("".join(c for c in h.lower() if c in " -_" or unicodedata.category(c)[0] in "LN") for h in headings)
    return {words.strip().replace(" ", "-") for words in kept}


@pytest.mark.parametrize("name", PAGES)
def test_every_relative_link_and_picture_is_there(name: str) -> None:
    page = PAGES[name]
    for link in links(page):
        path, _, anchor = unquote(link).partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), link
        assert not anchor or anchor in anchors(there), link


def test_every_page_and_picture_is_reached_from_the_readme() -> None:
    reached, to_read = set[Path](), [ROOT / "README.md"]
    while to_read:
        page = to_read.pop()
        if page in reached:
            continue
        reached.add(page)
        if page.suffix == ".md":
            to_read += [(page.parent / unquote(link).partition("#")[0]).resolve() for link in links(page)]
    there = {path for path in DOCS.rglob("*") if path.is_file()}
    assert {str(path.relative_to(ROOT)) for path in there - reached} == set()


def test_pictures_are_real_and_light_and_say_what_they_show() -> None:
    for picture in (DOCS / "pictures").iterdir():
        head = picture.read_bytes()[:24]
        assert head.startswith(b"\x89PNG"), picture.name
        assert min(struct.unpack(">II", head[16:])) >= 600
        assert picture.stat().st_size < 200_000
    for tag in re.findall(r"<img [^>]*>", text(ROOT / "README.md")):
        assert re.search(r'alt="[^"]{20,}"', tag)
