"""The version of this engine: the bottom room, which imports nothing."""

__version__ = "0.1.0"
