"""Caches: files that may be deleted at any time; they decide nothing."""
