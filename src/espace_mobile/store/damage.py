"""What the disk gave back wrong, and where the wrong bytes went. Told until somebody says that it was dealt with."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from espace_mobile.store.disk import sync_folder, write_durably

_REPORT = "damage.json"


@dataclass(frozen=True, slots=True)
class Damage:
    """`ranges`: how many stretches of bytes don't open, `bytes` in all; `lost`: commits (in a snapshot, groups of up
    to 256 documents) that are gone, an estimate; `files`: where; `kept`: files with the bad bytes, still sealed."""

    ranges: int
    bytes: int
    lost: int
    files: tuple[str, ...]
    kept: tuple[str, ...] = ()

    def __add__(self, other: Damage) -> Damage:
        return Damage(
            self.ranges + other.ranges,
            self.bytes + other.bytes,
            self.lost + other.lost,
            tuple(dict.fromkeys(self.files + other.files)),
            tuple(dict.fromkeys(self.kept + other.kept)),
        )


@dataclass(slots=True)
class Findings:
    """Damage while it is being found: the bad bytes by file, and an estimate of what they held."""

    bad: list[tuple[str, bytes]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    lost: int = 0

    def add(self, file: str, lost: int, bad: bytes | None = None) -> None:
        self.lost += lost
        self.files.append(file)
        if bad is not None:
            self.bad.append((file, bad))

    def told(self) -> Damage:
        size = sum(len(bad) for _, bad in self.bad)
        return Damage(len(self.bad), size, self.lost, tuple(dict.fromkeys(self.files)))

    def keep(self, folder: Path) -> Damage:
        """Copies the bad bytes aside. Raises `OSError`."""
        kept = tuple(keep_aside(folder, bad) for _, bad in self.bad if bad)
        return replace(self.told(), kept=tuple(dict.fromkeys(kept)))


def keep_aside(folder: Path, bad: bytes) -> str:
    """Name of the file that holds `bad`: a new one, unless an interrupted opening left it already."""
    kept = list(folder.glob("damaged-*.bin"))
    for path in kept:
        if path.stat().st_size == len(bad) and path.read_bytes() == bad:
            return path.name
    numbers = (path.stem.removeprefix("damaged-") for path in kept)
    path = folder / f"damaged-{max((int(n) for n in numbers if n.isdecimal()), default=0) + 1}.bin"
    write_durably(path, bad)
    return path.name


def remove_kept(folder: Path) -> None:
    """The bad bytes themselves; what they were stays told. Raises `OSError`."""
    for path in folder.glob("damaged-*.bin"):
        path.unlink(missing_ok=True)
    sync_folder(folder)


def remember(folder: Path, damage: Damage) -> Damage:
    """Adds to what nobody has dealt with yet, so that a crash now does not hide it. Returns the sum."""
    known = recall(folder)
    if known is not None and damage.kept and set(damage.kept) <= set(known.kept):
        return known  # the same damage, met again because the app stopped before it was cleaned up
    total = known + damage if known is not None else damage
    write_durably(folder / _REPORT, json.dumps(asdict(total)).encode())
    return total


def recall(folder: Path) -> Damage | None:
    try:
        told = json.loads((folder / _REPORT).read_bytes())
        return Damage(told["ranges"], told["bytes"], told["lost"], tuple(told["files"]), tuple(told["kept"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(folder: Path) -> None:
    with suppress(FileNotFoundError):
        (folder / _REPORT).unlink()
        sync_folder(folder)
