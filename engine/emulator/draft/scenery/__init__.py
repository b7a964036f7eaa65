"""Scenery: places to stand in, either a given picture or drawn by rules."""
