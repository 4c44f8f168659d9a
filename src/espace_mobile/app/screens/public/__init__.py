"""What the public reads: the site, the opportunities, the stories told; and the secret calendars of the teams."""

from __future__ import annotations

from espace_mobile.app.screens.public.calendars import TeamCalendars
from espace_mobile.app.screens.public.opportunities import Opportunities
from espace_mobile.app.screens.public.site import Site
from espace_mobile.app.screens.public.stories import Stories
from espace_mobile.app.screens.public.story import OneStory

__all__ = ["OneStory", "Opportunities", "Site", "Stories", "TeamCalendars"]
