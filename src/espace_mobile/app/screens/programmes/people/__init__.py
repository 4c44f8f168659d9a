"""The people of a programme: who is in it, who waits, proposing an entry."""

from espace_mobile.app.screens.programmes.people.part import People, said

__all__ = ["People", "said"]
