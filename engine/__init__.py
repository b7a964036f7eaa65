"""Editchain runs versioned YAML recipes of AI video edits: checked, priced, reproducible."""

__version__ = "0.1.0"
