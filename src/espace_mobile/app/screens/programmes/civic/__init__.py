"""Civic service: the missions of a programme, each with its page and its form, and the meetings of the referents."""

from espace_mobile.app.screens.programmes.civic.editing import EditMission, NewMission
from espace_mobile.app.screens.programmes.civic.mission import OneMission
from espace_mobile.app.screens.programmes.civic.part import CivicService
from espace_mobile.app.screens.programmes.civic.words import said

__all__ = ["CivicService", "EditMission", "NewMission", "OneMission", "said"]
