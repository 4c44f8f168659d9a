"""What an association already knows of people, from its own spreadsheet: columns, values, one file each, once."""
