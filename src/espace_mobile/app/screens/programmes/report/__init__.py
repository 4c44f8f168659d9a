"""The balance of a programme as a file: what is chosen, what it says, and how it is made."""
