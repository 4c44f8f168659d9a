"""Who works here: arrivals, roles, teams, departures."""
