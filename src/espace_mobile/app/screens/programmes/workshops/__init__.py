"""The workshops of a programme: planned, followed, what people owe them."""

from espace_mobile.app.screens.programmes.workshops.editing import EditWorkshop, NewWorkshop
from espace_mobile.app.screens.programmes.workshops.part import WorkshopsPart
from espace_mobile.app.screens.programmes.workshops.planning import PlanWorkshop
from espace_mobile.app.screens.programmes.workshops.view import OneWorkshop
from espace_mobile.app.screens.programmes.workshops.words import said

__all__ = ["EditWorkshop", "NewWorkshop", "OneWorkshop", "PlanWorkshop", "WorkshopsPart", "said"]
