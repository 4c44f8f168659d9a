"""The figures of a programme, each with what it counts."""

from espace_mobile.app.screens.programmes.indicators.part import Indicators, said

__all__ = ["Indicators", "said"]
