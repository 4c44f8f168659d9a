"""Comités de suivi: their days, the cases examined in them, who follows whom nearly every day."""

from espace_mobile.app.screens.programmes.reviews.part import Reviews, said

__all__ = ["Reviews", "said"]
