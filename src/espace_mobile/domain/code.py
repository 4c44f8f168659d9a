"""A code: one value of a closed list, stable for ever. Labels live in the translations."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Self

_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_HUMP = re.compile(r"(?<!^)(?=[A-Z])")


class Code(StrEnum):
    """A member compares equal to its text. A code from a newer version of the app is carried unchanged.

    Refusing it would hide the record, replacing it by « other » would overwrite the newer tablet's answer.
    """

    @property
    def known(self) -> bool:
        """Whether this version of the app has the code in its list."""
        return type(self).__members__.get(self.name) is self

    @property
    def key(self) -> str:
        """The key of its label in the translations, e.g. `outing_status.held`."""
        return f"{self.list_name()}.{self.value}"

    @classmethod
    def list_name(cls) -> str:
        return _HUMP.sub("_", cls.__name__).lower()

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str) or not _CODE.fullmatch(value):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = value, value
        return unknown
