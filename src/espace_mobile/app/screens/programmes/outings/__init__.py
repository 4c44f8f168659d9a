"""The outings of a programme against what it promised."""

from espace_mobile.app.screens.programmes.outings.part import Outings, said

__all__ = ["Outings", "said"]
