"""The papers the association hands over or must keep: notices, and what the law asks it to write."""
