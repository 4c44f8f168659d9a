"""Two files of one person: the likely pairs, the choice field by field, and taking them apart again."""
