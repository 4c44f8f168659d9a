"""People and contacts of an association’s own spreadsheet: choose it, say what its columns are, look, then save."""
