"""A mapping as text, in TOML or in JSON: what it says, and on which line each column begins."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from espace_mobile.errors import InputError

_AT = re.compile(r"at line (\d+), column (\d+)")


def parsed(text: str) -> Any:
    """JSON when it begins with a brace, as TOML never does. Raises `InputError` (`fse_mapping`, `syntax`, `line`,
    `column`)."""
    try:
        return json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except json.JSONDecodeError as e:
        raise InputError("fse_mapping", "syntax", line=e.lineno, column=e.colno) from None
    except tomllib.TOMLDecodeError as e:
        at = _AT.search(str(e))
        end = text.rstrip().count("\n") + 1
        raise InputError(
            "fse_mapping", "syntax", line=int(at[1]) if at else end, column=int(at[2]) if at else 1
        ) from None
    except (RecursionError, ValueError):  # a thousand brackets, a number of five thousand digits
        raise InputError("fse_mapping", "syntax", line=1, column=1) from None


def beginnings(text: str, count: int) -> list[int]:
    """On which line each of `count` columns begins; of columns written on one line, where they all do."""
    if text.lstrip().startswith("{"):
        starts = list(_objects(text))
    else:
        starts = [found.start() for found in re.finditer(r"^[ \t]*\[\[ *columns *\]\]", text, re.MULTILINE)]
    if len(starts) != count:
        starts = [max(text.find("columns"), 0)] * count
    return [text.count("\n", 0, start) + 1 for start in starts]


def _objects(text: str) -> Iterator[int]:
    """Where each object of the list « columns » of a JSON text that was read begins."""
    opened = re.search(r'"columns"\s*:\s*\[', text)
    at = opened.end() if opened else len(text)
    decoder, between = json.JSONDecoder(), re.compile(r"[\s,]*")
    while (found := between.match(text, at)) and text[found.end() : found.end() + 1] == "{":
        yield found.end()
        _, at = decoder.raw_decode(text, found.end())
