"""One person's file, and the form that corrects it."""
