"""The sheet of a day: who, where, when, what to load, whom to call on the spot, the weather."""
