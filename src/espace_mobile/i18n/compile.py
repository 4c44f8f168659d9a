"""`python -m espace_mobile.i18n.compile`: mend the typography, sort the .po files, write the .mo files.

`python -m espace_mobile.i18n.compile KEY FRENCH ENGLISH [FRENCH_PLURAL ENGLISH_PLURAL]` adds or replaces a text first.
`python -m espace_mobile.i18n.compile --from FILE` adds many: a UTF-8 file of lines `key | French | English` with
`| French plural | English plural` at the end of a plural. Several people may run it at once: a lock file keeps order.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from espace_mobile.i18n import po

Addition = tuple[str, ...]  # key, fr, en[, fr plural, en plural]


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--from"]:
        lines = Path(arguments[1]).read_text("utf-8").splitlines()
        refresh(tuple(p.strip() for p in line.split("|")) for line in lines if line.strip() and line[0] != "#")
    else:
        refresh([tuple(arguments)] if arguments else [])


def refresh(additions: Iterable[Addition] = ()) -> None:
    """Raises `ValueError` when an addition has not 3 or 5 parts."""
    texts: dict[str, po.Catalogue] = {"fr": {}, "en": {}}
    for key, *said in additions:
        if len(said) not in (2, 4):
            raise ValueError(f"{key}: expected French and English, or two of each")
        texts["fr"][key], texts["en"][key] = tuple(said[0::2]), tuple(said[1::2])
    with _one_at_a_time():
        for language, added in texts.items():
            _rewrite(po.LOCALES / f"{language}.po", added)


def _rewrite(path: Path, added: po.Catalogue) -> None:
    catalogue = (po.read(path) if path.exists() else {}) | added
    if path.stem == "fr":
        catalogue = {key: tuple(map(po.french_typography, texts)) for key, texts in catalogue.items()}
    po.write(path, catalogue)
    path.with_suffix(".mo").write_bytes(po.binary(path.stem, catalogue))


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    try:
        import fcntl
    except ImportError:  # Windows: one person at a time
        yield
        return
    with (po.LOCALES / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    main(sys.argv[1:])
