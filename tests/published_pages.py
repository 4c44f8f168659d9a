"""What a page must be, whatever it shows: valid, in order, without anything that runs or comes from elsewhere."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import html5lib

_NAMESPACE = "{http://www.w3.org/1999/xhtml}"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_RUNS = {"script", "iframe", "object", "embed", "style", "base"}


def parsed(page: str) -> Any:
    """Raises on the first error of HTML."""
    return html5lib.HTMLParser(strict=True).parse(page)


def links(tree: Any) -> list[str]:
    return [e.get("href") for e in tree.iter(f"{_NAMESPACE}a")]


def text(tree: Any) -> str:
    return " ".join("".join(tree.itertext()).split())


def check(page: str) -> Any:
    """The page's tree."""
    tree = parsed(page)
    elements = [e for e in tree.iter() if isinstance(e.tag, str)]
    names = [e.tag.removeprefix(_NAMESPACE) for e in elements]
    assert tree.get("lang") == "fr"
    assert names.count("h1") == names.count("main") == names.count("title") == 1
    levels = [int(name[1]) for name in names if name in _HEADINGS]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert not _RUNS & set(names)
    for e in elements:
        assert not [a for a in e.keys() if a.startswith("on") or a == "style"]  # noqa: SIM118 — not a dict
    ids = Counter(e.get("id") for e in elements if e.get("id"))
    assert not [id for id, times in ids.items() if times > 1]
    for e in elements:
        named = [*(e.get("aria-labelledby") or "").split(), *filter(None, [e.get("for")])]
        assert all(name in ids for name in named), named
    assert all(_harmless(href) for href in links(tree))
    assert all("".join(e.itertext()).strip() for e in elements if e.tag in (f"{_NAMESPACE}a", f"{_NAMESPACE}button"))
    return tree


def _harmless(href: str) -> bool:
    return urlsplit(href).scheme in ("", "https", "webcal", "tel", "mailto")
