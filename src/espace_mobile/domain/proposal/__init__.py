"""The generator: the dates of a period, proposed from places, teams and quotas."""
