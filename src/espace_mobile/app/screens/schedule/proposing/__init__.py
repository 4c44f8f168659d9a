"""The generator: what is asked, then what is proposed, then saving it."""
