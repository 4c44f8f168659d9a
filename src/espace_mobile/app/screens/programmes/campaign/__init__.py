"""The campaign of a programme: what is done to be known, what it costs, and what contacts say of it."""

from espace_mobile.app.screens.programmes.campaign.part import Campaign
from espace_mobile.app.screens.programmes.campaign.words import said

__all__ = ["Campaign", "said"]
