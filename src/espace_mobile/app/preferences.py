"""How this tablet shows things: kept in clear beside the store, because the lock screen needs it before any key.

Nothing here is about a person, only about the device in front of them.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from espace_mobile.app.theme import TEXT_SCALES, THEMES
from espace_mobile.i18n import LANGUAGES

LOCK_MINUTES = (1, 2, 3, 4, 5)
FILE = "preferences.json"


@dataclass(frozen=True)
class Preferences:
    """`text_scale`: 1.0 to 2.0. `lock_minutes`: idle time before the screen locks itself."""

    language: str = "fr"
    theme: str = "day"
    text_scale: float = 1.0
    lock_minutes: int = 2
    account: str = ""  # who unlocked last; an opaque id

    def checked(self) -> Preferences:
        """The same, with what this version doesn't offer put back to its default."""
        offered: dict[str, tuple[object, ...]] = {
            "language": LANGUAGES,
            "theme": THEMES,
            "text_scale": TEXT_SCALES,
            "lock_minutes": LOCK_MINUTES,
        }
        defaults = Preferences()
        odd: dict[str, Any] = {n: getattr(defaults, n) for n, known in offered.items() if getattr(self, n) not in known}
        return replace(self, **odd)


def load(folder: Path) -> Preferences:
    """The defaults when there is no file or it can't be read: a setting is never worth a start that fails."""
    try:
        found: dict[str, Any] = json.loads((folder / FILE).read_text("utf-8"))
        return Preferences(**{f.name: found[f.name] for f in fields(Preferences) if f.name in found}).checked()
    except (OSError, ValueError, TypeError):
        return Preferences()


def save(folder: Path, preferences: Preferences) -> None:
    """Raises `OSError` when the folder can't be written."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{FILE}.new"
    draft.write_text(json.dumps(asdict(preferences)), "utf-8")
    draft.replace(folder / FILE)
