"""Services that give: visits counted standing, who has which right, and what it comes to."""

from espace_mobile.app.screens.programmes.services.part import Services
from espace_mobile.app.screens.programmes.services.words import said

__all__ = ["Services", "said"]
