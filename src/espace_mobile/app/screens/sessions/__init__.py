"""Group sessions: planned, run on the day, written down."""
