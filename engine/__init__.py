"""Editchain runs versioned YAML recipes of AI video edits: checked, priced, reproducible."""

from engine.version import __version__

__all__ = ["__version__"]
