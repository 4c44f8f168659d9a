"""Rules that facts broke together, in one place, and the pill that leads there."""
