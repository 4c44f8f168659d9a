"""FSE+ participants of a programme: who they are, what is missing, the indicators and the file."""
