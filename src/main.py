"""Where `flet build` enters: the packaged app starts here."""

from espace_mobile.cli import run_packaged

run_packaged()
