"""Programmes: which there are, the page of each, and one page a part."""
