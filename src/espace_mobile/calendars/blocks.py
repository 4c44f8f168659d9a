"""The events and the zones of a calendar file, cut apart as text: one that is damaged costs none of its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_FOLD = re.compile(r"\n[ \t]")
_PARTS = ("VEVENT", "VTIMEZONE")
# The rest (alarms, attendees, pictures) is not read: it is other people's, and often the larger part of the file.
_READ = frozenset(
    "UID DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID SEQUENCE SUMMARY LOCATION DESCRIPTION CATEGORIES"
    " STATUS".split()
)


@dataclass
class Block:
    """`part`: VEVENT or VTIMEZONE. `closed`: its end was there. An event holds only the properties that are read."""

    part: str
    lines: list[str] = field(default_factory=list)
    closed: bool = False

    def text(self) -> str:
        return "\r\n".join([f"BEGIN:{self.part}", *self.lines, f"END:{self.part}", ""])

    def value(self, name: str) -> str:
        """Of the first property of this name, as it stands in the file; empty when there is none."""
        return next((line.partition(":")[2] for line in self.lines if property_name(line) == name), "")


def property_name(line: str) -> str:
    return re.split("[;:]", line, maxsplit=1)[0].strip().upper()


def blocks(text: str) -> Iterator[Block]:
    """`text`: with line ends « \\n »."""
    at: Block | None = None
    inside: list[str] = []  # parts within an event, such as its alarms
    for line in _FOLD.sub("", text).split("\n"):
        name, value = property_name(line), line.partition(":")[2].strip().upper()
        if name == "BEGIN" and value in _PARTS:
            if at is not None:
                yield at
            at, inside = Block(value), []
        elif at is None:
            continue
        elif name == "END" and value in (at.part, "VCALENDAR"):
            at.closed = value == at.part
            yield at
            at = None
        else:
            _keep(at, line, name, value, inside)
    if at is not None:
        yield at


def _keep(block: Block, line: str, name: str, value: str, inside: list[str]) -> None:
    if block.part == "VTIMEZONE":
        block.lines.append(line)
    elif name == "BEGIN":
        inside.append(value)
    elif name == "END" and inside:
        inside.pop()
    elif not inside and name in _READ:
        block.lines.append(line)
