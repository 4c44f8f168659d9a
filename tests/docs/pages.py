"""What the tests of the documentation read: the tracked files, the pages, what stands in code and what in prose."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS, GUIDES = ROOT / "docs", ROOT / "docs" / "guides"
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")


def tracked() -> list[Path]:
    """What a fresh clone has; in a checkout that belongs to somebody else, too, as in a container."""
    asked = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def pages() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".md"]


def text(path: Path) -> str:
    return path.read_text("utf-8")


def all_text() -> str:
    return "\n".join(map(text, pages()))


def prose(page: str) -> str:
    """With a word for each span of code, and without the blocks."""
    return _CODE.sub("code", _FENCE.sub("", page))


def spans(page: str) -> set[str]:
    """What stands in `code` on a line."""
    return set(_CODE.findall(_FENCE.sub("", page)))


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
