"""Who opened which file, as a supervisor reads it."""
