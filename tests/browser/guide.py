"""The pictures of the supervisor's guide and where each comes from; `guide_pictures` makes them."""

from __future__ import annotations

FOLDER = "ESPACE_GUIDE_PICTURES"  # where the story leaves its own, when they are asked for
STORY = ("guide-first-steps", "guide-six-words")  # of `test_office`, on its way
SCENES = {
    "guide-sheet": "recovery-paper",
    "guide-office": "office",
    "guide-conflicts": "conflicts",
    "guide-merge": "comparing",
    "guide-devices": "devices-list",
    "guide-retention": "retention-ticked",
    "guide-access": "access-log",
    "guide-indicators": "dashboard",
    "guide-report": "report",
    "guide-request": "request",  # the last: what it says at the bottom stays a while
}  # of `shots`, with the demonstration's people
