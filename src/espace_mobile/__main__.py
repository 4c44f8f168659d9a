"""`python -m espace_mobile`."""

from espace_mobile.cli import main

main()
