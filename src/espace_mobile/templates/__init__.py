"""The programmes one can start: a data file each, shipped with the app, and the reading of one more.

The files say what the sheets of the project say; `docs/templates.md` tells how an association writes its own.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from espace_mobile.domain.template import Template
from espace_mobile.domain.template_reading import fault, read_template, template_faults
from espace_mobile.errors import InputError

SHIPPED = ("espace-mobile", "noirmoutier", "vern", "danjoutin", "troyes")
MOST_BYTES = 200_000  # of a file somebody brings
_LINE = re.compile(r"at line (\d+)")  # else it goes wrong at the end of the file


@cache
def shipped(name: str) -> Template:
    """One of `SHIPPED`, by the name of its file."""
    return read_template(parsed(files(__name__).joinpath(f"{name}.toml").read_bytes()))


def read(source: bytes) -> Template:
    """A file as somebody chose it. Raises `InputError` (`template`, …) for the first thing that is wrong."""
    return read_template(parsed(source))


def faults(source: bytes) -> list[InputError]:
    """Everything wrong with a file; empty when it can be started."""
    try:
        return template_faults(parsed(source))
    except InputError as e:
        return [e]


def parsed(source: bytes) -> dict[str, Any]:
    """Raises `InputError` (`template`: `file_too_large`, `not_utf8`, `not_toml` with the `line`)."""
    if len(source) > MOST_BYTES:
        raise fault("file_too_large", max=MOST_BYTES // 1000)
    try:
        return tomllib.loads(source.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError:
        raise fault("not_utf8") from None
    except tomllib.TOMLDecodeError as e:
        told = _LINE.search(str(e))
        raise fault("not_toml", line=int(told[1]) if told else source.count(b"\n") + 1) from None
