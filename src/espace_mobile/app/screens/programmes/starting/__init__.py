"""Starting a programme: which template, what differs, and it runs."""

from espace_mobile.app.screens.programmes.starting.screen import NewProgramme, StartProgramme

__all__ = ["NewProgramme", "StartProgramme"]
