"""How long files are kept, and the register of people's rights: for supervisors."""
