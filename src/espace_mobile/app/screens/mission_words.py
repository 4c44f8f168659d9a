"""How a civic-service mission is named wherever it is told of: on its own pages, in a file, among the alerts."""

from __future__ import annotations

from espace_mobile.app.ui import Ui
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.organisation import Organisation

STEPS = {
    "civic_day_1_on": "civic.day_1",
    "civic_day_2_on": "civic.day_2",
    "psc1_on": "civic.psc1",
    "future_project_on": "civic.future_project",
}


def host_words(ui: Ui, mission: CivicMission) -> str:
    """« EHPAD Les Tilleuls »; the type, while no organisation was found."""
    found = ui.replica.get(Organisation, mission.organisation_id) if mission.organisation_id else None
    return found.name if found else ui.words.label(mission.host)
