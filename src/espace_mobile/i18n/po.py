"""The catalogues: gettext .po texts whose message ids are dotted keys, and the binary .mo made from them.

A catalogue is `dict[key, (one,)]`, or `dict[key, (one, many)]` for a plural. Files stay sorted by key, so that
two people adding texts at the same time rarely touch the same line.
"""

from __future__ import annotations

import ast
import re
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"
PLURALS = {"fr": "nplurals=2; plural=n > 1;", "en": "nplurals=2; plural=n != 1;"}
THIN = "\u202f"

Catalogue = dict[str, tuple[str, ...]]

_LINE = re.compile(r'^(msgid_plural|msgid|msgstr(?:\[\d\])?)?\s*(".*")\s*$')


def read(path: Path) -> Catalogue:
    """Raises `ValueError` on a key given twice or a line that is not gettext."""
    found: Catalogue = {}
    for fields in _entries(path.read_text("utf-8")):
        key = fields.pop("msgid")
        fields.pop("msgid_plural", None)
        if key in found:
            raise ValueError(f"{path.name}: {key} twice")
        if key:
            found[key] = tuple(fields[k] for k in sorted(fields))
    return found


def _entries(text: str) -> Iterator[dict[str, str]]:
    for block in re.split(r"\n\s*\n", text):
        fields: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            match = _LINE.match(line)
            if not match:
                raise ValueError(f"not gettext: {line}")
            name = match[1] or name
            fields[name] = fields.get(name, "") + ast.literal_eval(match[2])
        if fields:
            yield fields


def write(path: Path, catalogue: Mapping[str, tuple[str, ...]]) -> None:
    blocks = [_block("", (header(path.stem),))]
    blocks += [_block(key, catalogue[key]) for key in sorted(catalogue)]
    path.write_text("\n".join(blocks), "utf-8")


def header(language: str) -> str:
    return f"Language: {language}\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: {PLURALS[language]}\n"


def _block(key: str, texts: tuple[str, ...]) -> str:
    if len(texts) == 1:
        return f"msgid {_quote(key)}\nmsgstr {_quote(texts[0])}\n"
    forms = "".join(f"msgstr[{i}] {_quote(text)}\n" for i, text in enumerate(texts))
    return f"msgid {_quote(key)}\nmsgid_plural {_quote(key)}\n{forms}"


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def binary(language: str, catalogue: Mapping[str, tuple[str, ...]]) -> bytes:
    """The .mo file (GNU gettext manual, § 10.3), little-endian, without a hash table."""
    pairs = {"": header(language)}
    for key, texts in catalogue.items():
        pairs[key if len(texts) == 1 else f"{key}\0{key}"] = "\0".join(texts)
    ids = [k.encode() for k in sorted(pairs)]
    texts_ = [pairs[k].encode() for k in sorted(pairs)]
    start = 28 + 16 * len(ids)
    head = struct.pack("<7I", 0x950412DE, 0, len(ids), 28, 28 + 8 * len(ids), 0, 0)
    table, body = b"", b""
    for item in ids + texts_:
        table += struct.pack("<2I", len(item), start + len(body))
        body += item + b"\0"
    return head + table + body


def french_typography(text: str) -> str:
    """What a French typesetter does: ’ for ', and narrow no-break spaces before ; : ? ! % and inside « »."""
    text = text.replace("'", "’").replace("...", "…")
    text = re.sub(r"[ \u00a0\u202f]+(?=[;:?!%»])", THIN, text)
    text = re.sub(r"(?<=«)[ \u00a0\u202f]*", THIN, text)
    return re.sub(r"(?<=[^\s\u202f])(?=»)", THIN, text)
