"""The dates of two years: the list, one date, and importing them from a spreadsheet."""
