"""When a value was set, in an order every device agrees on.

A stamp is (hybrid logical time, device). The time is one integer, milliseconds since 1970 shifted by 16 bits
plus a counter, so that comparing two stamps compares two integers and the device only breaks ties.
Kulkarni et al., « Logical Physical Clocks », 2014.
"""

from __future__ import annotations

from typing import NamedTuple

COUNTER_BITS = 16
DEVICE_DIGITS = 16


class Stamp(NamedTuple):
    """`at`: ms << 16 | counter; `device`: 16 hexadecimal digits, or empty for what no device said."""

    at: int
    device: str

    @property
    def ms(self) -> int:
        return self.at >> COUNTER_BITS

    def text(self) -> str:
        """A form that sorts as the stamp does; used in field names of conflict records."""
        return f"{self.at:016x}{self.device}"

    @classmethod
    def of_text(cls, text: str) -> Stamp:
        return cls(int(text[:16], 16), text[16:])


NEVER = Stamp(0, "")
Stamps = dict[str, Stamp]


def highest(stamps: Stamps) -> int:
    """The highest time among them, 0 of none."""
    return max((stamp.at for stamp in stamps.values()), default=0)


def at_ms(ms: int) -> int:
    """The hybrid time of a wall-clock time in milliseconds, counter zero."""
    return ms << COUNTER_BITS
