"""Programmes: which there are, the page of each, and one page a part."""

from espace_mobile.app.screens.programmes.listing import Programmes
from espace_mobile.app.screens.programmes.screen import OneProgramme, ProgrammePartScreen
from espace_mobile.app.screens.programmes.starting import NewProgramme, StartProgramme

__all__ = ["NewProgramme", "OneProgramme", "ProgrammePartScreen", "Programmes", "StartProgramme"]
