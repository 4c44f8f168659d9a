"""The files every page needs: its style and two weights of one typeface. Their names change with their content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "static"
FONTS = ("text", "title")


@dataclass(frozen=True)
class File:
    """`name`: of the address, e.g. `style-0a1b2c3d4e.css`."""

    name: str
    media_type: str
    body: bytes


@cache
def files() -> dict[str, File]:
    """By stem: `style`, `text`, `title`, `favicon`."""
    found = {stem: _file(stem, ".woff2", "font/woff2") for stem in FONTS}
    found["favicon"] = _file("favicon", ".svg", "image/svg+xml")
    css = (_FOLDER / "style.css").read_text("utf-8")
    for stem in FONTS:
        css = css.replace(f"{stem}.woff2", found[stem].name)
    found["style"] = _named("style", ".css", "text/css; charset=utf-8", _dense(css).encode())
    return found


def _file(stem: str, suffix: str, media_type: str) -> File:
    return _named(stem, suffix, media_type, (_FOLDER / (stem + suffix)).read_bytes())


def _named(stem: str, suffix: str, media_type: str, body: bytes) -> File:
    return File(f"{stem}-{hashlib.sha256(body).hexdigest()[:10]}{suffix}", media_type, body)


def _dense(css: str) -> str:
    """Without the indentation, which is for those who write it."""
    return "\n".join(filter(None, (line.strip() for line in css.split("\n"))))
