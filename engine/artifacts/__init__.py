"""Artifacts: bytes by digest, and the names under which people find them."""

from engine.artifacts.publish import FolderPublisher
from engine.artifacts.store import FolderStore

__all__ = ["FolderPublisher", "FolderStore"]
