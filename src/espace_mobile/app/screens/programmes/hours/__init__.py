"""The hours bank of a programme, on its page and in the file of a person."""

from espace_mobile.app.screens.programmes.hours.part import HoursPart, said

__all__ = ["HoursPart", "said"]
