"""What the sheet of a programme says beside its people: what it is, with whom, where, for how much, what came of it."""

from espace_mobile.app.screens.programmes.sheet.meetings import Meetings
from espace_mobile.app.screens.programmes.sheet.screen import Sheet, said

__all__ = ["Meetings", "Sheet", "said"]
